/**
 * A node checked against a zod schema: a typed value, or diagnostics that stand at the very value that is wrong.
 *
 * @module
 */
import type { z } from 'zod';
import { closest } from '../../source/closest.js';
import type { Diagnostic } from '../../source/diagnostic.js';
import type { Span } from '../../source/span.js';
import { own } from '../../source/text/own.js';
import type { Node, ScalarNode } from './node.js';
import { entryOf, nodeAt, type Path, showPathOf, withItems } from './node-path.js';
import type { Dialect } from './resolve-scalar.js';
import { toPlain } from './to-plain.js';

export interface Decoded<T> {
  /** Absent when the node does not fit the schema. */
  readonly value: T | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface DecodeOptions {
  /** The code of the diagnostics. */
  readonly code: string;
  /** Where the node stands in its document, for the messages. */
  readonly at?: Path;
  readonly dialect?: Dialect;
}

/**
 * A node with the keys of its mappings spelled as a schema spells them: Go's JSON decoder takes them in any letter case.
 * Keys that the schema does not know stay as they are.
 */
export function foldKeys(node: Node, schema: z.core.$ZodType): Node {
  const { def } = schema._zod as { def: ShapeDef };
  if (def.innerType) return foldKeys(node, def.innerType);
  if (node.kind === 'seq' && def.element) {
    const { element } = def;
    return withItems(
      node,
      node.items.map((item) => foldKeys(item, element)),
    );
  }
  if (node.kind !== 'map' || !def.shape) return node;
  const { shape } = def;
  const byLowerCase = new Map(Object.keys(shape).map((key) => [key.toLowerCase(), key]));
  let changed = false;
  const entries = node.entries.map((entry) => {
    const name = entry.key.value;
    const known = Object.hasOwn(shape, name) ? name : byLowerCase.get(name.toLowerCase());
    const inner = known === undefined ? undefined : own(shape, known);
    if (known === undefined || !inner) return entry;
    const value = foldKeys(entry.value, inner);
    if (known === name && value === entry.value) return entry;
    changed = true;
    return { key: known === name ? entry.key : { ...entry.key, value: known }, value };
  });
  return changed ? { ...node, entries } : node;
}

/** A node without the keys that a schema does not know, for readers that ignore those. */
export function withoutUnknown(
  node: Node,
  schema: z.core.$ZodType,
  dropped: (key: ScalarNode) => void,
): Node {
  const { def } = schema._zod as { def: ShapeDef };
  if (def.innerType) return withoutUnknown(node, def.innerType, dropped);
  if (node.kind === 'seq' && def.element) {
    const { element } = def;
    return withItems(
      node,
      node.items.map((item) => withoutUnknown(item, element, dropped)),
    );
  }
  if (node.kind !== 'map' || !def.shape) return node;
  const { shape } = def;
  const entries = node.entries.flatMap(({ key, value }) => {
    const inner = own(shape, key.value);
    if (inner) return { key, value: withoutUnknown(value, inner, dropped) };
    dropped(key);
    return [];
  });
  return { ...node, entries };
}

/** The parts of a zod schema's definition that say what it is made of. */
interface ShapeDef {
  readonly innerType?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
}

/** Checks a node against a schema. */
export function decode<T>(node: Node, schema: z.ZodType<T>, options: DecodeOptions): Decoded<T> {
  const result = schema.safeParse(toPlain(node, options.dialect));
  if (result.success) return { value: result.data, diagnostics: [] };
  const diagnostics = result.error.issues.flatMap((issue) => describe(issue, node, options));
  return { value: undefined, diagnostics };
}

function describe(issue: z.core.$ZodIssue, node: Node, options: DecodeOptions): Diagnostic[] {
  const path = issue.path.filter((step): step is string | number => typeof step !== 'symbol');
  const problem = (at: Path, message: string, span: Span): Diagnostic => ({
    code: options.code,
    severity: 'error',
    message: `${showPathOf([...(options.at ?? []), ...at]) || 'The document'} ${message}`.replace(
      /[^?]$/,
      '$&.',
    ),
    span,
  });
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      problem(
        [...path, key],
        'is not a known field',
        entryOf(nodeAt(node, ...path), key)?.key.origin.span ?? node.origin.span,
      ),
    );
  }
  if (issue.code === 'invalid_union') {
    const meant = branchOf(issue);
    if (meant)
      return meant.flatMap((each) =>
        describe({ ...each, path: [...issue.path, ...each.path] }, node, options),
      );
  }
  const found = nodeAt(node, ...path);
  const span = nearest(node, path);
  if (issue.code === 'invalid_type') {
    const expected = own(WORDS, issue.expected) ?? issue.expected;
    return [problem(path, found ? `must be ${expected}, not ${kindOf(found)}` : `is required`, span)];
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map((value) => `'${String(value)}'`).join(' or ');
    const meant = found?.kind === 'scalar' ? closest(found.value, issue.values.map(String)) : undefined;
    const hint = meant === undefined ? '' : `; did you mean '${meant}'?`;
    return [problem(path, found ? `must be ${values}${hint}` : 'is required', span)];
  }
  const text = issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
  return [problem(path, `is wrong: ${text}`, span)];
}

/** Of several shapes the one that was probably meant: that with which the value has most in common. */
function branchOf({ errors }: z.core.$ZodIssueInvalidUnion): readonly z.core.$ZodIssue[] | undefined {
  const depth = (issues: readonly z.core.$ZodIssue[]): number =>
    issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0)
      ? -1
      : Math.max(0, ...issues.map(({ path }) => path.length));
  const ordered = [...errors].sort((a, b) => depth(b) - depth(a));
  return ordered[0] && depth(ordered[0]) >= 0 ? ordered[0] : undefined;
}

const WORDS: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'an integer',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

function kindOf(node: Node): string {
  if (node.kind !== 'scalar') return node.kind === 'map' ? 'a mapping' : 'a list';
  const words: Readonly<Record<string, string>> = {
    '!!str': 'a string',
    '!!int': 'an integer',
    '!!float': 'a number',
    '!!bool': 'true or false',
    '!!null': 'empty',
  };
  return own(words, node.tag) ?? `a ${node.tag}`;
}

/** The value at a path, or the deepest one above it that exists. */
function nearest(node: Node, path: Path): Span {
  for (let length = path.length; length > 0; length--) {
    const found = nodeAt(node, ...path.slice(0, length));
    if (found) return found.origin.span;
  }
  return node.origin.span;
}
