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
  type SourceFile,
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
  return [...generatedByRelease(model).values()].flatMap((generated) => {
    // The text of the file counts, not what patches make of it. Mostly it is the same in all clusters.
    const texts = new Map(generated.map(({ file }) => [file.text, file]));
    if (texts.size < 2) return [];
    const formsOf = new Map([...texts].map(([text, file]) => [text, formsIn(file)]));
    const objects = new Map<string, Map<string, Variant[]>>();
    for (const { cluster, file } of generated) {
      const applied = new Map(
        cluster.objects
          .filter(({ id, body }) => FIXED.has(id.kind) && body.origin.span.file === file.path)
          .map((object) => [`${object.id.kind}/${object.id.name}`, object]),
      );
      for (const [id, form] of formsOf.get(file.text) ?? []) {
        const object = applied.get(id);
        if (!object) continue;
        const variants = objects.get(id) ?? new Map<string, Variant[]>();
        variants.set(form, [...(variants.get(form) ?? []), { cluster, object, file: file.path }]);
        objects.set(id, variants);
      }
    }
    return [...objects.values()].flatMap(minorities);
  });
}

interface Generated {
  readonly cluster: Cluster;
  readonly file: SourceFile;
}

function generatedByRelease({ clusters, tree }: FluxModel): Map<string, Generated[]> {
  const byRelease = new Map<string, Generated[]>();
  for (const cluster of clusters) {
    const { components: path } = cluster.flux.files;
    const file = path === undefined ? undefined : tree.read(path);
    const release = file && /^# Flux Version: (\S+)/m.exec(file.text)?.[1];
    if (!file || release === undefined) continue;
    byRelease.set(release, [...(byRelease.get(release) ?? []), { cluster, file }]);
  }
  return byRelease;
}

/** The objects that no flag changes, each as a text that is equal for equal objects. */
function formsIn(file: SourceFile): ReadonlyMap<string, string> {
  const forms = new Map<string, string>();
  for (const { root } of parseYaml(file).documents) {
    const kind = textAt(root, 'kind') ?? '';
    const name = textAt(root, 'metadata', 'name') ?? '';
    if (root && FIXED.has(kind)) forms.set(`${kind}/${name}`, JSON.stringify(normalized(toPlain(root))));
  }
  return forms;
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
