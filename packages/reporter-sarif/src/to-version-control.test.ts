import { expect, test } from 'vitest';
import { toVersionControl } from './to-version-control.js';

const uriOf = (repository: string): string | undefined => toVersionControl({ repository })?.repositoryUri;

test.each([
  ['https://user:token@github.com/org/fleet.git', 'https://github.com/org/fleet.git'],
  ['https://github.com/org/fleet.git?token=x#y', 'https://github.com/org/fleet.git'],
  ['git@github.com:org/fleet.git', 'ssh://github.com/org/fleet.git'],
  ['ssh://git@example.com:22/org/fleet.git', 'ssh://example.com:22/org/fleet.git'],
])('%s has no credentials', (address, uri) => {
  expect(uriOf(address)).toBe(uri);
});

test.each(['/home/somebody/fleet', 'C:\\fleet', 'file:///srv/fleet.git', '../fleet', ''])(
  "'%s' is the path of a machine, and left out",
  (address) => {
    expect(uriOf(address)).toBeUndefined();
  },
);

test('revision and branch stand there only if they are given', () => {
  const given = toVersionControl({ repository: 'https://example.com/a', revision: 'abc', branch: 'main' });
  expect(given).toEqual({
    repositoryUri: 'https://example.com/a',
    revisionId: 'abc',
    branch: 'main',
    mappedTo: { uriBaseId: '%SRCROOT%' },
  });
  expect(Object.keys(toVersionControl({ repository: 'https://example.com/a' }) ?? {})).toEqual([
    'repositoryUri',
    'mappedTo',
  ]);
});
