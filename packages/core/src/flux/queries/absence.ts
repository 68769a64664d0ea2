/**
 * Whether an object that something refers to is certainly not among what the files bring to a cluster.
 *
 * @module
 */
import type { ObjectId } from '../../kubernetes/object-id.js';
import { nodeAt } from '../../yaml/nodes/node-path.js';
import type { Cluster, FluxModel, Reference } from '../model.js';
import type { Opening } from '../unknown/opening.js';

/** What an absence is asked for: a kind, and as much of the name as is known. */
export type Wanted = Pick<ObjectId, 'kind' | 'namespace'> & { readonly name?: string };

/**
 * Whether an object that no file shows could still come to the cluster through an opening: an app whose source is not
 * available locally, a build that fails, an object that the configuration declares. Where this is true, its absence
 * proves nothing, and a rule should keep silent.
 */
export function couldExist(cluster: Cluster, wanted: Wanted): boolean {
  return cluster.openings.some((opening) => couldBring(opening, wanted));
}

/** Whether the configuration says that an object exists in the clusters although no file has it. */
export function isDeclared(cluster: Cluster, wanted: Wanted): boolean {
  return cluster.openings.some(
    (opening) => !opening.app && opening.kinds?.includes(wanted.kind) && couldBring(opening, wanted),
  );
}

function couldBring(opening: Opening, { kind, namespace, name }: Wanted): boolean {
  if (opening.namespace !== undefined && namespace !== undefined && opening.namespace !== namespace)
    return false;
  if (opening.kinds && !opening.kinds.includes(kind)) return false;
  if (opening.unlikely?.includes(kind)) return false;
  return opening.name === undefined || name === undefined || opening.name === name;
}

/** Whether no file brings what a reference names. People, charts and operators may still make it in the cluster. */
export function isNotInFiles(cluster: Cluster, reference: Reference): boolean {
  const { kind } = reference.to;
  if (kind !== 'unknown') return kind === 'missing';
  return !isNameUnknown(reference) && !couldExist(cluster, reference.wanted);
}

/** Whether the name, or what stands beside it, holds a variable that is not known. */
export function isNameUnknown({ from, path }: Reference): boolean {
  const node = nodeAt(from.body, ...(path.at(-1) === 'name' ? path.slice(0, -1) : path));
  const parts = node?.kind === 'map' ? node.entries.map(({ value }) => value) : [node];
  return parts.some((part) => part?.kind === 'scalar' && part.unknown !== undefined);
}

/**
 * Whether an object stands in files that no cluster reaches, and the cluster that lacks it was only guessed: then the
 * files may well be a part of it.
 */
export function mayBelongTo(
  cluster: Cluster,
  model: FluxModel,
  { kind, namespace, name }: ObjectId,
): boolean {
  if (cluster.entry.kind !== 'unbootstrapped' && cluster.entry.kind !== 'incomplete') return false;
  let names = detached.get(model);
  if (!names) {
    const { objects, builds } = model.detached;
    names = new Set([...objects, ...builds.flatMap((each) => each.objects)].map(({ id }) => keyOf(id)));
    detached.set(model, names);
  }
  return names.has(keyOf({ kind, name })) || names.has(keyOf({ kind, name, namespace }));
}

const detached = new WeakMap<FluxModel, ReadonlySet<string>>();

function keyOf({
  kind,
  name,
  namespace = '',
}: {
  kind: string;
  name: string;
  namespace?: string | undefined;
}): string {
  return `${kind} ${namespace}/${name}`;
}
