import { describe, expect, test } from 'vitest';
import { memoryTree } from '../../source/file-tree.js';
import { bootstrapped } from '../../testing/bootstrapped.js';
import { parseRepo } from '../../testing/repo.js';
import { loadModel } from '../load-model.js';
import type { FluxModel } from '../model.js';
import type { Mount } from './mounts.js';

const CONFIG = (name: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: x }\n`;
const KUSTOMIZATION = (resources: readonly string[]): string => `resources: ${JSON.stringify(resources)}\n`;

function load(resources: readonly string[], mounts: readonly Mount[], more = ''): FluxModel {
  const text = `${bootstrapped('clusters/prod')}# === clusters/prod/app.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: app, namespace: flux-system }
spec: { path: ./app, prune: true, interval: 1m, sourceRef: { kind: GitRepository, name: flux-system } }
# === app/kustomization.yaml
namePrefix: my-
${KUSTOMIZATION(resources)}${more}`;
  return loadModel(parseRepo(text).tree, { mounts });
}

const names = ({ clusters }: FluxModel): string[] =>
  (clusters[0]?.objects ?? []).flatMap(({ id }) => (id.namespace === 'x' ? [id.name] : [])).sort();
const codes = ({ clusters }: FluxModel): string[] =>
  (clusters[0]?.apps ?? []).flatMap((app) =>
    app.kind === 'Kustomization' && app.path.kind === 'built'
      ? app.path.build.diagnostics.map(({ code }) => code)
      : [],
  );

const SHOP: Mount = {
  url: 'https://github.com/org/shop',
  ref: 'v1',
  tree: memoryTree({
    'deploy/overlay/kustomization.yaml': KUSTOMIZATION(['../base', 'own.yaml']),
    'deploy/overlay/own.yaml': CONFIG('own'),
    'deploy/base/kustomization.yaml': KUSTOMIZATION(['base.yaml']),
    'deploy/base/base.yaml': CONFIG('base'),
  }),
};
const FILE: Mount = { url: 'https://x.test/a/b.yaml', tree: memoryTree({ 'b.yaml': CONFIG('file') }) };

describe('what a kustomization fetches', () => {
  test('is taken from what is mounted, a directory with all that it takes from its own repository, and a file', () => {
    const model = load(
      ['https://github.com/org/shop//deploy/overlay?ref=v1', 'https://x.test/a/b.yaml'],
      [SHOP, FILE],
    );
    expect(names(model)).toEqual(['my-base', 'my-file', 'my-own']);
    expect(model.gaps).toEqual([]);
    const inputs = [...(model.clusters[0]?.inputs ?? [])].filter((path) => path.startsWith('@'));
    expect(inputs).toContain('@shop/deploy/base/base.yaml');
  });

  test('is told whether it is there or not', () => {
    const resources = ['https://github.com/org/shop//deploy/base?ref=v1', 'https://x.test/gone.yaml'];
    const { remotes, gaps } = load(resources, [SHOP]);
    expect(remotes.map(({ address, clusters }) => [address, clusters])).toEqual(
      resources.map((each) => [each, ['prod']]),
    );
    expect(gaps.map(({ code }) => code)).toEqual(['kustomize/remote-base']);
  });

  test('is a gap at another ref than the mounted one', () => {
    expect(names(load(['https://github.com/org/shop//deploy/base?ref=v2'], [SHOP]))).toEqual([]);
    expect(names(load(['https://github.com/org/shop//deploy/base'], [SHOP]))).toEqual([]);
  });

  test('can be a checkout that the configuration names, whatever the ref is', () => {
    const { ref: _, ...checkout } = SHOP;
    expect(names(load(['git@github.com:org/shop.git//deploy/base?ref=v2'], [checkout]))).toEqual(['my-base']);
  });

  test('is a mistake where the repository has no such directory', () => {
    expect(codes(load(['https://github.com/org/shop//deploy/gone?ref=v1'], [SHOP]))).toEqual([
      'kustomize/missing-kustomization',
    ]);
  });

  test('may be a repository that takes from another one, but not from itself again and again', () => {
    const outer: Mount = {
      url: 'https://github.com/org/outer',
      ref: 'HEAD',
      tree: memoryTree({
        'kustomization.yaml': KUSTOMIZATION(['https://github.com/org/shop//deploy/base?ref=v1']),
        'loop/kustomization.yaml': KUSTOMIZATION(['https://github.com/org/outer//loop']),
      }),
    };
    expect(names(load(['https://github.com/org/outer'], [SHOP, outer]))).toEqual(['my-base']);
    expect(codes(load(['https://github.com/org/outer//loop'], [SHOP, outer]))).toContain('kustomize/cycle');
  });

  test('may be a file of a generator', () => {
    const generator =
      'configMapGenerator: [{ name: gen, namespace: x, files: ["b=https://x.test/a/b.yaml"] }]\n';
    const model = load([], [FILE], generator);
    const [name = ''] = names(model);
    expect(name).toMatch(/^my-gen-/);
    expect(model.gaps).toEqual([]);
  });
});
