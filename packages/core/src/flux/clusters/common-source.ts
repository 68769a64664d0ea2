/**
 * The source that most Flux Kustomizations have: where one is the repository itself, it is that one.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import { idKey } from '../../kubernetes/object-id.js';
import { KUSTOMIZE_GROUP } from '../kinds/kinds.data.js';
import { sourceIdOf } from '../sources/source-ref.js';

/**
 * The source from which most of the paths are applied: another one has an address that need not be this one. Of two with as
 * many, it is the one that no file writes out: whatever brings Flux to the cluster makes it.
 */
export function commonSource(written: readonly KubernetesObject[]): string | undefined {
  const counts = new Map<string, number>();
  for (const each of written.filter(
    ({ id }) => id.group === KUSTOMIZE_GROUP && id.kind === 'Kustomization',
  )) {
    const key = idKey(sourceIdOf(each));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const isWritten = new Set(written.map(({ id }) => idKey(id)));
  const weightOf = ([key, count]: readonly [string, number]): number =>
    count + (isWritten.has(key) ? 0 : 0.5);
  const [first, second] = [...counts].sort((a, b) => weightOf(b) - weightOf(a));
  return first && (!second || weightOf(second) < weightOf(first)) ? first[0] : undefined;
}
