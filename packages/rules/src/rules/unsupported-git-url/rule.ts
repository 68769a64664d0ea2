import { defineRule, nameOf, nodeAt, type Rule, sourcesOf, textAt } from '@fluxvet/core';

export const unsupportedGitUrl: Rule = defineRule({
  id: 'unsupported-git-url',
  title: 'A GitRepository has an address that Flux does not accept',
  why: 'The API server refuses the object, and with it everything that is applied together with it.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    scp: "GitRepository '{source}' has the address '{url}' in the short form of scp, which Flux does not accept.",
    scheme: "GitRepository '{source}' has the address '{url}': Flux accepts http, https and ssh only.",
  },
  *check(model, { finding }) {
    for (const { source } of sourcesOf(model)) {
      const { object } = source;
      const url = textAt(object.body, 'spec', 'url');
      const node = nodeAt(object.body, 'spec', 'url');
      if (object.id.kind !== 'GitRepository' || url === undefined || node?.kind !== 'scalar') continue;
      if (/^(https?|ssh):\/\//.test(url)) continue;
      // What stands in the cluster before Flux does is filled in by what applies it.
      if (!object.appliedBy && url.includes('${')) continue;
      const at = { in: object, path: ['spec', 'url'] };
      const data = { source: nameOf(object), url };
      const [, user, host, path] = /^(?:([\w.-]+)@)?([\w.-]+):(?!\/\/)(.+)$/.exec(url) ?? [];
      if (host === undefined || path === undefined) {
        yield finding('scheme', at, { data });
        continue;
      }
      const full = `ssh://${user ?? 'git'}@${host}/${path.replace(/^\/+/, '')}`;
      yield finding('scp', at, {
        data,
        fix: { title: `Write '${full}'`, safety: 'safe', edits: (edits) => edits.set(at, full) },
      });
    }
  },
});
