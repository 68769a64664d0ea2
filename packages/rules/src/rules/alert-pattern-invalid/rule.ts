import {
  defineRule,
  fluxObjectsOf,
  goRegexp,
  isKind,
  itemsAt,
  NOTIFICATION_GROUP,
  nameOf,
  type Rule,
  textAt,
} from '@fluxvet/core';

export const alertPatternInvalid: Rule = defineRule({
  id: 'alert-pattern-invalid',
  title: 'A pattern of an Alert is no regular expression',
  why: 'The pattern is left out: an Alert with no other inclusion sends nothing, one with no other exclusion sends everything.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    pattern: "Alert '{alert}': '{pattern}' in {list} is no regular expression of Go: {error}.",
  },
  *check(model, { finding }) {
    for (const { object } of fluxObjectsOf(model)) {
      if (!isKind(object, NOTIFICATION_GROUP, 'Alert')) continue;
      for (const list of ['inclusionList', 'exclusionList']) {
        for (const [at, item] of itemsAt(object.body, 'spec', list).entries()) {
          const pattern = textAt(item);
          const compiled = pattern === undefined || pattern.includes('${') ? undefined : goRegexp(pattern);
          if (pattern === undefined || !compiled || typeof compiled === 'function') continue;
          const data = {
            alert: nameOf(object),
            pattern,
            list,
            error: compiled.error.replace('error parsing regexp: ', ''),
          };
          yield finding('pattern', { in: object, path: ['spec', list, at] }, { data });
        }
      }
    }
  },
});
