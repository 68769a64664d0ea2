import {
  defineRule,
  fluxObjectsOf,
  goRegexp,
  IMAGE_GROUP,
  isKind,
  isOpenValue,
  nameOf,
  nodeAt,
  type Path,
  type Rule,
  textAt,
} from '@fluxvet/core';
import { certainSign, groupsOf, namesIn } from './groups.js';

export const imagePolicyPatternInvalid: Rule = defineRule({
  id: 'image-policy-pattern-invalid',
  title: 'An image policy cannot choose a tag by its pattern',
  why: 'The policy fails or finds every tag equal, and no image is ever updated.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    pattern: "ImagePolicy '{policy}': the pattern '{pattern}' is no regular expression of Go: {error}.",
    group:
      "ImagePolicy '{policy}' extracts the group '{group}', which its pattern does not have; there {groups}.",
    number:
      "ImagePolicy '{policy}' orders by numbers, but what '{extract}' takes of its pattern always holds '{sign}', and is none.",
  },
  *check(model, { finding }) {
    for (const judged of fluxObjectsOf(model)) {
      const { object } = judged;
      if (!isKind(object, IMAGE_GROUP, 'ImagePolicy')) continue;
      const path: Path = ['spec', 'filterTags', 'pattern'];
      const pattern = textAt(object.body, ...path);
      const extract = textAt(object.body, 'spec', 'filterTags', 'extract');
      if (pattern === undefined || isOpenValue(judged, path)) continue;
      const policy = nameOf(object);
      const compiled = goRegexp(pattern);
      if (typeof compiled !== 'function') {
        yield finding(
          'pattern',
          { in: object, path },
          { data: { policy, pattern, error: compiled.error.replace('error parsing regexp: ', '') } },
        );
        continue;
      }
      if (extract === undefined) continue;
      const at = { in: object, path: ['spec', 'filterTags', 'extract'] };
      const groups = groupsOf(pattern);
      const missing = namesIn(extract).find((name) => !groups.has(name));
      if (missing !== undefined) {
        const named = [...groups.keys()].filter((name) => !/^\d+$/.test(name));
        const is = named.length === 0 ? 'is no group with a name' : `is '${named.join("', '")}'`;
        yield finding('group', at, { data: { policy, group: missing, groups: is } });
        continue;
      }
      const sign = nodeAt(object.body, 'spec', 'policy', 'numerical') && certainSign(extract, groups);
      if (sign) yield finding('number', at, { data: { policy, extract, sign }, atMost: 'warning' });
    }
  },
});
