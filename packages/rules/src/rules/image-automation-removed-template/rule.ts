import { defineRule, nameOf, type Rule, textAt } from '@fluxvet/core';
import { imageAutomationsOf } from '../../questions/texts/image-automations.js';

export const imageAutomationRemovedTemplate: Rule = defineRule({
  id: 'image-automation-removed-template',
  title: 'A commit message uses what its template no longer gets',
  why: 'The automation fails at its next commit, and no image is updated any more.',
  category: 'upgrade',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    removed:
      "ImageUpdateAutomation '{app}' uses '{field}' in its commit message, which Flux 2.7 has removed.",
  },
  *check(model, { finding }) {
    for (const { cluster, object } of imageAutomationsOf(model)) {
      const minor = cluster.flux.version?.minor;
      if (minor === 'old' || (minor !== undefined && minor < 7)) continue;
      const template = textAt(object.body, 'spec', 'git', 'commit', 'messageTemplate');
      const field = template === undefined ? undefined : removedField(template);
      if (field === undefined) continue;
      yield finding(
        'removed',
        { in: object, path: ['spec', 'git', 'commit', 'messageTemplate'] },
        {
          data: { app: nameOf(object), field },
          // Nobody says which Flux it is: the newest is likely, and not certain.
          ...(minor === undefined && { atMost: 'warning' as const }),
        },
      );
    }
  },
});

/** The first removed field that an action of a Go template uses. */
function removedField(template: string): string | undefined {
  for (const [at, part] of template.split('{{').entries()) {
    const action = part.split('}}')[0] ?? '';
    if (at === 0 || /^-?\s*\/\*/.test(action)) continue;
    if (/(?<![\w\])])\.Updated\b/.test(action)) return '.Updated';
    if (/\.Changed\.ImageResult\b/.test(action)) return '.Changed.ImageResult';
  }
  return undefined;
}
