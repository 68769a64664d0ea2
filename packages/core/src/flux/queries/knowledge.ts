/**
 * What can be known at a place: whether a value, an object or what comes through an opening is settled by the files.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import type { ObjectId } from '../../kubernetes/object-id.js';
import { isNull, type Node } from '../../yaml/nodes/node.js';
import { entryOf, nodeAt, type Path, scalarsOf } from '../../yaml/nodes/node-path.js';
import type { AppliedObject, Cluster } from '../model.js';
import type { Opening } from '../unknown/opening.js';
import type { JudgedObject } from './queries.js';

/**
 * Whether all of an object is known to come from files that were read. It is not where its app takes in something that
 * is not available locally, such as a remote component, which can still complete the object. Ask before you report a
 * field that is absent.
 */
export function isSettled({ appliedBy }: AppliedObject): boolean {
  return !appliedBy || (appliedBy.path.kind === 'built' && appliedBy.path.build.complete);
}

/** The opposite of {@link isSettled} for any judged object: what no cluster applies as it stands is never settled. */
export function isUnsettled({ cluster, object }: JudgedObject): boolean {
  return !cluster || !isSettled(object as AppliedObject);
}

/** Whether a field is set, or could be because a value on the way to it is not known. */
export function mayBeSet(body: Node, ...path: readonly string[]): boolean {
  let at = body;
  for (const step of path) {
    if (at.kind === 'scalar') return at.unknown !== undefined;
    const next = entryOf(at, step)?.value;
    if (!next) return false;
    at = next;
  }
  return !isNull(at);
}

/** Whether a value at or below a path cannot be known from the files, such as one with a variable of the cluster. */
export function hasUnknownAt(node: Node | undefined, ...path: Path): boolean {
  const at = nodeAt(node, ...path);
  if (!at) return false;
  for (const { node: value } of scalarsOf(at)) if (value.unknown !== undefined) return true;
  return false;
}

/** Whether an object is encrypted by SOPS: some of its values are others once Flux has decrypted it. */
export function isEncrypted({ body }: KubernetesObject): boolean {
  return nodeAt(body, 'sops') !== undefined;
}

/** Whether a value is encrypted, or a variable or a template in an object that no cluster applies as it stands. */
export function isOpenValue({ cluster, object }: JudgedObject, path: readonly (string | number)[]): boolean {
  const node = nodeAt(object.body, ...path);
  if (node?.kind !== 'scalar') return false;
  return (!cluster && /[$<]/.test(node.value)) || (node.value.startsWith('ENC[') && isEncrypted(object));
}

/**
 * Whether an opening brings what somebody wrote for this cluster, such as an app whose repository is not available
 * locally. A remote base is published for everybody, and what gets Flux to the cluster brings its own source only.
 */
export function bringsOwn({ name, app }: Opening, { apps }: Cluster): boolean {
  if (name !== undefined) return false;
  const behind = app && apps.find(({ object }) => isSame(object.id, app));
  return (
    behind?.kind !== 'Kustomization' || behind.path.kind !== 'built' || behind.path.build.gaps.length === 0
  );
}

function isSame(a: ObjectId, b: ObjectId): boolean {
  return a.kind === b.kind && a.name === b.name && a.namespace === b.namespace;
}
