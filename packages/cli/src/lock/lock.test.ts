import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { memoryTree } from '@fluxvet/core';
import { expect, test } from 'vitest';
import { directoriesOnDisk } from '../testing/program-on-disk.js';
import { cacheDirectory, isCached, openCached, putInCache } from './cache.js';
import { type Lock, type LockedSource, printLock, readLock, withoutCredentials } from './lock.js';
import { lockedMounts } from './locked-mounts.js';
import { packTree } from './packed-tree.js';

const directory = directoriesOnDisk();
const bytes = (text: string): Uint8Array => Buffer.from(text);
const FILES = new Map([
  ['b.yaml', bytes('b: 1\n')],
  ['a/ü "x".yaml', bytes('a: 1\n')],
]);

const source = (more: Partial<LockedSource> = {}): LockedSource => ({
  kind: 'git',
  url: 'https://x.test/shop',
  ref: { branch: 'main' },
  revision: `main@sha1:${'a'.repeat(40)}`,
  digest: `sha256:${'b'.repeat(64)}`,
  ...more,
});

test('a lock is read as it was written, and equal content gives equal bytes', () => {
  const path = join(directory(), 'fluxvet.lock');
  const sources = [source(), source({ kind: 'chart', chart: 'web', ref: '1.x' }), source({ ref: 'HEAD' })];
  const text = printLock({ version: 1, sources });
  writeFileSync(path, text);
  expect(printLock(readLock(path) as Lock)).toBe(text);
  expect(printLock({ version: 1, sources: [...sources].reverse() })).toBe(text);
  expect(readLock(join(path, '..', 'other'))).toBeUndefined();
});

test.for<[text: string, why: string]>([
  ['{', 'is no lock that can be read'],
  ['{"version":2,"sources":[]}', 'it is of a newer version of fluxvet'],
  ['{"version":1}', "it has no list 'sources'"],
  ['{"version":1,"sources":[null]}', "sources[0]: 'url' is missing or wrong"],
  [
    `{"version":1,"sources":[${JSON.stringify(source({ digest: 'sha256:../../etc' }))}]}`,
    "'digest' is missing",
  ],
  [`{"version":1,"sources":[${JSON.stringify(source({ kind: 'npm' as 'git' }))}]}`, "'kind' is missing"],
])('%s is refused', ([text, why]) => {
  const path = join(directory(), 'fluxvet.lock');
  writeFileSync(path, text);
  expect(() => readLock(path)).toThrow(why);
});

test('content comes out of the cache as it went in', () => {
  const cache = directory();
  const packed = packTree(FILES);
  expect(packTree(new Map([...FILES].reverse())).digest).toBe(packed.digest);
  putInCache(cache, packed);
  const tree = openCached(cache, packed.digest);
  expect(tree.paths).toEqual(['a/ü "x".yaml', 'b.yaml']);
  expect(tree.paths.map((path) => tree.read(path)?.text)).toEqual(['a: 1\n', 'b: 1\n']);
});

test.for<[what: string, change: (content: string) => string]>([
  ['the list', (content) => content.replace('b.yaml', 'c.yaml')],
  ['a file', (content) => content.replace('b: 1', 'b: 2')],
  ['the end', (content) => content.slice(0, -1)],
  ['everything', () => ''],
])('content of the cache is not used where %s has changed', ([, change]) => {
  const cache = directory();
  const packed = packTree(FILES);
  putInCache(cache, packed);
  const place = join(cache, 'trees', packed.digest.slice(7));
  writeFileSync(place, change(readFileSync(place, 'utf8')));
  expect(() => {
    const tree = openCached(cache, packed.digest);
    for (const path of tree.paths) tree.read(path);
  }).toThrow('is not what was pulled');
});

test('names that would lead out of the tree are left out', () => {
  const cache = directory();
  const packed = packTree(
    new Map([
      ['../x', bytes('x')],
      ['/y', bytes('y')],
      ['z', bytes('z')],
    ]),
  );
  putInCache(cache, packed);
  const tree = openCached(cache, packed.digest);
  expect(tree.paths).toEqual(['z']);
  expect(tree.read(tree.paths[0] ?? expect.fail())?.text).toBe('z');
});

test('what is not in the cache is told, each by its name', () => {
  const cache = directory();
  mkdirSync(join(cache, 'trees'));
  const lock: Lock = { version: 1, sources: [source(), source({ kind: 'chart', chart: 'web', ref: '1.x' })] };
  expect(isCached(cache, source().digest)).toBe(false);
  expect(() => lockedMounts(lock, cache, [])).toThrow(
    "\n  https://x.test/shop at branch 'main'\n  chart 'web' of https://x.test/shop at 1.x",
  );
});

test('what the configuration mounts stays as it says', () => {
  const cache = directory();
  const packed = packTree(FILES);
  putInCache(cache, packed);
  const lock: Lock = { version: 1, sources: [source({ digest: packed.digest })] };
  const mount = { url: 'git@x.test:shop.git', tree: memoryTree({}) };
  expect(lockedMounts(lock, cache, [mount])).toEqual([]);
  expect(lockedMounts(lock, cache, [{ ...mount, ref: { tag: 'v1' } }])).toHaveLength(1);
  expect(lockedMounts(lock, cache, [])).toHaveLength(1);
});

test('the cache is where the surroundings say', () => {
  expect(cacheDirectory({ FLUXVET_CACHE: '/c', HOME: '/h' })).toBe('/c');
});

test('credentials of an address are not shown, the user of ssh is', () => {
  expect(withoutCredentials('https://me:secret@x.test/y')).toBe('https://x.test/y');
  expect(withoutCredentials('https://token@x.test/y')).toBe('https://x.test/y');
  expect(withoutCredentials('ssh://git@x.test/y')).toBe('ssh://git@x.test/y');
  expect(withoutCredentials('ssh://git:secret@x.test/y')).toBe('ssh://x.test/y');
});
