/**
 * The values of a HelmRelease: those from `valuesFrom` in order, and over them the ones in `values`.
 * A value with a `targetPath` is put over the inline values, which then are merged once more: it stays where the mapping
 * around it stands in the inline values alone, and gives way where an earlier reference has brought that mapping too.
 * Source: ChartValuesFromReferences in fluxcd/pkg/chartutil/values.go.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import type { Diagnostic } from '../../source/diagnostic.js';
import {
  isNull,
  type MapNode,
  mapping,
  type Node,
  type Origin,
  type ScalarNode,
} from '../../yaml/nodes/node.js';
import { entryOf, itemsAt, nodeAt, textAt } from '../../yaml/nodes/node-path.js';
import { type Place, placeWithin } from '../../yaml/nodes/scalar-places.js';
import { parseDocuments } from '../../yaml/read/parse-yaml.js';
import type { FindVariableSource } from '../substitution/variables.js';
import { setAtPath } from './helm-set.js';
import { mergeTables, type Table, toNode, toTable } from './values-tree.js';

/** What a chart gets, without the chart's own defaults. */
export interface HelmValues {
  /** All values that are known, the later over the earlier ones. */
  readonly merged: MapNode | undefined;
  /** Why there may be others. */
  readonly unknown: string | undefined;
  /** Texts that helm-controller cannot read as values, which keeps it from installing the release. */
  readonly unreadable: readonly UnreadableValues[];
  /** Values that helm-controller cannot set at their target paths, which keeps it from installing the release. */
  readonly unsettable: readonly UnsettableValue[];
}

/** A value that cannot be set at its `targetPath`. */
export interface UnsettableValue {
  /** The index of the entry of `spec.valuesFrom`. */
  readonly reference: number;
  readonly path: string;
  /** The scalar with the value. */
  readonly node: ScalarNode;
  /** Why not, in words that do not quote the value. */
  readonly reason: string;
  /** Whether it could be set with `literal: true`. */
  readonly literally: boolean;
}

/** A text in which values should stand. */
export interface UnreadableValues {
  /** The index of the entry of `spec.valuesFrom` that names the text. */
  readonly reference: number;
  /** The scalar with the text. */
  readonly node: ScalarNode;
  /** What is wrong, and between which characters of the text. */
  readonly problem: Diagnostic;
}

/** The values of a HelmRelease as helm-controller puts them together. */
export function helmValues(release: KubernetesObject, find: FindVariableSource): HelmValues {
  const own = nodeAt(release.body, 'spec', 'values');
  const inline = own?.kind === 'map' ? own : undefined;
  const references = itemsAt(release.body, 'spec', 'valuesFrom');
  if (references.length === 0) return { merged: inline, unknown: undefined, unreadable: [], unsettable: [] };
  const unreadable: UnreadableValues[] = [];
  const unsettable: UnsettableValue[] = [];
  let merged: Table | undefined;
  let unknown: string | undefined;
  const table = inline && toTable(inline);
  const over = (by: Origin): Table => {
    const change = { what: 'values', by };
    if (!table) return merged ?? { kind: 'table', entries: new Map(), from: by };
    return mergeTables(merged ?? { kind: 'table', entries: new Map(), from: by }, table, change);
  };
  for (const [at, reference] of references.entries()) {
    const found = readReference(reference, find);
    if (found === 'nothing') continue;
    if ('unknown' in found) {
      unknown ??= found.unknown;
      continue;
    }
    const by = reference.origin;
    const change = { what: 'valuesFrom', by };
    const path = textAt(reference, 'targetPath') ?? '';
    if (path === '') {
      const { values, problem } = readValues(found);
      if (problem) {
        unreadable.push({ reference: at, node: found.node, problem });
        unknown ??= `the values of '${textAt(reference, 'name')}' cannot be read`;
      }
      if (values) merged = merged ? mergeTables(merged, toTable(values), change) : toTable(values);
      continue;
    }
    merged = over(inline?.origin ?? by);
    const literal = textAt(reference, 'literal') === 'true';
    const fault = setAtPath(merged, { path, text: found.text, at: found.node.origin, literal }, change);
    if (fault === undefined) continue;
    unknown ??= `nothing can be set at the target path '${path}': ${fault}`;
    const anew: Table = { kind: 'table', entries: new Map(), from: by };
    const assignment = { path, text: found.text, at: found.node.origin, literal: true };
    const literally = !literal && setAtPath(anew, assignment, change) === undefined;
    unsettable.push({ reference: at, path, node: found.node, reason: fault, literally });
  }
  const all = merged && toNode(table && inline ? over(inline.origin) : merged);
  return { merged: all ? (all.kind === 'map' ? all : undefined) : inline, unknown, unreadable, unsettable };
}

interface Found {
  readonly text: string;
  readonly node: ScalarNode;
}

/** What a reference brings; nothing where an optional one names a key that is not there. */
function readReference(
  reference: Node,
  find: FindVariableSource,
): Found | 'nothing' | { readonly unknown: string } {
  const kind = textAt(reference, 'kind') ?? '';
  const name = textAt(reference, 'name') ?? '';
  const key = textAt(reference, 'valuesKey') ?? 'values.yaml';
  const source = find(kind, name);
  if (source.kind === 'unknown') return { unknown: source.reason };
  if (source.kind === 'missing') return { unknown: `the ${kind} '${name}' is not in the files` };
  const fields = kind === 'Secret' ? ['stringData', 'data'] : ['data'];
  const field = fields.find((each) => entryOf(nodeAt(source.body, each), key));
  if (field === undefined && textAt(reference, 'optional') === 'true') return 'nothing';
  const node = nodeAt(source.body, field ?? '', key);
  if (node?.kind !== 'scalar') return { unknown: `the ${kind} '${name}' has no readable key '${key}'` };
  if (nodeAt(source.body, 'sops') || node.value.startsWith('ENC[')) {
    return { unknown: `the ${kind} '${name}' is encrypted` };
  }
  if (node.unknown !== undefined) return { unknown: node.unknown };
  const encoded = kind === 'Secret' && field === 'data';
  return { text: encoded ? Buffer.from(node.value, 'base64').toString('utf8') : node.value, node };
}

interface ReadValues {
  readonly values: MapNode | undefined;
  readonly problem?: Diagnostic;
}

const remembered = new WeakMap<ScalarNode, ReadValues>();

/** Source: ReadValues in helm.sh/helm/v3/pkg/chartutil, which takes the first document and the last of two equal keys. */
function readValues({ node, text }: Found): ReadValues {
  let read = remembered.get(node);
  if (!read) {
    const isAsWritten = text === node.value;
    read = parseValues(node, text, isAsWritten ? placeOf(node) : () => node.origin.span);
    remembered.set(node, read);
  }
  return read;
}

/** Where the characters of a value stand; a generator takes a file as it is. */
function placeOf(node: ScalarNode): Place {
  const { span, step } = node.origin;
  const isWholeFile = step?.kind === 'generated' && span.end - span.start === node.value.length;
  if (!isWholeFile) return placeWithin(node, undefined);
  return (start, end) => ({ file: span.file, start: span.start + start, end: span.start + end });
}

function parseValues(node: ScalarNode, text: string, place: Place): ReadValues {
  const { documents, diagnostics } = parseDocuments(text, place);
  const problem = diagnostics.find(({ code }) => code !== 'yaml/duplicate-key');
  if (problem) return { values: undefined, problem };
  const root = documents[0]?.root;
  if (!root || isNull(root)) return { values: mapping([], node.origin) };
  if (root.kind === 'map') return { values: root };
  const what = root.kind === 'seq' ? 'a list' : 'a single value';
  const { span } = root.origin;
  const message = `Values must be a mapping, and this is ${what}.`;
  return { values: undefined, problem: { code: 'helm/no-mapping', severity: 'error', message, span } };
}
