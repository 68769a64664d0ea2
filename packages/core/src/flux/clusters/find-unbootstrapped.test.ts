import { describe, expect, test } from 'vitest';
import { bootstrapped } from '../../testing/bootstrapped.js';
import { parseRepo } from '../../testing/repo.js';
import { loadModel } from '../load-model.js';

const app = (file: string, path: string, name: string = 'apps'): string => `# === ${file}
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec: { path: "${path}", sourceRef: { kind: GitRepository, name: flux-system } }
`;
const CONFIG = (file: string, name: string = 'c'): string =>
  `# === ${file}\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: d }\n`;

const found = (text: string): unknown[] =>
  loadModel(parseRepo(text).tree).clusters.map(({ name, entry, root }) => [name, entry.kind, root]);

describe('below a directory called clusters', () => {
  test('every directory with Flux Kustomizations is a cluster', () => {
    const text =
      app('clusters/a/apps.yaml', './apps') + app('clusters/b/apps.yaml', './apps') + CONFIG('apps/c.yaml');
    expect(found(text)).toEqual([
      ['a', 'unbootstrapped', 'clusters/a'],
      ['b', 'unbootstrapped', 'clusters/b'],
    ]);
  });

  test('the highest directory counts', () => {
    const text = app('clusters/a/apps.yaml', './x') + app('clusters/a/infra/x.yaml', './y', 'infra');
    expect(found(text)).toEqual([['a', 'unbootstrapped', 'clusters/a']]);
  });

  test('a directory counts whose kustomization takes in what stands deeper', () => {
    const text =
      '# === clusters/a/kustomization.yaml\nresources: [./sync/flux]\n' +
      '# === clusters/a/sync/flux/kustomization.yaml\nresources: [apps.yaml]\n' +
      app('clusters/a/sync/flux/apps.yaml', './apps');
    expect(found(text + CONFIG('apps/c.yaml'))).toEqual([['a', 'unbootstrapped', 'clusters/a']]);
  });

  test('even paths that are not here make one', () => {
    expect(found(app('clusters/a/apps.yaml', './gone'))).toEqual([['a', 'unbootstrapped', 'clusters/a']]);
  });

  test.for(['clusters/base/apps.yaml', 'clusters/common/x/apps.yaml', 'clusters/shared/apps.yaml'])(
    'what clusters have in common is none: %s',
    (file) => {
      expect(found(app(file, './gone'))).toEqual([]);
    },
  );

  test('files directly in it make none', () => {
    expect(found(app('clusters/apps.yaml', './gone'))).toEqual([]);
  });

  test('a cluster that is bootstrapped is not found twice', () => {
    const text = bootstrapped('clusters/a') + app('clusters/a/apps.yaml', './apps') + CONFIG('apps/c.yaml');
    expect(found(text)).toEqual([['a', 'gotk-sync', 'clusters/a']]);
  });

  test('files of a bootstrapped cluster that it does not apply are no other cluster', () => {
    const text = `${bootstrapped('clusters/a')}# === clusters/a/kustomization.yaml\nresources: [flux-system]\n${app('clusters/a/more/apps.yaml', './gone')}`;
    expect(found(text)).toEqual([['a', 'gotk-sync', 'clusters/a']]);
  });

  test('directories that another cluster applies are none', () => {
    const text =
      bootstrapped('clusters/a') +
      app('clusters/a/shared.yaml', './clusters/lib', 'lib') +
      app('clusters/lib/apps.yaml', './apps') +
      CONFIG('apps/c.yaml');
    expect(found(text)).toEqual([['a', 'gotk-sync', 'clusters/a']]);
  });
});

describe('elsewhere', () => {
  test('a directory of Flux Kustomizations whose paths are here is a cluster', () => {
    expect(found(app('flux/apps.yaml', './apps') + CONFIG('apps/c.yaml'))).toEqual([
      ['flux', 'unbootstrapped', 'flux'],
    ]);
  });

  test('paths that are not here make none', () => {
    expect(found(app('flux/apps.yaml', './gone'))).toEqual([]);
  });

  test.for(['', './', '/'])('the path %j makes none: it fits everywhere', (path) => {
    expect(found(app('flux/apps.yaml', path) + CONFIG('apps/c.yaml'))).toEqual([]);
  });

  test('what another Flux Kustomization applies is none', () => {
    const text =
      app('flux/apps.yaml', './apps') + app('apps/inner.yaml', './inner', 'inner') + CONFIG('inner/c.yaml');
    expect(found(text)).toEqual([['flux', 'unbootstrapped', 'flux']]);
  });

  test('a base whose Flux Kustomization applies others, and that no kustomization can take in, is the root', () => {
    const text =
      app('cluster/base/sync.yaml', './cluster/apps') +
      app('cluster/apps/web/sync.yaml', './web', 'web') +
      CONFIG('web/c.yaml');
    expect(found(text)).toEqual([['cluster/base', 'unbootstrapped', 'cluster/base']]);
    const listed = `${text}# === cluster/base/kustomization.yaml\nresources: [sync.yaml]\n`;
    expect(found(listed)).toEqual([]);
  });

  test.for(['base', 'bases', 'component', 'components'])(
    'what stands in a directory called %s is none',
    (part) => {
      expect(found(app(`x/${part}/apps.yaml`, './apps') + CONFIG('apps/c.yaml'))).toEqual([]);
    },
  );

  test('paths may begin above the directory, where a part of the repository is synced', () => {
    const text = app('fleet/cluster/apps.yaml', './apps') + CONFIG('fleet/apps/c.yaml');
    const [cluster] = loadModel(parseRepo(text).tree).clusters;
    expect(cluster?.entry).toMatchObject({ directory: 'fleet/cluster', repository: 'fleet' });
    expect(cluster?.objects.map(({ id }) => id.name)).toContain('c');
  });

  test.for([
    ...['templates', 'template', 'examples', 'example', 'test', 'tests', 'testdata', 'docs', '_old'],
    ...['.archive', 'archive', 'disabled', 'old', 'definitions.bak'],
  ])('files below %s are no clusters', (part) => {
    expect(found(app(`${part}/flux/apps.yaml`, './apps') + CONFIG('apps/c.yaml'))).toEqual([]);
  });

  test('Flux Kustomizations without a source make none: others complete them', () => {
    const text = app('flux/apps.yaml', './apps').replace(/, sourceRef.*\}/, ' }');
    expect(text).not.toContain('sourceRef');
    expect(found(text + CONFIG('apps/c.yaml'))).toEqual([]);
  });

  test('files at the root are one, where there is no other', () => {
    expect(found(app('apps.yaml', './apps') + CONFIG('apps/c.yaml'))).toEqual([['.', 'unbootstrapped', '']]);
    expect(found(app('apps.yaml', './gone') + CONFIG('apps/c.yaml'))).toEqual([]);
  });
});

describe('an app that was left out is no cluster', () => {
  const listed = '# === apps/kustomization.yaml\nresources: [a/ks.yaml]\n';
  const leftOut = app('apps/b/ks.yaml', './apps/b/app', 'b') + CONFIG('apps/b/app/c.yaml');

  test('below a path that a Flux Kustomization applies', () => {
    const text =
      app('flux/apps.yaml', './apps') +
      listed +
      app('apps/a/ks.yaml', './apps/a/app', 'a') +
      CONFIG('apps/a/app/c.yaml');
    expect(found(text + leftOut)).toEqual([['flux', 'unbootstrapped', 'flux']]);
  });

  test('beside apps whose Flux Kustomizations a cluster applies', () => {
    const text =
      bootstrapped('clusters/p') +
      '# === clusters/p/kustomization.yaml\nresources: [flux-system, ../../apps/a]\n' +
      '# === apps/a/kustomization.yaml\nresources: [ks.yaml]\n' +
      app('apps/a/ks.yaml', './apps/a/app', 'a') +
      CONFIG('apps/a/app/c.yaml');
    expect(found(text + leftOut)).toEqual([['p', 'gotk-sync', 'clusters/p']]);
  });

  test.for(['./apps/b', './apps/b/app'])(
    'that applies only %s, its own directory, where there are clusters',
    (path) => {
      const alone =
        app('apps/b/ks.yaml', path, 'b') +
        '# === apps/b/kustomization.yaml\nresources: [app/c.yaml]\n' +
        CONFIG('apps/b/app/c.yaml');
      expect(found(bootstrapped('clusters/p') + alone)).toEqual([['p', 'gotk-sync', 'clusters/p']]);
      // Without any it may be the only one.
      expect(found(alone)).toEqual([['b', 'unbootstrapped', 'apps/b']]);
    },
  );

  test('but beside a cluster, or with others of its kind, it is one', () => {
    const beside = app('k8s/staging/apps.yaml', './k8s/staging/apps') + CONFIG('k8s/staging/apps/c.yaml');
    expect(found(bootstrapped('k8s/prod') + beside)).toHaveLength(2);
    const two =
      app('staging/apps.yaml', './staging/apps') +
      app('staging/infra.yaml', './staging/infra', 'infra') +
      CONFIG('staging/apps/c.yaml') +
      CONFIG('staging/infra/c.yaml');
    expect(found(bootstrapped('clusters/prod') + two)).toHaveLength(2);
  });

  test('in a directory of its own beside the clusters, which one of them applies', () => {
    const text =
      app('clusters/p/extra.yaml', './clusters/p-extra', 'extra').replace(
        'spec: {',
        'spec: { suspend: true,',
      ) + app('clusters/p-extra/more.yaml', './apps/b', 'more');
    expect(found(text + leftOut)).toEqual([['p', 'unbootstrapped', 'clusters/p']]);
  });
});

describe('a Flux Kustomization that applies its own directory, with its source in the same file', () => {
  const self = (file: string, path: string, source: string = 'fleet'): string => `# === ${file}
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: fleet, namespace: flux-system }
spec: { url: "https://github.com/example/fleet", ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: sync, namespace: flux-system }
spec: { path: "${path}", sourceRef: { kind: GitRepository, name: ${source} } }
`;

  test('is a cluster whose source is this repository', () => {
    const text = self('sites/berlin/sync.yaml', './sites/berlin') + CONFIG('sites/berlin/c.yaml');
    const [cluster, ...others] = loadModel(parseRepo(text).tree).clusters;
    expect(others).toEqual([]);
    expect(cluster).toMatchObject({
      name: 'berlin',
      root: 'sites/berlin',
      entry: { file: 'sites/berlin/sync.yaml' },
    });
    expect(cluster?.sources[0]?.content).toMatchObject({ kind: 'tree', self: true });
    expect(cluster?.objects.map(({ id }) => id.name)).toContain('c');
  });

  test('makes the outermost directory one', () => {
    const text = self('sites/a/sync.yaml', './sites/a') + self('sites/a/b/sync.yaml', './sites/a/b');
    expect(found(text)).toEqual([['a', 'unbootstrapped', 'sites/a']]);
  });

  test('makes one cluster with another one of the same file', () => {
    const second = self('x', './sites/berlin', 'mirror').replaceAll('name: fleet', 'name: mirror');
    const text =
      self('sites/berlin/sync.yaml', './sites/berlin') +
      second.replace('# === x\n', '---\n').replace('name: sync', 'name: sync-mirror');
    const clusters = loadModel(parseRepo(text + CONFIG('sites/berlin/c.yaml')).tree).clusters;
    expect(clusters.map(({ name }) => name)).toEqual(['berlin']);
    expect(clusters[0]?.apps.map(({ object }) => object.id.name)).toEqual(['sync', 'sync-mirror']);
  });

  test('is an app like others where a cluster applies it', () => {
    const text = bootstrapped('clusters/a') + self('clusters/a/self.yaml', './clusters/a');
    expect(found(text)).toEqual([['a', 'gotk-sync', 'clusters/a']]);
  });
});

describe('a cluster that nothing brings up', () => {
  const text = app('clusters/a/apps.yaml', './apps') + CONFIG('apps/c.yaml');
  const [cluster] = loadModel(parseRepo(text).tree).clusters;

  test('applies its directory and what that asks for', () => {
    expect(cluster?.objects.map(({ id }) => `${id.kind}/${id.name}`).sort()).toEqual([
      'ConfigMap/c',
      'Kustomization/apps',
      'Kustomization/flux-system',
    ]);
  });

  test('has no Flux that anybody knows', () => {
    expect(cluster?.flux).toMatchObject({ by: 'unknown', version: undefined });
  });

  test('has its own source only by assumption', () => {
    const source = cluster?.references.find(({ from, role }) => from.id.name === 'apps' && role === 'source');
    expect(source?.to.kind).toBe('unknown');
    expect(cluster?.sources).toEqual([]);
  });
});

test('a sync object that is kept elsewhere and completed at its path makes that path the root', () => {
  const text = `# === clusters/demo/00/kustomization.yaml
resources: [../base]
patches:
- path: ../../../apps/flux-system/demo/00/sync.yaml
# === clusters/demo/base/kustomization.yaml
resources: [../../../apps/flux-system/base]
# === apps/flux-system/base/kustomization.yaml
resources: [sync.yaml]
${app('apps/flux-system/base/sync.yaml', './clusters/unset', 'flux-system')}${app('apps/flux-system/demo/00/sync.yaml', './clusters/demo/00', 'flux-system')}`;
  expect(found(text.replace(/(clusters\/demo\/00"), sourceRef.*\}/, '$1 }'))).toEqual(found(text));
  expect(found(text)).toEqual([['demo/00', 'unbootstrapped', 'clusters/demo/00']]);
});
