/**
 * The values of a HelmRelease: those from `valuesFrom` in order, and over them the ones in `values`.
 * A value with a `targetPath` is put over the inline values, which then are merged once more: it stays where the mapping
 * around it stands in the inline values alone, and gives way where an earlier reference has brought that mapping too.
 * Source: ChartValuesFromReferences in fluxcd/pkg/chartutil/values.go.
 *
 * @module
 */
import type { KubernetesObject } from '../kubernetes/object.js';
import { type MapNode, mapping, type Node, type Origin, type ScalarNode } from '../yaml/node.js';
import { entryOf, itemsAt, nodeAt, textAt } from '../yaml/node-path.js';
import { parseDocuments } from '../yaml/parse-yaml.js';
import { placeWithin } from '../yaml/scalar-places.js';
import { setAtPath } from './helm-set.js';
import { mergeTables, type Table, toNode, toTable } from './values-tree.js';
import type { FindVariableSource } from './variables.js';

/** What a chart gets, without the chart's own defaults. */
export interface HelmValues {
  /** All values that are known, the later over the earlier ones. */
  readonly merged: MapNode | undefined;
  /** Why there may be others. */
  readonly unknown: string | undefined;
}

/** The values of a HelmRelease as helm-controller puts them together. */
export function helmValues(release: KubernetesObject, find: FindVariableSource): HelmValues {
  const own = nodeAt(release.body, 'spec', 'values');
  const inline = own?.kind === 'map' ? own : undefined;
  const references = itemsAt(release.body, 'spec', 'valuesFrom');
  if (references.length === 0) return { merged: inline, unknown: undefined };
  let merged: Table | undefined;
  let unknown: string | undefined;
  const table = inline && toTable(inline);
  const over = (by: Origin): Table => {
    const change = { what: 'values', by };
    if (!table) return merged ?? { kind: 'table', entries: new Map(), from: by };
    return mergeTables(merged ?? { kind: 'table', entries: new Map(), from: by }, table, change);
  };
  for (const reference of references) {
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
      const read = readValues(found);
      if (read === undefined) unknown ??= `the values of '${textAt(reference, 'name')}' are no mapping`;
      else merged = merged ? mergeTables(merged, toTable(read), change) : toTable(read);
      continue;
    }
    merged = over(inline?.origin ?? by);
    const literal = textAt(reference, 'literal') === 'true';
    const fault = setAtPath(merged, { path, text: found.text, at: found.node.origin, literal }, change);
    if (fault !== undefined) unknown ??= `nothing can be set at the target path '${path}': ${fault}`;
  }
  const all = merged && toNode(table && inline ? over(inline.origin) : merged);
  return { merged: all ? (all.kind === 'map' ? all : undefined) : inline, unknown };
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

const remembered = new WeakMap<ScalarNode, MapNode | null>();

function readValues({ node, text }: Found): MapNode | undefined {
  let values = remembered.get(node);
  if (values === undefined) {
    const place = text === node.value ? placeWithin(node, undefined) : () => node.origin.span;
    const { documents, diagnostics } = parseDocuments(text, place);
    const root = documents[0]?.root;
    values =
      diagnostics.length > 0 || (root && root.kind !== 'map') ? null : (root ?? mapping([], node.origin));
    remembered.set(node, values);
  }
  return values ?? undefined;
}
