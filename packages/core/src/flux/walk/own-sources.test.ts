import { describe, expect, test } from 'vitest';
import { memoryTree } from '../../source/file-tree.js';
import { bootstrapped } from '../../testing/bootstrapped.js';
import { parseRepo } from '../../testing/repo.js';
import { loadModel } from '../load-model.js';

const app = (
  name: string,
  path: string,
  source: string,
): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec: { interval: 10m, path: ${path}, prune: true, sourceRef: { kind: GitRepository, name: ${source} } }
`;
const source = (
  name: string,
  url: string,
  branch = 'main',
): string => `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: ${name}, namespace: flux-system }
spec: { interval: 1m, url: "${url}", ref: { branch: ${branch} } }
`;
const CONFIG = (path: string): string => `# === ${path}
apiVersion: v1
kind: ConfigMap
metadata: { name: c, namespace: default }
`;

/** The Flux Kustomizations that are followed, and the sources that are the repository. */
function seen(text: string, remote?: string): { followed: string[]; own: string[] } {
  const { files } = parseRepo(text);
  const checkout = remote === undefined ? {} : { checkout: { remotes: [{ name: 'origin', url: remote }] } };
  const { clusters } = loadModel({ ...memoryTree(files), ...checkout });
  const apps = clusters.flatMap((each) => each.apps);
  return {
    followed: apps
      .filter((each) => each.kind === 'Kustomization' && each.path.kind === 'built')
      .map(({ object }) => object.id.name),
    own: clusters.flatMap(({ sources }) =>
      sources
        .filter(({ content }) => content.kind === 'tree' && content.self)
        .map(({ object }) => object.id.name),
    ),
  };
}

describe('a cluster that nothing brings up', () => {
  test('keeps its apps when the source comes up that they were assumed to have', () => {
    const text = `# === clusters/home/entry.yaml
${app('home', './clusters/home/flux', 'fleet')}# === clusters/home/flux/apps.yaml
${app('sources', './clusters/home/sources', 'fleet')}---
${app('web', './apps/web', 'fleet')}# === clusters/home/sources/fleet.yaml
${source('fleet', 'https://git.example.com/org/fleet')}${CONFIG('apps/web/c.yaml')}`;
    const { followed, own } = seen(text);
    expect(followed).toEqual(expect.arrayContaining(['home', 'sources', 'web']));
    expect(own).toEqual(['fleet']);
  });

  test('follows a source whose address is that of a remote, however it is written', () => {
    const text = `# === k8s/flux/entry.yaml
${source('mine', 'ssh://git@git.example.com:22/org/fleet.git')}---
${app('apps', './k8s/apps', 'mine')}${CONFIG('k8s/apps/c.yaml')}`;
    expect(seen(text, 'https://git.example.com/org/fleet').followed).toContain('apps');
  });

  test('does not take another repository for itself because a path exists here', () => {
    const text = `# === k8s/flux/entry.yaml
${app('apps', './k8s/apps', 'flux-system')}# === k8s/apps/more.yaml
${source('side', 'ssh://git@git.example.com/someone/side')}---
${app('side', './k8s', 'side')}${CONFIG('k8s/apps/c.yaml')}`;
    const { followed, own } = seen(text);
    expect(followed).toContain('apps');
    expect(followed).not.toContain('side');
    expect(own).not.toContain('side');
  });
});

test('another branch of the own address is another content, unless the cluster syncs it', () => {
  const text = `${bootstrapped('clusters/prod')}# === clusters/prod/other.yaml
${source('other', 'ssh://git@github.com/example/platform', 'next')}---
${app('next', './apps', 'other')}${CONFIG('apps/c.yaml')}`;
  const url = /url: (\S+)/.exec(text)?.[1] ?? '';
  const same = text.replace('ssh://git@github.com/example/platform', url);
  expect(seen(same).followed).not.toContain('next');
});
