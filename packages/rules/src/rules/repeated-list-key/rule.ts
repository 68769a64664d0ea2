import { defineRule, isUnsettled, nameOf, type Rule, showPathOf } from '@fluxvet/core';
import { judgementsOf } from '../../questions/objects/schema-judgements.js';

export const repeatedListKey: Rule = defineRule({
  id: 'repeated-list-key',
  title: 'Two entries of a list have the same key',
  why: 'Flux applies on the server side, which refuses the object, and with it everything that is applied together with it.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    repeated:
      "{kind} '{name}': the entry with {key} stands twice in {field}, where every entry must differ from the others.",
  },
  *check(model, { finding }) {
    for (const judged of judgementsOf(model)) {
      const { object, problems } = judged;
      for (const problem of problems) {
        if (problem.kind !== 'repeated-item') continue;
        const { path, key, first } = problem;
        const list = path.slice(0, -1);
        const data = { kind: object.id.kind, name: nameOf(object), key, field: showPathOf(list) };
        yield finding(
          'repeated',
          { in: object, path },
          {
            data,
            identity: [key],
            related: [{ at: { in: object, path: [...list, first] }, says: 'Stands here, too' }],
            ...(isUnsettled(judged) && { atMost: 'warning' as const }),
          },
        );
      }
    }
  },
});
