import { defineRule, isOpenValue, nameOf, type Rule, showPathOf } from '@fluxvet/core';
import { judgementsOf } from '../../questions/objects/schema-judgements.js';

export const invalidFieldValue: Rule = defineRule({
  id: 'invalid-field-value',
  title: 'A value is not in the form or the range that its field asks for',
  why: 'The API server refuses the object, and with it everything that is applied together with it.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    form: "{kind} '{name}': {field} is '{value}', which does not fit {pattern}.",
    range: "{kind} '{name}': {field} {demand}.",
  },
  *check(model, { finding }) {
    for (const judged of judgementsOf(model)) {
      const { object, found, problems } = judged;
      // Forms and ranges became narrower with time.
      const more = found.from === 'older' ? { atMost: 'warning' as const } : {};
      for (const problem of problems) {
        if (problem.kind !== 'bad-pattern' && problem.kind !== 'out-of-range') continue;
        if (isOpenValue(judged, problem.path)) continue;
        const at = { in: object, path: problem.path };
        const data = { kind: object.id.kind, name: nameOf(object), field: showPathOf(problem.path) };
        if (problem.kind === 'out-of-range') {
          yield finding('range', at, { data: { ...data, demand: problem.message }, ...more });
          continue;
        }
        const { value, pattern } = problem;
        if (hasOwnRule(object.id.kind, problem.path, pattern)) continue;
        yield finding('form', at, { data: { ...data, value, pattern }, ...more });
      }
    }
  },
});

/** Durations and the addresses of GitRepositories have rules that say more. */
function hasOwnRule(kind: string, path: readonly (string | number)[], pattern: string): boolean {
  return pattern.includes('(ms|s|m') || (kind === 'GitRepository' && path.at(-1) === 'url');
}
