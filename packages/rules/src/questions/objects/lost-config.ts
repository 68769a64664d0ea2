/**
 * What became of a ConfigMap or Secret that an object takes values from and that is not there under its name.
 *
 * @module
 */
import {
  type AppliedObject,
  bringsOwn,
  type Cluster,
  closest,
  type FluxModel,
  indexOf,
  isDeclared,
  isNameUnknown,
  isNotInFiles,
  type Reference,
  referencesOf,
} from '@fluxvet/core';
import { mayBeMade } from './config-makers.js';

export type Lost =
  /** It is there, under the name with a hash that kustomize's generators give. */
  | { readonly kind: 'hashed' | 'elsewhere'; readonly object: AppliedObject }
  | { readonly kind: 'similar'; readonly name: string }
  | { readonly kind: 'missing' }
  /** Only something that is published for everybody, such as a remote base, could bring it. */
  | { readonly kind: 'unproven' };

/** What became of it; nothing where it exists, or may well exist. */
export function lostConfig(cluster: Cluster, reference: Reference): Lost | undefined {
  const { wanted, optional } = reference;
  if (optional) return undefined;
  if (!isNotInFiles(cluster, reference))
    return isUnproven(cluster, reference) ? { kind: 'unproven' } : undefined;
  const all = indexOf(cluster).ofKind('', wanted.kind);
  const beside = all.filter(({ id }) => id.namespace === wanted.namespace);
  const hashed = beside.find(({ id }) => isHashOf(id.name, wanted.name));
  if (hashed) return { kind: 'hashed', object: hashed };
  // Secrets are often made in the cluster only: one that is not in the files proves nothing.
  if (wanted.kind !== 'ConfigMap' || wanted.name === 'kube-root-ca.crt' || mayBeMade(cluster, wanted))
    return undefined;
  const [object, second] = all.filter(({ id }) => id.name === wanted.name);
  if (object && !second) return { kind: 'elsewhere', object };
  const name = closest(
    wanted.name,
    beside.map(({ id }) => id.name),
  );
  return name === undefined ? { kind: 'missing' } : { kind: 'similar', name };
}

/** Whether all that could bring a ConfigMap is published for everybody, and so has no variables of this cluster. */
function isUnproven(cluster: Cluster, reference: Reference): boolean {
  const { wanted, to, role } = reference;
  if (role !== 'variables') return false;
  if (to.kind !== 'unknown' || wanted.kind !== 'ConfigMap' || isNameUnknown(reference)) return false;
  if (isDeclared(cluster, wanted) || mayBeMade(cluster, wanted)) return false;
  return (
    cluster.openings.length > 0 &&
    cluster.openings.every(
      (opening) => !bringsOwn(opening, cluster) || opening.kinds?.includes('ConfigMap') === false,
    )
  );
}

/** Whether a name is another one with the hash that kustomize appends. */
function isHashOf(name: string, plain: string): boolean {
  return name.startsWith(`${plain}-`) && /^[2456789bcdfghkmt]{10}$/.test(name.slice(plain.length + 1));
}

/**
 * Whether a ConfigMap that is missing is rather made outside of the repository on purpose: several places name it, or
 * the cluster keeps none of those that its apps name in files.
 */
export function isMadeElsewhere(model: FluxModel, cluster: Cluster, { wanted }: Reference): boolean {
  let usage = remembered.get(model);
  if (!usage) {
    usage = usageOf(model);
    remembered.set(model, usage);
  }
  return (usage.places.get(wanted.name)?.size ?? 0) > 1 || !usage.keepers.has(cluster);
}

interface Usage {
  /** The places that name a ConfigMap, by its name. */
  readonly places: ReadonlyMap<string, ReadonlySet<string>>;
  /** The clusters in whose files ConfigMaps stand that apps name. */
  readonly keepers: ReadonlySet<Cluster>;
}

const remembered = new WeakMap<FluxModel, Usage>();

function usageOf(model: FluxModel): Usage {
  const places = new Map<string, Set<string>>();
  const keepers = new Set<Cluster>();
  for (const { cluster, reference } of referencesOf(model, 'values', 'variables')) {
    const { wanted, to } = reference;
    if (wanted.kind !== 'ConfigMap') continue;
    if (to.kind === 'found') keepers.add(cluster);
    const { file, start } = to.at.span;
    const known = places.get(wanted.name) ?? new Set();
    places.set(wanted.name, known.add(`${file} ${start}`));
  }
  return { places, keepers };
}
