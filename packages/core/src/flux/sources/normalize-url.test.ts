import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalizeUrl } from './normalize-url.js';

test.for([
  'ssh://git@github.com/org/fleet.git',
  'ssh://git@github.com/org/fleet',
  'ssh://git@github.com:22/org/fleet.git',
  'ssh://github.com/org/fleet',
  'git@github.com:org/fleet.git',
  'git@github.com:org/fleet',
  'github.com:org/fleet',
  'https://github.com/org/fleet.git',
  'https://github.com/org/fleet/',
  'https://GitHub.com/org/fleet',
  'https://github.com:443/org/fleet',
  'http://github.com:80/org/fleet',
  'https://user:token@github.com/org/fleet.git',
  'HTTPS://github.com/org/fleet',
])('%s is github.com/org/fleet', (url) => {
  expect(normalizeUrl(url)).toBe('github.com/org/fleet');
});

test.for([
  ['https://github.com/Org/Fleet', 'github.com/Org/Fleet'],
  ['https://git.example:8443/org/fleet', 'git.example:8443/org/fleet'],
  ['ssh://git@git.example:2222/org/fleet.git', 'git.example:2222/org/fleet'],
  ['ssh://git@git.example:443/org/fleet', 'git.example:443/org/fleet'],
  ['oci://ghcr.io/org/manifests', 'ghcr.io/org/manifests'],
  ['https://gitlab.com/a/b/c/d.git', 'gitlab.com/a/b/c/d'],
  ['https://github.com', 'github.com/'],
  ['', ''],
  ['./local', './local'],
] as const)('%j is %j', ([url, expected]) => {
  expect(normalizeUrl(url)).toBe(expected);
});

test('knows both spellings of Azure DevOps', () => {
  const https = 'https://dev.azure.com/org/project/_git/repo';
  expect(normalizeUrl('ssh://git@ssh.dev.azure.com/v3/org/project/repo')).toBe(normalizeUrl(https));
  expect(normalizeUrl('git@ssh.dev.azure.com:v3/org/project/repo')).toBe(normalizeUrl(https));
  expect(normalizeUrl('https://user@dev.azure.com/org/project/_git/repo')).toBe(normalizeUrl(https));
});

test('tells repositories apart that differ in more than the way to fetch them', () => {
  const urls = ['https://a.com/x/y', 'https://b.com/x/y', 'https://a.com/x/z', 'https://a.com:8080/x/y'];
  expect(new Set(urls.map(normalizeUrl)).size).toBe(4);
});

test('gives one answer for both ways to write a repository of any name', () => {
  const names = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
  fc.assert(
    fc.property(names, names, names, (host, owner, name) => {
      const normal = normalizeUrl(`git@${host}.example:${owner}/${name}.git`);
      expect(normal).toBe(`${host}.example/${owner}/${name}`);
      expect(normalizeUrl(`https://${normal}`)).toBe(normal);
    }),
  );
});
