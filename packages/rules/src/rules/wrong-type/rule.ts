import { defineRule, isOpenValue, nameOf, own, type Rule, showPathOf } from '@fluxvet/core';
import { judgementsOf } from '../../questions/objects/schema-judgements.js';

const WORDS: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  null: 'empty',
  'int-or-string': 'an integer or a string',
};

const NESTED = new Set(['object', 'array']);

export const wrongType: Rule = defineRule({
  id: 'wrong-type',
  title: 'A value is of another type than its field',
  why: 'The API server refuses the object, and with it everything that is applied together with it.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { type: "{kind} '{name}': {field} must be {wanted}, not {found}." },
  *check(model, { finding }) {
    for (const judged of judgementsOf(model)) {
      const { cluster, object, found, problems } = judged;
      // Before an overlay completes them, numbers may be words that stand for them.
      const isDraft = !cluster && found.from === 'kubernetes';
      for (const problem of problems) {
        if (problem.kind !== 'wrong-type') continue;
        if (isOpenValue(judged, problem.path)) continue;
        const data = {
          kind: object.id.kind,
          name: nameOf(object),
          field: showPathOf(problem.path),
          wanted: own(WORDS, problem.wanted) ?? problem.wanted,
          found: own(WORDS, problem.found) ?? problem.found,
        };
        yield finding(
          'type',
          // What is written over several lines is named by its key.
          { in: object, path: problem.path, ...(NESTED.has(problem.found) && { on: 'key' as const }) },
          {
            data,
            ...(isDraft && { atMost: 'warning' as const }),
          },
        );
      }
    }
  },
});
