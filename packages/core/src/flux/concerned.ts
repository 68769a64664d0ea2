/**
 * What the stages told of each cluster, told once for all clusters that it concerns.
 *
 * @module
 */
import type { Diagnostic, Gap } from '../source/diagnostic.js';
import type { Cluster, Concerned } from './model.js';

/** Joins what was told of each cluster, and adds what concerns none. */
export function concerned<T extends Diagnostic | Gap>(
  clusters: readonly Cluster[],
  tell: (cluster: Cluster) => readonly T[],
  others: readonly T[],
): Concerned<T>[] {
  const joined = new Map<string, { told: T; clusters: string[] }>();
  const add = (told: T, cluster: string | undefined): void => {
    const { file, start, end } = told.span;
    const key = [told.code, file, start, end, told.message].join('\0');
    const known = joined.get(key) ?? { told, clusters: [] };
    joined.set(key, known);
    if (cluster !== undefined && !known.clusters.includes(cluster)) known.clusters.push(cluster);
  };
  for (const cluster of clusters) for (const told of tell(cluster)) add(told, cluster.name);
  for (const told of others) add(told, undefined);
  return [...joined.values()].map(({ told, clusters: names }) => ({ ...told, clusters: names }));
}
