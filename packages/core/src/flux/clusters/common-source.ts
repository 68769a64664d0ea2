/**
 * The source that most Flux Kustomizations have: where one is the repository itself, it is that one.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import { idKey } from '../../kubernetes/object-id.js';
import { sourceIdOf } from '../sources/source-ref.js';

/** The source from which most of the paths are applied: another one of its own has an address that need not be this one. */
export function commonSource(kustomizations: readonly KubernetesObject[]): string | undefined {
  const counts = new Map<string, number>();
  for (const each of kustomizations) {
    const key = idKey(sourceIdOf(each));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const [first, second] = [...counts].sort(([, a], [, b]) => b - a);
  return first && (!second || second[1] < first[1]) ? first[0] : undefined;
}
