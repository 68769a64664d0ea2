import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { assumedCluster, type FoundCluster } from './found-cluster.js';
import { nameClusters } from './name-clusters.js';

function found(path: string, file: string = path): FoundCluster {
  const directory = path as RepoPath;
  const entry = {
    kind: 'unbootstrapped',
    file: file as RepoPath,
    directory,
    repository: '' as RepoPath,
  } as const;
  return assumedCluster(entry, directory);
}

const names = (...paths: readonly string[]): string[] => nameClusters(paths.map((path) => found(path)));

test.for([
  ['clusters/prod', 'prod'],
  ['flux/clusters/prod', 'prod'],
  ['clusters/eu/prod', 'eu/prod'],
  ['clusters/prod/flux-system', 'prod'],
  ['clusters/prod/cluster/flux', 'prod'],
  ['clusters/base', 'base'],
  ['a/clusters/b/clusters/c', 'c'],
  ['clusters', 'clusters'],
  ['prod', 'prod'],
  ['sites/berlin', 'berlin'],
  ['sites/berlin/flux', 'sites/berlin/flux'],
  ['kubernetes', 'kubernetes'],
  ['home/cluster', 'home/cluster'],
  ['', '.'],
] as const)('a cluster in %j is called %j', ([path, expected]) => {
  expect(names(path)).toEqual([expected]);
});

test('clusters of one name are called by their directories', () => {
  expect(names('a/clusters/prod', 'b/clusters/prod', 'b/clusters/stg')).toEqual([
    'a/clusters/prod',
    'b/clusters/prod',
    'stg',
  ]);
});

test('clusters of one directory are called by their files', () => {
  const both = ['x.yaml', 'y.yaml'].map((file) => found('clusters/prod', file));
  expect(nameClusters(both)).toEqual(['clusters/prod (x.yaml)', 'clusters/prod (y.yaml)']);
});

test('no two names are alike', () => {
  const all = names('clusters/a', 'x/clusters/a', 'x/clusters/a/flux', 'a', 'b', '');
  expect(new Set(all).size).toBe(all.length);
});

test('names are never alike, not even those of one file', () => {
  const both = ['x.yaml', 'x.yaml', 'y.yaml'].map((file) => found('clusters/prod', file));
  expect(nameClusters(both)).toEqual([
    'clusters/prod (x.yaml)',
    'clusters/prod (x.yaml) (2)',
    'clusters/prod (y.yaml)',
  ]);
});

test('a name that is given wins over one that a directory would have', () => {
  const all = ['clusters/a', 'clusters/b', 'deploy'].map((path) => found(path));
  const given = ({ root }: FoundCluster) => (root === 'deploy' ? 'a' : undefined);
  expect(nameClusters(all, given)).toEqual(['clusters/a', 'b', 'a']);
});
