import { defineRule, nameOf, type Rule, showPathOf } from '@fluxvet/core';
import { type Judgement, judgementsOf } from '../schema-judgements.js';
import { showList } from '../show-list.js';
import { isUnsettled } from '../unsettled.js';

export const missingRequiredField: Rule = defineRule({
  id: 'missing-required-field',
  title: 'A required field is missing',
  why: 'The API server refuses the object, and with it everything that is applied together with it.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { missing: "{kind} '{name}' lacks {fields}, which {isRequired} required." },
  *check(model, { finding }) {
    for (const judged of judgementsOf(model)) {
      const { object, problems } = judged;
      const byParent = new Map<string, { path: readonly (string | number)[]; fields: string[] }>();
      for (const problem of problems) {
        if (problem.kind !== 'missing-field') continue;
        const parent = showPathOf(problem.path);
        const known = byParent.get(parent) ?? { path: problem.path, fields: [] };
        byParent.set(parent, { ...known, fields: [...known.fields, problem.field] });
      }
      for (const { path, fields } of byParent.values()) {
        const full = fields.map((field) => showPathOf([...path, field]));
        const data = {
          kind: object.id.kind,
          name: nameOf(object),
          fields: showList(full),
          isRequired: fields.length === 1 ? 'is' : 'are',
        };
        yield finding(
          'missing',
          { in: object, path: path.length === 0 ? ['metadata', 'name'] : path, on: 'key' },
          { data, identity: fields, ...limitOf(judged) },
        );
      }
    }
  },
});

function limitOf(judged: Judgement): { readonly atMost?: 'warning' | 'note' } {
  // What a cluster does not apply as it stands may be completed where it is used.
  if (isUnsettled(judged)) return { atMost: 'note' };
  // Admission webhooks may complete built-in kinds, and earlier releases of Flux demanded less.
  return judged.found.from === 'kubernetes' || judged.found.from === 'older' ? { atMost: 'warning' } : {};
}
