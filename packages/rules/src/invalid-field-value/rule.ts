import { defineRule, fluxObjectsOf, nameOf, problemsOf, type Rule, showPathOf } from '@fluxvet/core';
import { isOpenValue } from '../open-value.js';

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
    for (const judged of fluxObjectsOf(model)) {
      const { cluster, object } = judged;
      for (const problem of problemsOf(object, cluster)) {
        if (problem.kind !== 'bad-pattern' && problem.kind !== 'out-of-range') continue;
        if (isOpenValue(judged, problem.path)) continue;
        const at = { in: object, path: problem.path };
        const data = { kind: object.id.kind, name: nameOf(object), field: showPathOf(problem.path) };
        if (problem.kind === 'out-of-range') {
          yield finding('range', at, { data: { ...data, demand: problem.message } });
          continue;
        }
        const { value, pattern } = problem;
        if (hasOwnRule(object.id.kind, problem.path, pattern)) continue;
        yield finding('form', at, { data: { ...data, value, pattern } });
      }
    }
  },
});

/** Durations and the addresses of GitRepositories have rules that say more. */
function hasOwnRule(kind: string, path: readonly (string | number)[], pattern: string): boolean {
  return pattern.includes('(ms|s|m') || (kind === 'GitRepository' && path.at(-1) === 'url');
}
