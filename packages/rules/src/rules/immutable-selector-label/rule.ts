import { type Cluster, defineRule, entriesAt, indexOf, nameOf, type Rule, textAt } from '@fluxvet/core';

export const immutableSelectorLabel: Rule = defineRule({
  id: 'immutable-selector-label',
  title: 'A workload selects its pods by a label that changes with every version',
  why: 'Selectors cannot change: the next version is refused, and with it all that is applied together with it.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    version:
      "{kind} '{name}' selects its pods by the label '{label}' with the version '{value}', and a selector cannot change.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      for (const object of workloadsOf(cluster)) {
        for (const { key } of entriesAt(object.body, 'spec', 'selector', 'matchLabels')) {
          const label = key.value;
          const value = textAt(object.body, 'spec', 'selector', 'matchLabels', label);
          if (value === undefined || !VERSION_LABELS.has(label) || !/(^|[-v])\d+\.\d/.test(value)) continue;
          yield finding(
            'version',
            { in: object, path: ['spec', 'selector', 'matchLabels', label] },
            { data: { kind: object.id.kind, name: nameOf(object), label, value } },
          );
        }
      }
    }
  },
});

// A plain `version: v1` tells two lines of one app apart and stays as it is; a number with a dot goes on.
const VERSION_LABELS: ReadonlySet<string> = new Set([
  'app.kubernetes.io/version',
  'appVersion',
  'chart',
  'helm.sh/chart',
  'version',
]);

function workloadsOf(cluster: Cluster): ReturnType<ReturnType<typeof indexOf>['ofKind']> {
  return ['Deployment', 'StatefulSet', 'DaemonSet'].flatMap((kind) => indexOf(cluster).ofKind('apps', kind));
}
