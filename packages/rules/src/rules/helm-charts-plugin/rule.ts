import { defineRule, placeOfSpan, type Rule } from '@fluxvet/core';

export const helmChartsPlugin: Rule = defineRule({
  id: 'helm-charts-plugin',
  title: 'A kustomization needs a plugin, which Flux does not run',
  why: 'The build fails, and Flux applies nothing of the app.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    chart: 'The kustomization has helm inflate a chart, and Flux builds without plugins.',
    plugin: 'The kustomization needs a plugin that is a program, and Flux builds without plugins.',
  },
  *check(model, { finding }) {
    for (const { code, message, span, clusters } of model.gaps) {
      if (clusters.length === 0) continue;
      const at = placeOfSpan(model, span);
      const isChart =
        code === 'kustomize/helm-chart' || (code === 'kustomize/plugin' && message.includes('helm'));
      if (!at) continue;
      if (isChart) yield finding('chart', at, { clusters });
      else if (code === 'kustomize/plugin') yield finding('plugin', at, { clusters });
    }
  },
});
