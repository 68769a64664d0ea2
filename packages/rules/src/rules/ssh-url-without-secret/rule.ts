import {
  defineRule,
  isNull,
  type KubernetesObject,
  nameOf,
  nodeAt,
  type Rule,
  sourcesOf,
  textAt,
} from '@fluxvet/core';

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
      if (!textAt(object.body, 'spec', 'url')?.startsWith('ssh://') || namesSecret(object.body)) continue;
      yield finding('bare', { in: object, path: ['spec', 'url'] }, { data: { source: nameOf(object) } });
    }
  },
});

/** Whether a Secret is named; what a variable says that is not known may be a name. */
function namesSecret(body: KubernetesObject['body']): boolean {
  const reference = nodeAt(body, 'spec', 'secretRef');
  const name = reference?.kind === 'map' ? nodeAt(reference, 'name') : reference;
  return name?.kind === 'scalar' && !isNull(name) && name.value !== '';
}
