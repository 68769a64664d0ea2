import { expect, test } from 'vitest';
import { memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import { buildKustomization } from '../build.js';

const names = (kustomization: string, files: Readonly<Record<string, string>> = {}) => {
  const tree = memoryTree({ 'app/kustomization.yaml': kustomization, ...files });
  const build = buildKustomization(tree, 'app' as RepoPath);
  return build.objects.map(({ id }) => id.name);
};

// The hashes are those that kustomize 5.5.0 prints.
test.for([
  ['an empty ConfigMap', 'configMapGenerator: [{ name: made }]', 'made-6ct58987ht'],
  ['a ConfigMap', 'configMapGenerator: [{ name: made, literals: [a=1] }]', 'made-h29d89cmmt'],
  [
    'a ConfigMap with characters that JSON escapes',
    'configMapGenerator: [{ name: made, literals: ["a=<&>\\u2028\\"\\t"] }]',
    'made-m8fbb5f95d',
  ],
  ['an empty Secret', 'secretGenerator: [{ name: made }]', 'made-46f8b28mk5'],
  ['a Secret', 'secretGenerator: [{ name: made, literals: [a=1] }]', 'made-25khgmg44c'],
  ['a Secret with a type', 'secretGenerator: [{ name: made, type: t, literals: [a=1] }]', 'made-5ff886hc44'],
] as const)('gives %s the hash of kustomize', ([, kustomization, expected]) => {
  expect(names(kustomization)).toEqual([expected]);
});

test('does not count name, labels and prefixes', () => {
  const hash = (kustomization: string) => names(kustomization)[0]?.split('-').at(-1);
  const plain = hash('configMapGenerator: [{ name: made, literals: [a=1] }]');
  expect(hash('configMapGenerator: [{ name: other, literals: [a=1] }]')).toBe(plain);
  expect(
    hash('configMapGenerator: [{ name: made, literals: [a=1] }]\nnamePrefix: x-\ncommonLabels: { l: m }'),
  ).toBe(plain);
  expect(hash('configMapGenerator: [{ name: made, literals: [a=2] }]')).not.toBe(plain);
});

test('counts what a patch and an overlay make of the data', () => {
  const base = { 'base/kustomization.yaml': 'configMapGenerator: [{ name: made, literals: [a=0] }]' };
  const merge = 'configMapGenerator: [{ name: made, behavior: merge, literals: [a=1] }]';
  const patch = `patches: [{ patch: '{ apiVersion: v1, kind: ConfigMap, metadata: { name: made }, data: { a: "1" } }' }]`;
  for (const change of [merge, patch]) {
    expect(names(`resources: [../base]\n${change}`, base)).toEqual(['made-h29d89cmmt']);
  }
});

test('gives no hash to an object of a file, even with generator options', () => {
  const files = { 'app/o.yaml': '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }' };
  expect(names('resources: [o.yaml]\ngeneratorOptions: { labels: { a: b } }', files)).toEqual(['a']);
});

test('gives one hash for files with the same text', () => {
  const kustomization = 'configMapGenerator: [{ name: made, files: [k=x.txt] }]';
  const literal = 'configMapGenerator: [{ name: made, literals: ["k=text"] }]';
  expect(names(kustomization, { 'app/x.txt': 'text' })).toEqual(names(literal));
});

test('counts data that a patch leaves null as it is written', () => {
  const patch = `patches: [{ target: { kind: ConfigMap }, patch: '[{ "op": "add", "path": "/data", "value": null }]' }]`;
  expect(names(`configMapGenerator: [{ name: made }]\n${patch}`)).toEqual(['made-g886t7dd28']);
});
