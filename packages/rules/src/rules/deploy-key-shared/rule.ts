import {
  type AppliedObject,
  type Cluster,
  defineRule,
  nameOf,
  normalizeUrl,
  type Rule,
  textAt,
} from '@fluxvet/core';
import { hostOf } from '../../questions/objects/source-host.js';

export const deployKeyShared: Rule = defineRule({
  id: 'deploy-key-shared',
  title: 'One key is used for several repositories of GitHub',
  why: 'GitHub accepts a deploy key for one repository only, so Flux cannot fetch the others.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    shared:
      "GitRepository '{source}' uses the key of Secret '{secret}', which is used for another repository as well; GitHub accepts a deploy key for one only.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      for (const [secret, users] of usersOfKeys(cluster)) {
        const [first, ...others] = users;
        for (const user of others) {
          if (!first || user.repository === first.repository) continue;
          yield finding(
            'shared',
            { in: user.object, path: ['spec', 'secretRef', 'name'] },
            {
              data: { source: nameOf(user.object), secret },
              related: [
                {
                  at: { in: first.object, path: ['spec', 'secretRef', 'name'] },
                  says: `'${nameOf(first.object)}' uses it for the other repository`,
                },
              ],
            },
          );
        }
      }
    }
  },
});

interface KeyUser {
  readonly object: AppliedObject;
  readonly repository: string;
}

/** For each Secret with a key, the GitRepositories that fetch with it from GitHub; Flux's own one comes first. */
function usersOfKeys(cluster: Cluster): Map<string, KeyUser[]> {
  const users = new Map<string, KeyUser[]>();
  for (const { object, content } of cluster.sources) {
    const url = textAt(object.body, 'spec', 'url');
    const secret = textAt(object.body, 'spec', 'secretRef', 'name');
    if (object.id.kind !== 'GitRepository' || !url?.startsWith('ssh://') || !secret) continue;
    if (hostOf(url) !== 'github.com' && hostOf(url) !== 'ssh.github.com') continue;
    const key = nameOf({ id: { ...object.id, name: secret } });
    const user = {
      object,
      repository: normalizeUrl(url)
        .replace(/^[^/]*\//, '')
        .toLowerCase(),
    };
    const known = users.get(key) ?? [];
    users.set(key, content.kind === 'tree' && content.self ? [user, ...known] : [...known, user]);
  }
  return users;
}
