import {
  type AppliedObject,
  appCounterparts,
  type Cluster,
  clusterCounterparts,
  defineRule,
  type Environment,
  HELM_GROUP,
  isKind,
  nameOf,
  neutralId,
  type Rule,
  textAt,
} from '@fluxvet/core';

export const appMissingInEnvironment: Rule = defineRule({
  id: 'app-missing-in-environment',
  title: 'An app runs in one environment only',
  why: 'What runs in production was never tried in the environment before it.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    lacks:
      "{kind} '{name}' is in {environment}, but not in {other}; '{app}' applies most of the rest in both.",
  },
  *check(model, { finding }) {
    for (const pair of clusterCounterparts(model)) {
      const { staging, production } = pair;
      const ids = { staging: neutralIds(staging), production: neutralIds(production) };
      for (const apps of appCounterparts(pair)) {
        const live = deployed(apps.production.objects);
        const before = deployed(apps.staging.objects);
        const untried = live.filter((each) => !ids.staging.has(neutralId(each)));
        const waiting = before.filter((each) => !ids.production.has(neutralId(each)));
        // Directories that have little in common are different on purpose.
        const shared = live.length - untried.length;
        if (shared < untried.length + waiting.length) continue;
        const app = nameOf(apps.production.object);
        for (const object of isOpen(staging) ? [] : untried) {
          const data = show(object, production, staging, app);
          // What developers play with is no rehearsal of production.
          const more = staging.environment === 'development' ? { atMost: 'note' as const } : {};
          yield finding('lacks', { in: object }, { data, ...more });
        }
        // New apps begin there.
        for (const object of isOpen(production) ? [] : waiting) {
          const data = show(object, staging, production, app);
          yield finding('lacks', { in: object }, { data, atMost: 'note' });
        }
      }
    }
  },
});

const WORKLOADS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob']);

function deployed(objects: readonly AppliedObject[]): AppliedObject[] {
  return objects.filter(
    (object) =>
      (WORKLOADS.has(object.id.kind) || isKind(object, HELM_GROUP, 'HelmRelease')) &&
      textAt(object.body, 'spec', 'suspend') !== 'true',
  );
}

/** An app that moved to another place of the cluster is not missing. */
function neutralIds(cluster: Cluster): ReadonlySet<string> {
  return new Set(cluster.objects.map(neutralId));
}

/** Whether an app cannot be followed: it may bring what is missing. */
function isOpen({ openings }: Cluster): boolean {
  return openings.some(({ app }) => app !== undefined);
}

interface Shown {
  readonly kind: string;
  readonly name: string;
  readonly environment: Environment;
  readonly other: Environment;
  readonly app: string;
}

function show(object: AppliedObject, here: Cluster, there: Cluster, app: string): Shown {
  const { environment = 'production' } = here;
  const { environment: other = 'production' } = there;
  return { kind: object.id.kind, name: nameOf(object), environment, other, app };
}
