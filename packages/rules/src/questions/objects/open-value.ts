/**
 * Values that are not yet what an API server gets to see.
 *
 * @module
 */
import { type JudgedObject, type KubernetesObject, nodeAt } from '@fluxvet/core';

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
