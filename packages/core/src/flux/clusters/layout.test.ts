import { describe, expect, test } from 'vitest';
import { memoryTree } from '../../source/file-tree.js';
import { type RepositoryLayout, readLayout } from './layout.js';

const layout = (...paths: readonly string[]): RepositoryLayout =>
  readLayout(memoryTree(Object.fromEntries(paths.map((path) => [path, 'x']))));

test('an empty repository has nothing', () => {
  expect(layout()).toEqual({ clusterHomes: [], definitions: undefined, terraform: undefined, overlays: [] });
});

describe('homes of clusters', () => {
  test('are the directories called clusters, at any depth', () => {
    const { clusterHomes } = layout('flux/clusters/prod/x.yaml', 'clusters/a/x.yaml', 'clusters-old/x.yaml');
    expect(clusterHomes).toEqual(['clusters', 'flux/clusters']);
  });

  test('are no files', () => {
    expect(layout('a/clusters').clusterHomes).toEqual([]);
  });
});

describe('definitions of clusters', () => {
  test('are the YAML files directly in k8s-clusters', () => {
    const { definitions } = layout(
      'k8s-clusters/prod.example.yaml',
      'k8s-clusters/stg.yml',
      'k8s-clusters/README.md',
      'k8s-clusters/.yaml',
      'k8s-clusters/old/x.yaml',
    );
    expect(definitions).toEqual({
      directory: 'k8s-clusters',
      files: [
        { name: 'prod.example', path: 'k8s-clusters/prod.example.yaml' },
        { name: 'stg', path: 'k8s-clusters/stg.yml' },
      ],
    });
  });

  test('are absent where only a deeper directory has that name', () => {
    expect(layout('a/k8s-clusters/prod.yaml').definitions).toBeUndefined();
  });
});

test('infrastructure code stands in terraform at the root', () => {
  expect(layout('terraform/main.tf').terraform).toBe('terraform');
  expect(layout('a/terraform/main.tf').terraform).toBeUndefined();
});

describe('overlays', () => {
  const overlaysOf = (...paths: readonly string[]): unknown =>
    layout(...paths).overlays.map(({ directory, base, environments }) => [
      directory,
      base,
      Object.fromEntries(environments),
    ]);

  test('are a base and one environment', () => {
    expect(overlaysOf('apps/base/x.yaml', 'apps/production/x.yaml')).toEqual([
      ['apps', 'apps/base', { production: 'apps/production' }],
    ]);
  });

  test('are two environments without a base', () => {
    expect(overlaysOf('apps/stg/x.yaml', 'apps/prd/x.yaml')).toEqual([
      ['apps', undefined, { production: 'apps/prd', staging: 'apps/stg' }],
    ]);
  });

  test('are not one environment alone, nor a base alone', () => {
    expect(overlaysOf('apps/production/x.yaml', 'infra/base/x.yaml')).toEqual([]);
  });

  test('have environments by whole names only', () => {
    expect(overlaysOf('apps/base/x.yaml', 'apps/prod-eu/x.yaml', 'apps/products/x.yaml')).toEqual([]);
  });

  test('have one directory an environment, the first by name', () => {
    expect(overlaysOf('apps/base/x', 'apps/production/x', 'apps/prod/x')).toEqual([
      ['apps', 'apps/base', { production: 'apps/prod' }],
    ]);
  });

  test('may stand at the root and at any depth', () => {
    const found = layout('base/x', 'prod/x', 'a/b/base/x', 'a/b/dev/x').overlays;
    expect(found.map(({ directory }) => directory)).toEqual(['', 'a/b']);
  });
});
