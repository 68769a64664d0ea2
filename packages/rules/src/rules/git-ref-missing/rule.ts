import { defineRule, gitRepositorySpec, nameOf, nodeAt, type Rule, readSpec, sourcesOf } from '@fluxvet/core';

export const gitRefMissing: Rule = defineRule({
  id: 'git-ref-missing',
  title: 'A GitRepository does not say what it follows',
  why: "Flux follows the branch 'master', which most repositories do not have any more.",
  category: 'reliability',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { none: "GitRepository '{source}' names no ref, so Flux follows the branch 'master'." },
  *check(model, { finding }) {
    for (const { source } of sourcesOf(model)) {
      const { object } = source;
      if (object.id.kind !== 'GitRepository' || !nodeAt(object.body, 'spec', 'url')) continue;
      const { ref = {} } = readSpec(object.body, gitRepositorySpec);
      if (Object.values(ref).some((value) => value) || hasUnknownRef(object.body)) continue;
      const data = { source: nameOf(object) };
      yield finding('none', { in: object, path: ['spec', 'ref'] }, { data });
    }
  },
});

function hasUnknownRef(body: Parameters<typeof nodeAt>[0]): boolean {
  const ref = nodeAt(body, 'spec', 'ref');
  if (ref?.kind === 'scalar') return ref.unknown !== undefined;
  return (
    ref?.kind === 'map' &&
    ref.entries.some(({ value }) => value.kind === 'scalar' && value.unknown !== undefined)
  );
}
