import { defineRule, isOpenValue, nameOf, type Rule, showPathOf } from '@fluxvet/core';
import { type Judgement, judgementsOf } from '../../questions/objects/schema-judgements.js';

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
    other: "{kind} '{name}': {field} is '{value}', which {demand}.",
    key: "{kind} '{name}': the key '{value}' in {field} {demand}.",
    range: "{kind} '{name}': {field} {demand}.",
  },
  *check(model, { finding }) {
    for (const judged of judgementsOf(model)) {
      const { object, problems } = judged;
      const more = limitOf(judged);
      for (const problem of problems) {
        if (isOpenValue(judged, problem.path)) continue;
        const { path } = problem;
        const at = { in: object, path };
        const data = { kind: object.id.kind, name: nameOf(object), field: showPathOf(path) };
        if (problem.kind === 'out-of-range') {
          yield finding('range', at, { data: { ...data, demand: problem.message }, ...more });
        } else if (problem.kind === 'bad-pattern') {
          const { value, pattern } = problem;
          if (hasOwnRule(object.id.kind, path, pattern, value)) continue;
          yield finding('form', at, { data: { ...data, value: shown(value), pattern }, ...more });
        } else if (problem.kind === 'bad-form') {
          const { value, demand } = problem;
          if (isTemplate(judged, value)) continue;
          const last = path.at(-1);
          const isKey = value === last && ['labels', 'annotations'].includes(String(path.at(-2)));
          if (isKey) {
            const field = showPathOf(path.slice(0, -1));
            yield finding('key', { ...at, on: 'key' }, { data: { ...data, field, value, demand }, ...more });
          } else yield finding('other', at, { data: { ...data, value: shown(value), demand }, ...more });
        }
      }
    }
  },
});

/** What no cluster applies as it stands may be completed or renamed where it is used; forms became narrower with time. */
function limitOf({ cluster, found }: Judgement): { readonly atMost?: 'warning' } {
  const isDraft = !cluster && (found.from === 'metadata' || found.from === 'kubernetes');
  return found.from === 'older' || isDraft ? { atMost: 'warning' } : {};
}

/** Whether what no cluster applies is written for somebody else to fill in. */
function isTemplate({ cluster }: Judgement, value: string): boolean {
  return !cluster && /[$<>{}%\s]|[A-Z_]{3}/.test(value);
}

/** Line breaks and blanks at the ends would not be seen. */
function shown(value: string): string {
  return value.replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

/** Durations and the addresses of GitRepositories have rules that say more. */
function hasOwnRule(
  kind: string,
  path: readonly (string | number)[],
  pattern: string,
  value: string,
): boolean {
  if (pattern.includes('(ms|s|m')) return true;
  return kind === 'GitRepository' && path.at(-1) === 'url' && !/^(https?|ssh):\/\//.test(value);
}
