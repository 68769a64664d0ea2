import {
  defineRule,
  type Edits,
  gitRepositorySpec,
  hasUnknownAt,
  nameOf,
  type Rule,
  readSpec,
  sourcesOf,
} from '@fluxvet/core';
import { showList } from '../../questions/texts/show-list.js';

/** From the field that counts most to the one that counts least. */
const FIELDS = ['commit', 'name', 'semver', 'tag', 'branch'] as const;

export const ambiguousGitRef: Rule = defineRule({
  id: 'ambiguous-git-ref',
  title: 'A GitRepository says in several ways what it follows',
  why: 'Flux follows one of them and ignores the others without a word.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    several: "GitRepository '{source}' follows the {winner} '{value}' and ignores {ignored}.",
  },
  *check(model, { finding }) {
    for (const { source } of sourcesOf(model)) {
      const { object } = source;
      if (object.id.kind !== 'GitRepository' || hasUnknownAt(object.body, 'spec', 'ref')) continue;
      const { ref = {} } = readSpec(object.body, gitRepositorySpec);
      const [winner, ...rest] = FIELDS.filter((field) => ref[field]);
      // The branch tells where a commit is to be found, so that not all of them are fetched.
      const ignored = rest.filter((field) => winner !== 'commit' || field !== 'branch');
      const [first] = ignored;
      if (winner === undefined || first === undefined) continue;
      const data = {
        source: nameOf(object),
        winner,
        value: ref[winner] ?? '',
        ignored: showList(ignored.map((field) => `ref.${field}`)),
      };
      const remove = {
        title: `Remove ${data.ignored}`,
        safety: 'safe' as const,
        edits: (edits: Edits) => {
          for (const field of ignored) edits.remove({ in: object, path: ['spec', 'ref', field] });
        },
      };
      yield finding(
        'several',
        { in: object, path: ['spec', 'ref', first], on: 'key' },
        { data, suggestions: [remove] },
      );
    }
  },
});
