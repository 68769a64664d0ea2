import {
  type AppliedObject,
  type Cluster,
  defineRule,
  isNull,
  itemsAt,
  type KustomizationApp,
  kustomizationsOf,
  nameOf,
  nodeAt,
  type Place,
  type Reference,
  type Rule,
} from '@fluxvet/core';
import { isAppliedBy } from './is-applied-by.js';

export const dependsOnWithoutWait: Rule = defineRule({
  id: 'depends-on-without-wait',
  title: 'An app that others depend on does not wait for what it applies',
  why: 'Flux takes it to be ready as soon as its objects are stored, and starts its dependents before anything of it runs.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    one: "'{from}' depends on Flux Kustomization '{app}', which does not wait for {kind} '{object}' to be ready.",
    many: "'{from}' and {more} more depend on Flux Kustomization '{app}', which does not wait for {kind} '{object}' to be ready.",
  },
  *check(model, { finding }) {
    for (const { cluster, app } of kustomizationsOf(model)) {
      const [first, ...others] = edgesTo(cluster).get(app.object) ?? [];
      const wait = nodeAt(app.object.body, 'spec', 'wait');
      const slow = first && isReadyAtOnce(app) ? app.objects.find(isSlow) : undefined;
      if (!first || !slow) continue;
      const at: Place = { in: app.object, path: ['spec', 'wait'] };
      const from = nameOf(first.from);
      const data = { app: nameOf(app.object), kind: slow.id.kind, object: nameOf(slow), from };
      const more = {
        related: [first, ...others].slice(0, MAX_RELATED).map((edge) => ({
          at: { in: edge.from, path: edge.path },
          says: `'${nameOf(edge.from)}' depends on it`,
        })),
        // Whoever writes `wait: false` has thought of it.
        ...(!isNull(wait) && { atMost: 'note' as const }),
      };
      if (others.length === 0) yield finding('one', at, { ...more, data });
      else yield finding('many', at, { ...more, data: { ...data, more: others.length } });
    }
  },
});

const MAX_RELATED = 5;

const remembered = new WeakMap<Cluster, ReadonlyMap<AppliedObject, readonly Reference[]>>();

/** The dependencies of a cluster by the app that is depended on. */
function edgesTo(cluster: Cluster): ReadonlyMap<AppliedObject, readonly Reference[]> {
  const known = remembered.get(cluster);
  if (known) return known;
  const edges = new Map<AppliedObject, Reference[]>();
  for (const reference of cluster.references) {
    const { from, path, role, to } = reference;
    if (role !== 'dependency' || to.kind !== 'found' || to.target === from) continue;
    // The one that applies it cannot wait for what is applied: both would wait for ever.
    if (isAppliedBy(from, to.target)) continue;
    // An expression of one's own decides when the dependency is ready.
    if (nodeAt(from.body, ...path.slice(0, -1), 'readyExpr')) continue;
    const before = edges.get(to.target);
    if (before) before.push(reference);
    else edges.set(to.target, [reference]);
  }
  remembered.set(cluster, edges);
  return edges;
}

/** Whether an app is ready when its objects are applied: it checks the health of none. */
function isReadyAtOnce({ object: { body } }: KustomizationApp): boolean {
  const wait = nodeAt(body, 'spec', 'wait');
  if (wait?.kind === 'scalar' && (wait.value === 'true' || wait.unknown !== undefined)) return false;
  return isNull(nodeAt(body, 'spec', 'healthChecks')) || itemsAt(body, 'spec', 'healthChecks').length === 0;
}

const SLOW = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'HelmRelease', 'Kustomization']);

/** Whether an object takes its time: what it stands for does not run yet when it is stored. */
function isSlow({ id }: AppliedObject): boolean {
  return (
    SLOW.has(id.kind) &&
    /^(apps|batch|helm\.toolkit\.fluxcd\.io|kustomize\.toolkit\.fluxcd\.io)$/.test(id.group)
  );
}
