import { expect, test } from 'vitest';
import { isRemote, parseRemoteAddress } from './remote-address.js';

// As NewRepoSpecFromURL of kustomize 5.8 reads them; `file` where the loader asks by http first.
test.for<[address: string, url: string, ref: string | undefined, directory: string]>([
  ['https://github.com/org/repo', 'https://github.com/org/repo', undefined, ''],
  ['https://github.com/org/repo/deploy/base?ref=v1', 'https://github.com/org/repo', 'v1', 'deploy/base'],
  ['https://github.com/org/repo//deploy?version=v2', 'https://github.com/org/repo', 'v2', 'deploy'],
  ['github.com/org/repo/deploy?ref=main', 'https://github.com/org/repo', 'main', 'deploy'],
  ['git@github.com:org/repo//deploy', 'ssh://git@github.com/org/repo', undefined, 'deploy'],
  ['git::https://x.test/org/repo.git//deploy', 'https://x.test/org/repo.git', undefined, 'deploy'],
  ['https://x.test/a/b/c/repo.git/deploy?ref=v1&timeout=9', 'https://x.test/a/b/c/repo.git', 'v1', 'deploy'],
  ['ssh://git@x.test:2222/a/b//deploy', 'ssh://git@x.test:2222/a/b', undefined, 'deploy'],
  ['https://me@dev.azure.com/o/p/_git/r/deploy', 'https://me@dev.azure.com/o/p/_git/r', undefined, 'deploy'],
])('reads %s', ([address, url, ref, directory]) => {
  expect(isRemote(address)).toBe(true);
  expect(parseRemoteAddress(address)).toEqual({ kind: 'repository', url, ref, directory });
});

test.for(['https://x.test/a/b/install.yaml', 'https://x.test/a.yaml?raw=1'])('%s is a file', (url) => {
  expect(parseRemoteAddress(url)).toEqual({ kind: 'file', url });
});

test.for(['../base', 'https://x.test/only', 'https://github.com/org/repo//../../x', 'base'])(
  '%s is no address of a repository',
  (text) => {
    expect(parseRemoteAddress(text)).toBeUndefined();
  },
);
