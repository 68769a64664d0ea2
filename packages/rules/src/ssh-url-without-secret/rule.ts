import { defineRule, gitRepositorySpec, nameOf, type Rule, readSpec, sourcesOf } from '@fluxvet/core';

export const sshUrlWithoutSecret: Rule = defineRule({
  id: 'ssh-url-without-secret',
  title: 'A GitRepository fetches over ssh without a Secret',
  why: "Flux cannot fetch it: ssh needs a Secret with 'identity' and 'known_hosts'.",
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { bare: "GitRepository '{source}' fetches over ssh, but names no Secret with a key." },
  *check(model, { finding }) {
    for (const { source } of sourcesOf(model)) {
      const { object } = source;
      if (object.id.kind !== 'GitRepository') continue;
      const { url, secretRef } = readSpec(object.body, gitRepositorySpec);
      if (!url?.startsWith('ssh://') || secretRef?.name) continue;
      yield finding('bare', { in: object, path: ['spec', 'url'] }, { data: { source: nameOf(object) } });
    }
  },
});
