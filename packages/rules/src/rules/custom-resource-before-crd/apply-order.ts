/**
 * Which Flux Kustomizations are applied before another one.
 *
 * @module
 */
import type { AppliedObject, Cluster, KustomizationApp } from '@fluxvet/core';

/** Answers what is applied before an app, or nothing where that is unknown. */
export type Before = (app: KustomizationApp) => ReadonlySet<KustomizationApp> | undefined;

/** The order of a cluster: before an app comes what it depends on, and the app that brings it. */
export function ordersOf(cluster: Cluster): Before {
  const byObject = new Map(cluster.apps.map((app) => [app.object, app]));
  const edges = new Map<AppliedObject, KustomizationApp[]>();
  const unknown = new Set<AppliedObject>();
  for (const { role, from, to } of cluster.references) {
    if (role !== 'dependency') continue;
    if (to.kind === 'unknown') unknown.add(from);
    const target = to.kind === 'found' ? byObject.get(to.target) : undefined;
    if (target?.kind === 'Kustomization') edges.set(from, [...(edges.get(from) ?? []), target]);
  }
  const answers = new Map<KustomizationApp, ReadonlySet<KustomizationApp> | undefined>();
  const answer: Before = (app) => {
    const before = new Set<KustomizationApp>();
    const queue = [app];
    for (const { object } of queue) {
      if (unknown.has(object)) return undefined;
      const parent = object.appliedBy ? [object.appliedBy] : [];
      for (const each of [...(edges.get(object) ?? []), ...parent]) {
        if (!before.has(each)) queue.push(each);
        before.add(each);
      }
    }
    return before;
  };
  return (app) => {
    if (!answers.has(app)) answers.set(app, answer(app));
    return answers.get(app);
  };
}
