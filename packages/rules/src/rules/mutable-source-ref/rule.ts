import {
  defineRule,
  gitRepositorySpec,
  hasUnknownAt,
  isSettled,
  nameOf,
  ociRepositorySpec,
  type Rule,
  readSpec,
  type Source,
} from '@fluxvet/core';
import { reachOf } from '../../questions/texts/version-range.js';

export const mutableSourceRef: Rule = defineRule({
  id: 'mutable-source-ref',
  title: 'Production follows whatever is newest in a source',
  why: 'Somebody elsewhere changes production, and what ran before cannot be found again.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    none: "OCIRepository '{source}' names no ref, so production follows the tag 'latest'.",
    latest: "OCIRepository '{source}' follows '{ref}', so production runs whatever is newest.",
    range:
      "GitRepository '{source}' of another repository takes every version that fits '{ref}' in production, new major versions included.",
    branch: "GitRepository '{source}' of another repository follows the branch '{ref}' in production.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      if (cluster.environment !== 'production') continue;
      for (const source of cluster.sources) {
        const { object } = source;
        if (isOwn(source) || !isSettled(object) || hasUnknownAt(object.body, 'spec', 'ref')) continue;
        const at = { in: object, path: ['spec', 'ref'] };
        const data = { source: nameOf(object) };
        if (object.id.kind === 'OCIRepository') {
          const { ref = {} } = readSpec(object.body, ociRepositorySpec);
          const mutable = mutableRef(ref);
          if (mutable === 'none') yield finding('none', at, { data });
          else if (mutable) {
            const path = ['spec', 'ref', mutable];
            yield finding('latest', { in: object, path }, { data: { ...data, ref: ref[mutable] ?? '' } });
          }
        } else if (object.id.kind === 'GitRepository') {
          const { ref = {} } = readSpec(object.body, gitRepositorySpec);
          const { branch, tag, semver, name, commit } = ref;
          if (semver && !name && !commit && reachOf(semver) !== 'bounded') {
            yield finding(
              'range',
              { in: object, path: ['spec', 'ref', 'semver'] },
              { data: { ...data, ref: semver } },
            );
          }
          if (!branch || tag || semver || name || commit) continue;
          // Many teams release by merging to a branch: advice, no more.
          const path = ['spec', 'ref', 'branch'];
          yield finding('branch', { in: object, path }, { data: { ...data, ref: branch }, atMost: 'note' });
        }
      }
    }
  },
});

function isOwn({ content }: Source): boolean {
  return content.kind === 'tree' && content.self;
}

type OciRef = NonNullable<ReturnType<typeof ociRepositorySpec.parse>['ref']>;

/** The field of a ref that names no release; a digest outdoes a range, and that a tag. */
function mutableRef({ tag, semver, digest }: OciRef): 'tag' | 'semver' | 'none' | undefined {
  if (digest) return undefined;
  if (semver) return reachOf(semver) === 'everything' ? 'semver' : undefined;
  if (tag) return tag === 'latest' ? 'tag' : undefined;
  return 'none';
}
