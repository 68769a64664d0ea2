import {
  type AppliedObject,
  annotationsOf,
  type Cluster,
  defineRule,
  indexOf,
  itemsAt,
  nameOf,
  nodeAt,
  type Rule,
  textAt,
} from '@fluxvet/core';

export const replicasWithHpa: Rule = defineRule({
  id: 'replicas-with-hpa',
  title: 'A workload that is scaled automatically sets its replicas',
  why: 'At every interval Flux puts the number of replicas back, in the middle of the load that it was raised for.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { replicas: "{kind} '{name}' sets its replicas, which {scaler} '{by}' controls." },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      for (const scaler of scalersOf(cluster)) {
        const workload = workloadOf(cluster, scaler);
        const replicas = textAt(workload?.body, 'spec', 'replicas');
        // With no replicas at all a HorizontalPodAutoscaler rests.
        if (!workload || replicas === undefined || replicas === '0') continue;
        if (isFixed(scaler, replicas) || isLeftAlone(workload)) continue;
        yield finding(
          'replicas',
          { in: workload, path: ['spec', 'replicas'] },
          {
            data: {
              kind: workload.id.kind,
              name: nameOf(workload),
              scaler: scaler.id.kind,
              by: nameOf(scaler),
            },
            related: [{ at: { in: scaler, path: ['spec', 'scaleTargetRef'] }, says: 'It is scaled here' }],
          },
        );
      }
    }
  },
});

function scalersOf(cluster: Cluster): AppliedObject[] {
  const index = indexOf(cluster);
  return [
    ...index.ofKind('autoscaling', 'HorizontalPodAutoscaler'),
    ...index
      .ofKind('keda.sh', 'ScaledObject')
      .filter(({ body }) => ![...annotationsOf(body).keys()].some((key) => key.startsWith(PAUSED))),
  ];
}

const PAUSED = 'autoscaling.keda.sh/paused';

function workloadOf(cluster: Cluster, { id, body }: AppliedObject): AppliedObject | undefined {
  const target = nodeAt(body, 'spec', 'scaleTargetRef');
  // Only a ScaledObject may leave the kind out.
  const kind =
    textAt(target, 'kind') ?? (id.kind === 'ScaledObject' && !nodeAt(target, 'kind') ? 'Deployment' : '');
  const name = textAt(target, 'name');
  if (name === undefined || id.namespace === undefined) return undefined;
  const group = (textAt(target, 'apiVersion') ?? 'apps/v1').split('/')[0] ?? '';
  return indexOf(cluster).find({ group, kind, namespace: id.namespace, name });
}

/** Whether the autoscaler may only ever set the same number. */
function isFixed({ id, body }: AppliedObject, replicas: string): boolean {
  const [least, most] =
    id.kind === 'ScaledObject' ? ['minReplicaCount', 'maxReplicaCount'] : ['minReplicas', 'maxReplicas'];
  return textAt(body, 'spec', least) === replicas && textAt(body, 'spec', most) === replicas;
}

/** Whether Flux is told to leave the object, or its replicas, as they are. */
function isLeftAlone({ body, appliedBy }: AppliedObject): boolean {
  const annotations = annotationsOf(body);
  const ssa = annotations.get('kustomize.toolkit.fluxcd.io/ssa')?.toLowerCase();
  const reconcile = annotations.get('kustomize.toolkit.fluxcd.io/reconcile')?.toLowerCase();
  if (ssa === 'ignore' || ssa === 'ifnotpresent' || reconcile === 'disabled') return true;
  return itemsAt(appliedBy?.object.body, 'spec', 'ignore').some((rule) =>
    itemsAt(rule, 'paths').some((path) => textAt(path) === undefined || textAt(path) === '/spec/replicas'),
  );
}
