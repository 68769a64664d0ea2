import {
  type AppliedObject,
  type Cluster,
  defineRule,
  entriesAt,
  indexOf,
  nameOf,
  nodeAt,
  type Path,
  type Rule,
  textAt,
} from '@fluxvet/core';

export const disruptionBudgetBlocksEviction: Rule = defineRule({
  id: 'disruption-budget-blocks-eviction',
  title: 'A PodDisruptionBudget lets no Pod ever be evicted',
  why: 'Draining a node hangs, and with it every upgrade of the nodes.',
  category: 'reliability',
  severity: 'note',
  confidence: 'likely',
  stability: 'experimental',
  since: '0.1.0',
  messages: {
    least:
      "PodDisruptionBudget '{name}' wants {minAvailable} of the {replicas} Pods of {kind} '{workload}' to stay: none may ever be evicted.",
    none: "PodDisruptionBudget '{name}' allows no Pod to be away: none may ever be evicted.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      for (const budget of indexOf(cluster).ofKind('policy', 'PodDisruptionBudget')) {
        const name = nameOf(budget);
        const most = textAt(budget.body, 'spec', 'maxUnavailable');
        if (most !== undefined && /^0+%?$/.test(most)) {
          yield finding('none', { in: budget, path: ['spec', 'maxUnavailable'] }, { data: { name } });
          continue;
        }
        const minAvailable = textAt(budget.body, 'spec', 'minAvailable');
        const path: Path = ['spec', 'minAvailable'];
        if (minAvailable === undefined) continue;
        for (const workload of workloadsOf(cluster, budget)) {
          const replicas = Number(textAt(workload.body, 'spec', 'replicas') ?? 'unknown');
          const share = /^(\d+)%$/.exec(minAvailable)?.[1];
          const least =
            share === undefined ? Number(minAvailable) : Math.ceil((Number(share) * replicas) / 100);
          if (!(replicas > 0) || !(least >= replicas)) continue;
          const data = { name, minAvailable, replicas, kind: workload.id.kind, workload: nameOf(workload) };
          const related = [
            { at: { in: workload, path: ['spec', 'replicas'] }, says: 'So many Pods there are' },
          ];
          yield finding('least', { in: budget, path }, { data, related });
          break;
        }
      }
    }
  },
});

/** The workloads whose Pods a budget is for, where nothing else decides how many there are. */
function workloadsOf(cluster: Cluster, budget: AppliedObject): AppliedObject[] {
  const selector = nodeAt(budget.body, 'spec', 'selector');
  const labels = entriesAt(selector, 'matchLabels');
  if (labels.length === 0 || nodeAt(selector, 'matchExpressions')) return [];
  const scaled = new Set(
    indexOf(cluster)
      .ofKind('autoscaling', 'HorizontalPodAutoscaler')
      .map(({ id, body }) => `${id.namespace}/${textAt(body, 'spec', 'scaleTargetRef', 'name')}`),
  );
  return ['Deployment', 'StatefulSet'].flatMap((kind) =>
    indexOf(cluster)
      .ofKind('apps', kind)
      .filter(({ id, body }) => {
        if (id.namespace !== budget.id.namespace || scaled.has(`${id.namespace}/${id.name}`)) return false;
        const own = nodeAt(body, 'spec', 'template', 'metadata', 'labels');
        return labels.every(
          ({ key, value }) => value.kind === 'scalar' && textAt(own, key.value) === value.value,
        );
      }),
  );
}
