/**
 * The values of a HelmRelease: those from `valuesFrom` in order, and over them the ones in `values`.
 * Source: helm-controller/docs/spec/v2/helmreleases.md and fluxcd/pkg/chartutil/values.go.
 *
 * @module
 */
import type { KubernetesObject } from '../kubernetes/object.js';
import {
  type MapEntry,
  type MapNode,
  mapping,
  type Node,
  type Origin,
  type ScalarNode,
  scalar,
} from '../yaml/node.js';
import { entryOf, itemsAt, nodeAt, setEntry, textAt } from '../yaml/node-path.js';
import { parseDocuments } from '../yaml/parse-yaml.js';
import { placeWithin } from '../yaml/scalar-places.js';
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
  let merged: MapNode | undefined;
  let unknown: string | undefined;
  for (const reference of itemsAt(release.body, 'spec', 'valuesFrom')) {
    const found = readReference(reference, find);
    if ('unknown' in found) {
      unknown ??= found.unknown;
      continue;
    }
    const path = textAt(reference, 'targetPath');
    const by = reference.origin;
    if (path === undefined) {
      const read = readValues(found.value);
      if (read === undefined) unknown ??= `the values of '${textAt(reference, 'name')}' are no mapping`;
      else merged = merged ? mergeValues(merged, read, 'valuesFrom', by) : read;
    } else {
      const set = atTargetPath(path, found.value, by);
      if (!set) unknown ??= `the target path '${path}' is not followed`;
      else merged = merged ? mergeValues(merged, set, 'valuesFrom', by) : set;
    }
  }
  const own = nodeAt(release.body, 'spec', 'values');
  if (own?.kind === 'map') merged = merged ? mergeValues(merged, own, 'values', own.origin) : own;
  return { merged, unknown };
}

type Found = { readonly value: ScalarNode } | { readonly unknown: string };

function readReference(reference: Node, find: FindVariableSource): Found {
  const kind = textAt(reference, 'kind') ?? '';
  const name = textAt(reference, 'name') ?? '';
  const key = textAt(reference, 'valuesKey') ?? 'values.yaml';
  const source = find(kind, name);
  if (source.kind === 'unknown') return { unknown: source.reason };
  if (source.kind === 'missing') return { unknown: `the ${kind} '${name}' is not in the files` };
  const plain = entryOf(nodeAt(source.body, kind === 'Secret' ? 'stringData' : 'data'), key)?.value;
  if (plain?.kind !== 'scalar') return { unknown: `the ${kind} '${name}' has no readable key '${key}'` };
  if (nodeAt(source.body, 'sops') || plain.value.startsWith('ENC[')) {
    return { unknown: `the ${kind} '${name}' is encrypted` };
  }
  return plain.unknown === undefined ? { value: plain } : { unknown: plain.unknown };
}

const remembered = new WeakMap<ScalarNode, MapNode | null>();

function readValues(node: ScalarNode): MapNode | undefined {
  let values = remembered.get(node);
  if (values === undefined) {
    const { documents, diagnostics } = parseDocuments(node.value, placeWithin(node, undefined));
    const root = documents[0]?.root;
    values =
      diagnostics.length > 0 || (root && root.kind !== 'map') ? null : (root ?? mapping([], node.origin));
    remembered.set(node, values);
  }
  return values ?? undefined;
}

/** Mappings are merged key by key; anything else is replaced, and remembers what stood there. */
function mergeValues(base: MapNode, over: MapNode, what: string, by: Origin): MapNode {
  let result = base;
  for (const { key, value } of over.entries) {
    const old = entryOf(result, key.value)?.value;
    const both = old?.kind === 'map' && value.kind === 'map' ? mergeValues(old, value, what, by) : undefined;
    result = setEntry(result, key, both ?? (old ? replaced(value, old, what, by) : value));
  }
  return result;
}

function replaced(value: Node, old: Node, what: string, by: Origin): Node {
  const { span } = value.origin;
  const origin: Origin = { span, step: { kind: 'patched', what, by: by.span }, was: old.origin };
  return { ...value, origin };
}

/** A value under a path in the syntax of `helm --set`; indexes of lists are not followed. */
function atTargetPath(path: string, value: ScalarNode, by: Origin): MapNode | undefined {
  if (/[[\]{}]/.test(path)) return undefined;
  const keys = path.split(/(?<!\\)\./).map((key) => key.replace(/\\(.)/g, '$1'));
  let node: Node = value;
  for (const key of keys.reverse()) {
    const entry: MapEntry = { key: scalar(key, by), value: node };
    node = mapping([entry], by);
  }
  return node.kind === 'map' ? node : undefined;
}
