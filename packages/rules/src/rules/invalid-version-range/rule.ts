import {
  defineRule,
  fluxObjectsOf,
  isOpenValue,
  nameOf,
  own,
  type Path,
  type Rule,
  showPathOf,
  textAt,
} from '@fluxvet/core';
import { rangeProblem } from '../../questions/texts/version-range.js';

/** Where kinds of Flux take a range of versions. */
const RANGES: Readonly<Record<string, Path>> = {
  ImagePolicy: ['spec', 'policy', 'semver', 'range'],
  GitRepository: ['spec', 'ref', 'semver'],
  OCIRepository: ['spec', 'ref', 'semver'],
  HelmChart: ['spec', 'version'],
  HelmRelease: ['spec', 'chart', 'spec', 'version'],
};

export const invalidVersionRange: Rule = defineRule({
  id: 'invalid-version-range',
  title: 'A range of versions cannot be read',
  why: 'The controller finds no version at all, and what follows the range stays as it is.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    range: "{kind} '{name}': {field} is '{range}', which is no range of semantic versions: {problem}.",
  },
  *check(model, { finding }) {
    for (const judged of fluxObjectsOf(model)) {
      const { object } = judged;
      const { kind } = object.id;
      const path = own(RANGES, kind);
      const range = path && textAt(object.body, ...path);
      if (!path || range === undefined || range === '' || isOpenValue(judged, path)) continue;
      // The version of a chart in a Git repository or a Bucket is not looked at.
      const from = textAt(object.body, ...path.slice(0, -1), 'sourceRef', 'kind');
      if (from !== undefined && from !== 'HelmRepository') continue;
      const problem = rangeProblem(range);
      if (problem === undefined) continue;
      const data = { kind, name: nameOf(object), field: showPathOf(path), range, problem };
      yield finding('range', { in: object, path }, { data });
    }
  },
});
