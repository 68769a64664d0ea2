/**
 * Compares the generated components of clusters that run the same release: apart from what flags of bootstrap decide,
 * they are equal, or one was edited.
 *
 * @module
 */
import {
  type AppliedObject,
  type Cluster,
  type FluxModel,
  type Plain,
  parseYaml,
  textAt,
  toPlain,
} from '@fluxvet/core';

export interface DifferingObject {
  readonly cluster: Cluster;
  readonly object: AppliedObject;
  /** A file of another cluster with the other form. */
  readonly other: string;
  /** Whether most clusters have the other form. */
  readonly isCertain: boolean;
}

/** Kinds that no flag of bootstrap changes. */
const FIXED = new Set(['CustomResourceDefinition', 'ClusterRole', 'NetworkPolicy', 'Service']);

/** The objects that differ from those of the same release in other clusters. */
export function differsFromSiblings(model: FluxModel): DifferingObject[] {
  const byRelease = new Map<string, Map<string, Map<string, Variant[]>>>();
  for (const cluster of model.clusters) {
    const { components: path } = cluster.flux.files;
    const file = path === undefined ? undefined : model.tree.read(path);
    const release = file && /^# Flux Version: (\S+)/m.exec(file.text)?.[1];
    if (!file || release === undefined) continue;
    const applied = new Map(
      cluster.objects
        .filter(({ id, body }) => FIXED.has(id.kind) && body.origin.span.file === file.path)
        .map((object) => [`${object.id.kind}/${object.id.name}`, object]),
    );
    // The text of the file counts, not what patches make of it.
    for (const { root } of parseYaml(file).documents) {
      const kind = textAt(root, 'kind') ?? '';
      if (!root || !FIXED.has(kind)) continue;
      const name = textAt(root, 'metadata', 'name') ?? '';
      const object = applied.get(`${kind}/${name}`);
      if (!object) continue;
      const objects = byRelease.get(release) ?? new Map<string, Map<string, Variant[]>>();
      const variants = objects.get(`${kind}/${name}`) ?? new Map<string, Variant[]>();
      const text = JSON.stringify(normalized(toPlain(root)));
      variants.set(text, [...(variants.get(text) ?? []), { cluster, object, file: file.path }]);
      objects.set(`${kind}/${name}`, variants);
      byRelease.set(release, objects);
    }
  }
  return [...byRelease.values()].flatMap((objects) => [...objects.values()].flatMap(minorities));
}

interface Variant {
  readonly cluster: Cluster;
  readonly object: AppliedObject;
  readonly file: string;
}

function minorities(variants: ReadonlyMap<string, readonly Variant[]>): DifferingObject[] {
  if (variants.size < 2) return [];
  const groups = [...variants.values()].sort((a, b) => b.length - a.length);
  const [most = [], next = []] = groups;
  const isCertain = most.length > next.length;
  const suspects = isCertain ? groups.slice(1) : groups;
  return suspects.flatMap((group) =>
    group.map(({ cluster, object }) => {
      const other = groups.find((each) => each !== group)?.[0]?.file ?? '';
      return { cluster, object, other, isCertain };
    }),
  );
}

/** Without what the order of keys and the namespace of Flux decide. */
function normalized(value: Plain): unknown {
  if (Array.isArray(value)) return value.map(normalized);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value as Record<string, Plain>)
    .filter(([key]) => key !== 'namespace' && key !== 'app.kubernetes.io/instance')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, normalized(inner)]));
}
