/**
 * Reads the fields of a kustomization file one by one; what does not fit is told and left out, the rest is kept.
 *
 * @module
 */
import type { z } from 'zod';
import type { Diagnostic } from '../../source/diagnostic.js';
import { decode, foldKeys, withoutUnknown } from '../../yaml/nodes/decode.js';
import type { MapNode, Node, ScalarNode } from '../../yaml/nodes/node.js';
import { isNull } from '../../yaml/nodes/node.js';
import { entryOf, nodeAt } from '../../yaml/nodes/node-path.js';
import { scalarToPlain } from '../../yaml/nodes/to-plain.js';

/** An entry of a list, and where it stands. */
export interface Entry<T> {
  readonly value: T;
  readonly node: Node;
}

/** A text field, and where it stands. */
export interface TextField {
  readonly value: string;
  readonly node: ScalarNode;
}

/** How strictly a file is read: Flux decodes the file at its path leniently, kustomize every other one strictly. */
export type Strictness = 'strict' | 'lenient';

/** A field that kustomize does not know. */
export function unknownField(key: ScalarNode, strictness: Strictness): Diagnostic {
  const lenient = strictness === 'lenient';
  return {
    code: 'kustomize/unknown-field',
    severity: lenient ? 'warning' : 'error',
    message: `'${key.value}' is not a field of a kustomization file${lenient ? ', and is ignored' : ''}.`,
    span: key.origin.span,
  };
}

/** What an entry that is empty (a dash without a value, or an empty text) means: the build fails, or it does nothing. */
export type EmptyEntries = 'refused' | 'skipped';

/** Reads one field each; what does not fit is told and left out. */
export interface FieldReader {
  text(name: string): TextField | undefined;
  texts(name: string, empty: EmptyEntries): TextField[];
  nodes(name: string): readonly Node[];
  entries<T>(name: string, schema: z.ZodType<T>, empty: EmptyEntries): Entry<T>[];
  entry<T>(name: string, schema: z.ZodType<T>): Entry<T> | undefined;
  textMap(name: string): MapNode | undefined;
}

/** Reads fields of a root node; what does not fit is told and left out, the rest is kept. */
export function reader(root: MapNode, diagnostics: Diagnostic[], strictness: Strictness): FieldReader {
  const ignored = (key: ScalarNode): void => {
    diagnostics.push(unknownField(key, 'lenient'));
  };
  const wrong = (node: Node, message: string): undefined => {
    diagnostics.push({
      code: 'kustomize/bad-kustomization',
      severity: 'error',
      message,
      span: node.origin.span,
    });
    return undefined;
  };
  const emptyEntry = (node: Node, name: string, empty: EmptyEntries): [] => {
    if (empty === 'refused') {
      diagnostics.push({
        code: 'kustomize/empty-entry',
        severity: 'error',
        message: `An entry of '${name}' is empty, and kustomize cannot build with it: take it out.`,
        span: node.origin.span,
      });
    }
    return [];
  };
  const asText = (node: Node, name: string): TextField | undefined =>
    node.kind === 'scalar' && typeof scalarToPlain(node, 'go-yaml-v2') === 'string'
      ? { value: node.value, node }
      : wrong(node, `${name} must be a string.`);
  const list = (name: string): readonly Node[] => {
    const node = nodeAt(root, name);
    if (!node || isNull(node)) return [];
    return node.kind === 'seq' ? node.items : (wrong(node, `${name} must be a list.`) ?? []);
  };
  const typed = <T>(written: Node, schema: z.ZodType<T>, at: (string | number)[]): Entry<T> | undefined => {
    const folded = foldKeys(written, schema);
    const node = strictness === 'strict' ? folded : withoutUnknown(folded, schema, ignored);
    const result = decode(node, schema, { code: 'kustomize/bad-kustomization', at, dialect: 'go-yaml-v2' });
    diagnostics.push(...result.diagnostics);
    return result.value === undefined ? undefined : { value: result.value, node };
  };
  return {
    text(name: string): TextField | undefined {
      const node = entryOf(root, name)?.value;
      if (!node || isNull(node)) return undefined;
      const field = asText(node, name);
      return field?.value === '' ? undefined : field;
    },
    texts: (name: string, empty: EmptyEntries): TextField[] =>
      list(name).flatMap((node, at) =>
        isNull(node) || isEmptyText(node)
          ? emptyEntry(node, name, empty)
          : (asText(node, `${name}[${at}]`) ?? []),
      ),
    nodes: list,
    entries: <T>(name: string, schema: z.ZodType<T>, empty: EmptyEntries): Entry<T>[] =>
      list(name).flatMap((node, at) =>
        isNull(node) ? emptyEntry(node, name, empty) : (typed(node, schema, [name, at]) ?? []),
      ),
    entry<T>(name: string, schema: z.ZodType<T>): Entry<T> | undefined {
      const node = nodeAt(root, name);
      return !node || isNull(node) ? undefined : typed(node, schema, [name]);
    },
    textMap(name: string): MapNode | undefined {
      const node = nodeAt(root, name);
      if (!node || isNull(node)) return undefined;
      if (node.kind !== 'map') return wrong(node, `${name} must be a mapping.`);
      for (const { key, value } of node.entries) asText(value, `${name}.${key.value}`);
      return node.entries.length === 0 ? undefined : node;
    },
  };
}

function isEmptyText(node: Node): boolean {
  return node.kind === 'scalar' && node.tag === '!!str' && node.value === '';
}
