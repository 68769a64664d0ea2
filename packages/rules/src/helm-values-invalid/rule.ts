import { defineRule, helmReleasesOf, nameOf, placeOfSpan, type Rule } from '@fluxvet/core';

export const helmValuesInvalid: Rule = defineRule({
  id: 'helm-values-invalid',
  title: 'A release takes values from a text that is no mapping of YAML',
  why: 'Flux neither installs nor upgrades the release: it cannot read its values.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    invalid: "HelmRelease '{release}' cannot read its values here: {problem}.",
    secret: "HelmRelease '{release}' cannot read its values from a Secret.",
  },
  *check(model, { finding }) {
    for (const { app } of helmReleasesOf(model)) {
      for (const { reference, problem } of app.values.unreadable) {
        const at = placeOfSpan(model, problem.span);
        if (!at) continue;
        const entry = { in: app.object, path: ['spec', 'valuesFrom', reference] };
        const more = {
          related: [{ at: entry, says: 'The release takes them here' }],
          // Parsers agree on what breaks the syntax, and less on the rest.
          ...(problem.code.startsWith('yaml/') &&
            problem.code !== 'yaml/syntax' && { atMost: 'warning' as const }),
        };
        const release = nameOf(app.object);
        const isSecret = app.spec.valuesFrom?.[reference]?.kind === 'Secret';
        if (isSecret) yield finding('secret', entry, { data: { release } });
        else
          yield finding('invalid', at, {
            data: { release, problem: problem.message.replace(/\.$/, '') },
            ...more,
          });
      }
    }
  },
});
