import {
  defineRule,
  fluxObjectsOf,
  isOpenValue,
  nameOf,
  problemsOf,
  type Rule,
  showPathOf,
} from '@fluxvet/core';

export const invalidDuration: Rule = defineRule({
  id: 'invalid-duration',
  title: 'A duration is not written as Flux reads it',
  why: 'The API server refuses the object, and with it everything that is applied together with it.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    duration:
      "{kind} '{name}': {field} is '{value}', which is no duration: it takes numbers with {units}, as in '10m'.",
  },
  *check(model, { finding }) {
    for (const judged of fluxObjectsOf(model)) {
      const { cluster, object } = judged;
      for (const problem of problemsOf(object, cluster)) {
        if (problem.kind !== 'bad-pattern') continue;
        const { path, value, pattern } = problem;
        const units = /\((ms\|s\|m(?:\|h)?)\)/.exec(pattern)?.[1]?.replaceAll('|', ', ');
        if (units === undefined || isOpenValue(judged, path)) continue;
        const data = { kind: object.id.kind, name: nameOf(object), field: showPathOf(path), value, units };
        yield finding('duration', { in: object, path }, { data });
      }
    }
  },
});
