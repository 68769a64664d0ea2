import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { syncUrlMismatch } from './rule.js';

function cluster(name: string, url = 'ssh://git@github.com/example/fleet.git'): string {
  return bootstrapped(`clusters/${name}`).replace(/url: .*/, `url: ${url}`);
}

test('reports a cluster that syncs another repository than its siblings', () => {
  const report = expectMarks(
    syncUrlMismatch,
    repo`
${cluster('a')}
${cluster('b', 'https://github.com/example/fleet')}
${cluster(
  'c',
  `ssh://git@github.com/example/old-fleet.git
  #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sync-url-mismatch: Cluster 'c' syncs 'github.com/example/old-fleet', while 2 of its siblings sync 'github.com/example/fleet'`,
)}
`,
  );
  expect(report.findings[0]).toMatchObject({ severity: 'warning', clusters: ['c'] });
});

test('reports both of two clusters that sync different repositories', () => {
  const report = expectMarks(
    syncUrlMismatch,
    repo`
${cluster(
  'a',
  `https://github.com/example/fleet
  #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sync-url-mismatch: its sibling 'b' syncs 'github.com/other/clusters'`,
)}
${cluster(
  'b',
  `https://github.com/other/clusters
  #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sync-url-mismatch: its sibling 'a' syncs 'github.com/example/fleet'`,
)}
`,
  );
  expect(report.findings).toHaveLength(2);
});

test('reports what may be a mirror as a note', () => {
  const report = expectMarks(
    syncUrlMismatch,
    repo`
${cluster('a')}
${cluster('b')}
${cluster(
  'c',
  `https://gitlab.internal/mirror/fleet
  #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sync-url-mismatch`,
)}
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('stays silent where the addresses are one', () => {
  expectSilence(
    syncUrlMismatch,
    repo`${cluster('a')}${cluster('b', 'https://github.com/Example/fleet')}${cluster('c', 'https://user@github.com/example/fleet.git')}`,
  );
});

test('stays silent on repositories that stand in directories of another one', () => {
  expectSilence(
    syncUrlMismatch,
    repo`
${cluster('a')}
${bootstrapped('other/clusters/b', { path: './clusters/b' }).replace('example/fleet', 'example/other')}
`,
  );
});

test('stays silent on unknown: an address that is filled in later', () => {
  expectSilence(
    syncUrlMismatch,
    repo`${cluster('a')}${cluster('b', 'ssh://git@github.com/<org>/<repo>.git')}`,
  );
});
