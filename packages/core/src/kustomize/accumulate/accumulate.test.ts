import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { type Repo, repo } from '../../testing/repo.js';
import { nodeAt, type Path } from '../../yaml/nodes/node-path.js';
import { type Plain, toPlain } from '../../yaml/nodes/to-plain.js';
import { type Build, buildKustomization } from '../build.js';

const built = ({ tree }: Repo): Build => buildKustomization(tree, 'app' as RepoPath);
const names = (build: Build) => build.objects.map(({ id }) => id.name);
const at = (build: Build, name: string, ...path: Path): Plain | undefined => {
  const node = nodeAt(build.objects.find(({ id }) => id.name === name)?.body, ...path);
  return node && toPlain(node);
};

const configMap = (name: string): string =>
  `{ apiVersion: v1, kind: ConfigMap, metadata: { name: ${name} }, data: { key: base } }`;

test('lets a component change what its parent has gathered, unlike a base', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [a.yaml]
components: [../component]
# === app/a.yaml
${configMap('a')}
# === component/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
resources: [b.yaml]
namePrefix: c-
# === component/b.yaml
${configMap('b')}
`;
  expect(names(built(files))).toEqual(['c-a', 'c-b']);
});

test('runs components in their order, and before the transformers of the kustomization itself', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [a.yaml]
namePrefix: own-
components: [../one, ../two]
# === app/a.yaml
${configMap('a')}
# === one/kustomization.yaml
{ apiVersion: kustomize.config.k8s.io/v1alpha1, kind: Component, namePrefix: one- }
# === two/kustomization.yaml
{ apiVersion: kustomize.config.k8s.io/v1alpha1, kind: Component, namePrefix: two- }
`;
  expect(names(built(files))).toEqual(['own-two-one-a']);
});

test('gives a component the generated objects of its parent', () => {
  const files = repo`
# === app/kustomization.yaml
components: [../component]
configMapGenerator:
  - { name: made, literals: [a=1] }
generatorOptions: { disableNameSuffixHash: true }
# === component/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
configMapGenerator:
  - { name: made, behavior: merge, literals: [b=2] }
`;
  expect(at(built(files), 'made', 'data')).toEqual({ a: '1', b: '2' });
});

test('reads the paths of a component relative to the component', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [a.yaml]
components: [../components/c]
# === app/a.yaml
${configMap('a')}
# === components/c/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
patches: [{ path: p.yaml }]
components: [../inner]
# === components/c/p.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: a }, data: { key: patched } }
# === components/inner/kustomization.yaml
{ apiVersion: kustomize.config.k8s.io/v1alpha1, kind: Component, nameSuffix: -inner }
`;
  expect(at(built(files), 'a-inner', 'data', 'key')).toBe('patched');
});

test('applies a component that two bases share to each of them once', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [../one, ../two]
# === one/kustomization.yaml
resources: [o.yaml]
components: [../component]
# === one/o.yaml
${configMap('one')}
# === two/kustomization.yaml
resources: [o.yaml]
components: [../component]
# === two/o.yaml
${configMap('two')}
# === component/kustomization.yaml
{ apiVersion: kustomize.config.k8s.io/v1alpha1, kind: Component, nameSuffix: -c }
`;
  expect(names(built(files))).toEqual(['one-c', 'two-c']);
});

test.for([
  ['a kustomization', '../base', 'kustomize/wrong-kind'],
  ['a directory that is missing', '../gone', 'kustomize/missing-directory'],
  ['a file', 'a.yaml', 'kustomize/missing-directory'],
] as const)('reports %s that is listed as a component, at its entry', ([, entry, code]) => {
  const files = repo`
# === app/kustomization.yaml
resources: [a.yaml]
components: ["${entry}"]
# === app/a.yaml
${configMap('a')}
# === base/kustomization.yaml
namePrefix: b-
`;
  const build = built(files);
  expect(build.diagnostics.map((each) => each.code)).toEqual([code]);
  const { span } = build.diagnostics[0] ?? {};
  expect(files.files['app/kustomization.yaml']?.slice(span?.start, span?.end)).toBe(`"${entry}"`);
  expect(names(build)).toEqual(['a']);
});

test('lets an overlay see the objects of its bases as those left them', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [../middle]
namePrefix: app-
patches:
  - patch: '{ apiVersion: v1, kind: ConfigMap, metadata: { name: middle-a }, data: { key: app } }'
# === middle/kustomization.yaml
resources: [../base]
namePrefix: middle-
# === base/kustomization.yaml
resources: [a.yaml]
# === base/a.yaml
${configMap('a')}
`;
  expect(at(built(files), 'app-middle-a', 'data', 'key')).toBe('app');
});

test('patches before it renames, and renames before it sets labels, replicas and images', () => {
  const files = repo`
# === app/kustomization.yaml
images: [{ name: patched, newTag: v2 }]
replicas: [{ name: x-web, count: 3 }]
namePrefix: x-
patches:
  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec: { replicas: 2, template: { spec: { containers: [{ name: c, image: patched:v1 }] } } }
resources: [web.yaml]
# === app/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { replicas: 1, template: { spec: { containers: [{ name: c, image: written:v0 }] } } }
`;
  const build = built(files);
  expect(at(build, 'x-web', 'spec')).toEqual({
    replicas: 3,
    template: { spec: { containers: [{ name: 'c', image: 'patched:v2' }] } },
  });
});

test('carries out JSON patches of older days after the labels, and patches before', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [a.yaml]
commonLabels: { app: common }
patches:
  - target: { kind: ConfigMap }
    patch: '[{ "op": "add", "path": "/metadata/labels", "value": { "app": "early", "other": "early" } }]'
patchesJson6902:
  - target: { version: v1, kind: ConfigMap, name: a }
    patch: '[{ "op": "replace", "path": "/metadata/labels/app", "value": "late" }]'
# === app/a.yaml
${configMap('a')}
`;
  expect(at(built(files), 'a', 'metadata', 'labels')).toEqual({ app: 'late', other: 'early' });
});

test('leaves out what a base leaves out, and says that the build is not whole', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [../base]
# === base/kustomization.yaml
resources: [a.yaml, gone.yaml]
# === base/a.yaml
${configMap('a')}
`;
  const build = built(files);
  expect(build.complete).toBe(false);
  expect(names(build)).toEqual(['a']);
  expect(build.diagnostics.map(({ code, span }) => [code, span.file])).toEqual([
    ['kustomize/missing-file', 'base/kustomization.yaml'],
  ]);
});

test('tells a problem of a base once, by however many ways the base comes in', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [../one, ../two]
# === one/kustomization.yaml
resources: [../base]
namePrefix: one-
# === two/kustomization.yaml
resources: [../base]
namePrefix: two-
# === base/kustomization.yaml
resources: [a.yaml, gone.yaml]
# === base/a.yaml
${configMap('a')}
`;
  const build = built(files);
  expect(build.diagnostics.map((each) => each.code)).toEqual(['kustomize/missing-file']);
  expect(names(build)).toEqual(['one-a', 'two-a']);
});
