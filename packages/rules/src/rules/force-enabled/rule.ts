import {
  type AppliedObject,
  type Cluster,
  defineRule,
  helmReleasesOf,
  kustomizationsOf,
  nameOf,
  type Rule,
  textAt,
} from '@fluxvet/core';
import { isWrittenByFlux } from '../../questions/objects/written-by-flux.js';

export const forceEnabled: Rule = defineRule({
  id: 'force-enabled',
  title: 'Objects are deleted and made anew where a change is refused',
  why: 'A change to a field that cannot change deletes the object: workloads stop, and volumes can go with their data.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    kustomization: "Flux Kustomization '{app}' deletes and recreates its objects where a change is refused.",
    release: "HelmRelease '{app}' replaces its objects by force at every {action}.",
  },
  *check(model, { finding }) {
    for (const { cluster, app } of kustomizationsOf(model)) {
      const { object, objects, path, spec } = app;
      if (spec.force !== true || spec.suspend || isWrittenByFlux(cluster, object)) continue;
      const hurts = objects.some(({ id }) => LOST_WITH_MORE.has(id.kind));
      const isComplete = path.kind === 'built' && path.build.complete;
      if (isComplete && objects.every(({ id }) => HARMLESS.has(id.kind))) continue;
      yield finding(
        'kustomization',
        { in: object, path: ['spec', 'force'] },
        { data: { app: nameOf(object) }, ...(!hurts && { atMost: 'note' as const }) },
      );
    }
    for (const { cluster, app } of helmReleasesOf(model)) {
      if (app.spec.suspend) continue;
      for (const action of ['upgrade', 'rollback']) {
        const { body } = app.object;
        if (textAt(body, 'spec', action, 'force') !== 'true' || appliesOnServer(cluster, body, action))
          continue;
        yield finding(
          'release',
          { in: app.object, path: ['spec', action, 'force'] },
          { data: { app: nameOf(app.object), action } },
        );
      }
    }
  },
});

// Deleting an object of Flux deletes all that it has applied.
const LOST_WITH_MORE: ReadonlySet<string> = new Set([
  ...['CustomResourceDefinition', 'Namespace', 'PersistentVolume', 'PersistentVolumeClaim'],
  ...['DaemonSet', 'Deployment', 'StatefulSet', 'Ingress', 'Service', 'HelmRelease', 'Kustomization'],
]);

const HARMLESS: ReadonlySet<string> = new Set([
  ...['ClusterRole', 'ClusterRoleBinding', 'ConfigMap', 'CronJob', 'Job', 'Role', 'RoleBinding'],
  ...['NetworkPolicy', 'Secret', 'ServiceAccount'],
]);

/** Helm 4 sends objects to be applied by the server, which knows no replacement; Flux does so since 2.8. */
function appliesOnServer({ flux }: Cluster, body: AppliedObject['body'], action: string): boolean {
  const own = textAt(body, 'spec', action, 'serverSideApply');
  if (own === 'disabled' || own === 'false') return false;
  const minor = flux.version?.minor;
  return minor === undefined || (minor !== 'old' && minor >= 8);
}
