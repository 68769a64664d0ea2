import { defineRule, kustomizationsOf, nameOf, type Rule } from '@fluxvet/core';
import { certainStrictness } from '../../questions/clusters/certain-strictness.js';
import { isOfFluxDefinition, substitutedTexts } from '../../questions/texts/substituted-texts.js';

export const postBuildOnFluxSystem: Rule = defineRule({
  id: 'post-build-on-flux-system',
  title: "Variables are replaced in the definitions of Flux's own kinds",
  why: 'Flux 2.9 and later fail the build and no longer update themselves; earlier releases change the definitions.',
  category: 'reliability',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    definition:
      "Flux Kustomization '{app}' replaces variables in '{definition}', a definition of Flux itself.",
  },
  *check(model, { finding }) {
    for (const { cluster, app } of kustomizationsOf(model)) {
      if (!app.substitution.variables?.active) continue;
      const text = substitutedTexts(app).find(isOfFluxDefinition);
      if (!text) continue;
      const { object, path } = text;
      const data = { app: nameOf(app.object), definition: object.id.name };
      yield finding(
        'definition',
        { in: app.object, path: ['spec', 'postBuild'], on: 'key' },
        {
          data,
          related: [{ at: { in: object, path }, says: 'Read as a variable' }],
          // Without the strict mode only descriptions change.
          ...(certainStrictness(cluster, app) !== 'strict' && { atMost: 'warning' as const }),
        },
      );
    }
  },
});
