import {
  type Cluster,
  defineRule,
  type HelmReleaseApp,
  indexOf,
  isSettled,
  mayBeSet,
  nameOf,
  OPERATOR_GROUP,
  type Rule,
  scalarsOf,
} from '@fluxvet/core';

export const missingRemediation: Rule = defineRule({
  id: 'missing-remediation',
  title: 'A HelmRelease does not try again after a failure',
  why: 'A release that fails once, be it for a registry that was away for a minute, stays failed until somebody comes.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { missing: "HelmRelease '{app}' does not try again when an {actions} fails." },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      if (retriesByDefault(cluster)) continue;
      for (const app of cluster.apps) {
        if (app.kind !== 'HelmRelease' || app.spec.suspend || !isSettled(app.object)) continue;
        const actions = (['install', 'upgrade'] as const).filter((action) => failsForGood(app, action));
        const [first] = actions;
        if (!first) continue;
        yield finding(
          'missing',
          { in: app.object, path: ['spec', first] },
          {
            data: { app: nameOf(app.object), actions: actions.join(' or an ') },
            ...(cluster.environment !== 'production' && { atMost: 'note' as const }),
          },
        );
      }
    }
  },
});

function failsForGood({ object, spec }: HelmReleaseApp, action: 'install' | 'upgrade'): boolean {
  const strategy = spec[action]?.strategy?.name;
  if (strategy !== undefined && strategy !== 'RemediateOnFailure') return false;
  if (strategy === undefined && mayBeSet(object.body, 'spec', action, 'strategy', 'name')) return false;
  const retries = spec[action]?.remediation?.retries;
  return retries === undefined
    ? !mayBeSet(object.body, 'spec', action, 'remediation', 'retries')
    : retries === 0;
}

const GATE = 'DefaultToRetryOnFailure=true';

/** Whether a feature gate makes helm-controller try every release again. */
function retriesByDefault(cluster: Cluster): boolean {
  const index = indexOf(cluster);
  const controllers = index
    .ofKind('apps', 'Deployment')
    .filter(({ id }) => id.name.startsWith('helm-controller'));
  // The Flux Operator makes the controllers, and patches them as its FluxInstance says.
  return [...controllers, ...index.ofKind(OPERATOR_GROUP, 'FluxInstance')].some(({ body }) =>
    scalarsOf(body).some(({ node }) => node.value.includes(GATE)),
  );
}
