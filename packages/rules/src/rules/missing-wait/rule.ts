import {
  type AppliedObject,
  defineRule,
  isSettled,
  kustomizationsOf,
  mayBeSet,
  nameOf,
  type Rule,
} from '@fluxvet/core';
import { isWrittenByFlux } from '../../questions/objects/written-by-flux.js';

export const missingWait: Rule = defineRule({
  id: 'missing-wait',
  title: 'A Flux Kustomization does not look at whether its workloads run',
  why: 'It is ready as soon as the API server has taken its objects, while their pods crash.',
  category: 'reliability',
  severity: 'note',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { missing: "Flux Kustomization '{app}' is ready before {kind} '{workload}' runs." },
  *check(model, { finding }) {
    for (const { cluster, app } of kustomizationsOf(model)) {
      const { object, spec, objects } = app;
      if (spec.suspend || spec.wait || isWrittenByFlux(cluster, object) || !isSettled(object)) continue;
      if (mayBeSet(object.body, 'spec', 'healthChecks')) continue;
      if (spec.wait === undefined && mayBeSet(object.body, 'spec', 'wait')) continue;
      const workload = objects.find(isWorkload);
      if (!workload) continue;
      yield finding(
        'missing',
        { in: object, path: ['spec', 'wait'] },
        { data: { app: nameOf(object), kind: workload.id.kind, workload: nameOf(workload) } },
      );
    }
  },
});

function isWorkload({ id }: AppliedObject): boolean {
  return (
    (id.group === 'apps' && ['Deployment', 'StatefulSet', 'DaemonSet'].includes(id.kind)) ||
    (id.group === 'batch' && id.kind === 'Job')
  );
}
