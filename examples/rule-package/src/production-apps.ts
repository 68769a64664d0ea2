import { defineRule, helmReleasesOf, labelsOf, nameOf, type Rule, textAt } from '@fluxvet/core';
import { z } from 'zod';

export const productionApps: Rule = defineRule({
  id: 'production-apps',
  title: 'An app of production is not pinned, or nobody owns it',
  why: 'Production changes without a commit, and nobody is called when it breaks.',
  category: 'reliability',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '1.0.0',
  options: z.strictObject({ label: z.string().default('owner') }),
  messages: {
    loose: "'{app}' takes any chart version that fits '{version}'.",
    owner: "Neither '{app}' nor the Flux Kustomization that applies it has the label '{label}'.",
  },

  *check(model, { finding, options: { label } }) {
    for (const { cluster, app } of helmReleasesOf(model)) {
      if (cluster.environment !== 'production') continue;
      const { object } = app;
      const data = { app: nameOf(object) };
      const version = textAt(object.body, 'spec', 'chart', 'spec', 'version');
      if (version !== undefined && !/^v?\d+\.\d+\.\d+/.test(version)) {
        const at = { in: object, path: ['spec', 'chart', 'spec', 'version'] };
        yield finding('loose', at, { data: { ...data, version } });
      }
      const owners = [object, object.appliedBy?.object];
      if (owners.some((each) => each && labelsOf(each.body).has(label))) continue;
      yield finding('owner', { in: object }, { data: { ...data, label } });
    }
  },
});
