import { expect, test } from 'vitest';
import { memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import { type Repo, repo } from '../../testing/repo.js';
import { type Build, buildKustomization } from '../build.js';

const built = ({ tree }: Repo): Build => buildKustomization(tree, 'app' as RepoPath);
const names = (build: Build) => build.objects.map(({ id }) => `${id.kind}/${id.name}`);
const problems = ({ tree }: Repo, { diagnostics }: Build) =>
  diagnostics.map(({ code, span }) => `${code} ${tree.read(span.file)?.text.slice(span.start, span.end)}`);

const configMap = (name: string): string =>
  `{ apiVersion: v1, kind: ConfigMap, metadata: { name: ${name} } }`;

test('keeps the order of the entries, of the documents in a file, and of the entries in a base', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [z.yaml, ../base, a.yaml]
# === app/z.yaml
${configMap('z2')}
---
${configMap('z1')}
# === app/a.yaml
${configMap('a')}
# === base/kustomization.yaml
resources: [b2.yaml, b1.yaml]
# === base/b1.yaml
${configMap('b1')}
# === base/b2.yaml
${configMap('b2')}
`;
  expect(names(built(files))).toEqual(['z2', 'z1', 'b2', 'b1', 'a'].map((name) => `ConfigMap/${name}`));
});

test('takes the bases of older days after the resources, whatever comes first in the file', () => {
  const files = repo`
# === app/kustomization.yaml
bases: [../base]
resources: [a.yaml]
# === app/a.yaml
${configMap('a')}
# === base/kustomization.yaml
resources: [b.yaml]
# === base/b.yaml
${configMap('b')}
`;
  expect(names(built(files))).toEqual(['ConfigMap/a', 'ConfigMap/b']);
});

test('finds the kustomization of a base by any of its three names', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [one, two, three]
# === app/one/kustomization.yaml
resources: [o.yaml]
# === app/one/o.yaml
${configMap('one')}
# === app/two/kustomization.yml
resources: [o.yaml]
# === app/two/o.yaml
${configMap('two')}
# === app/three/Kustomization
resources: [o.yaml]
# === app/three/o.yaml
${configMap('three')}
`;
  const build = built(files);
  expect(names(build)).toEqual(['ConfigMap/one', 'ConfigMap/two', 'ConfigMap/three']);
  expect(build.complete).toBe(true);
});

test('passes over empty documents and comments between objects', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [o.yaml]
# === app/o.yaml
# only a comment
---
---
${configMap('a')}
---
null
---
{}
---
${configMap('b')}
...
`;
  const build = built(files);
  expect(names(build)).toEqual(['ConfigMap/a', 'ConfigMap/b']);
  expect(build.diagnostics).toEqual([]);
});

test('takes a file with nothing in it for no objects', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [empty.yaml, a.yaml]
# === app/empty.yaml
# === app/a.yaml
${configMap('a')}
`;
  const build = built(files);
  expect(names(build)).toEqual(['ConfigMap/a']);
  expect(build.diagnostics).toEqual([]);
});

test('unfolds a list that is alone in its file', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [list.yaml]
# === app/list.yaml
apiVersion: v1
kind: List
items:
  - ${configMap('a')}
  - ${configMap('b')}
`;
  expect(names(built(files))).toEqual(['ConfigMap/a', 'ConfigMap/b']);
});

test('puts the items of a list behind the documents that follow it', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [list.yaml]
# === app/list.yaml
apiVersion: v1
kind: ConfigMapList
items:
  - ${configMap('a')}
  - ${configMap('b')}
---
${configMap('c')}
`;
  expect(names(built(files))).toEqual(['ConfigMap/c', 'ConfigMap/a', 'ConfigMap/b']);
});

test('reads files with a byte order mark, with CRLF, and without a break at the end', () => {
  const tree = memoryTree({
    'app/kustomization.yaml': 'resources:\r\n- bom.yaml\r\n- crlf.yaml\r\n',
    'app/bom.yaml': `\uFEFF${configMap('bom')}`,
    'app/crlf.yaml': 'apiVersion: v1\r\nkind: ConfigMap\r\nmetadata:\r\n  name: crlf',
  });
  const build = buildKustomization(tree, 'app' as RepoPath);
  expect(names(build)).toEqual(['ConfigMap/bom', 'ConfigMap/crlf']);
  expect(build.diagnostics).toEqual([]);
});

test('reports an object that comes twice, with both places, and keeps the first', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [a.yaml, b.yaml]
# === app/a.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: same }, data: { from: a } }
# === app/b.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: same, namespace: default }, data: { from: b } }
`;
  const build = built(files);
  expect(problems(files, build)).toEqual(['kustomize/duplicate-object b.yaml']);
  expect(build.diagnostics[0]?.related?.map(({ span }) => span.file)).toEqual(['app/a.yaml', 'app/b.yaml']);
  expect(build.objects).toHaveLength(1);
  expect(build.objects[0]?.body.origin.span.file).toBe('app/a.yaml');
});

test('stays silent about one name in two versions, kinds or namespaces', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [o.yaml]
# === app/o.yaml
{ apiVersion: example.com/v1, kind: Thing, metadata: { name: same } }
---
{ apiVersion: example.com/v2, kind: Thing, metadata: { name: same } }
---
{ apiVersion: example.com/v1, kind: Other, metadata: { name: same } }
---
{ apiVersion: example.com/v1, kind: Thing, metadata: { name: same, namespace: other } }
`;
  const build = built(files);
  expect(build.diagnostics).toEqual([]);
  expect(build.objects).toHaveLength(4);
});

test('does not count the namespace of a kind that has none', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [o.yaml, p.yaml]
# === app/o.yaml
{ apiVersion: v1, kind: Namespace, metadata: { name: same, namespace: a } }
# === app/p.yaml
{ apiVersion: v1, kind: Namespace, metadata: { name: same, namespace: b } }
`;
  expect(problems(files, built(files))).toEqual(['kustomize/duplicate-object p.yaml']);
});

test.for([
  ['a file that is missing', 'gone.yaml', 'kustomize/missing-file'],
  ['a directory without a kustomization', 'bare', 'kustomize/missing-kustomization'],
  ['a directory with two kustomizations', 'double', 'kustomize/multiple-kustomizations'],
  ['a component', 'component', 'kustomize/wrong-kind'],
  ['an empty kustomization', 'hollow', 'kustomize/empty-kustomization'],
] as const)('reports %s, and goes on with the other entries', ([, entry, code]) => {
  const files = repo`
# === app/kustomization.yaml
resources: [${entry}, a.yaml]
# === app/a.yaml
${configMap('a')}
# === app/bare/a.yaml
${configMap('bare')}
# === app/double/kustomization.yaml
resources: []
# === app/double/kustomization.yml
resources: []
# === app/component/kustomization.yaml
{ apiVersion: kustomize.config.k8s.io/v1alpha1, kind: Component, namePrefix: x- }
# === app/hollow/kustomization.yaml
{ apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization }
`;
  const build = built(files);
  expect(build.diagnostics.map((each) => each.code)).toEqual([code]);
  expect(names(build)).toEqual(['ConfigMap/a']);
});

test.for([
  ['no kind', '{ apiVersion: v1, metadata: { name: x } }'],
  ['no name', '{ apiVersion: v1, kind: ConfigMap, metadata: { labels: { a: b } } }'],
  ['no mapping at all', 'just a text'],
  ['a list at the top', '[1, 2]'],
  ['a mapping for a name', '{ apiVersion: v1, kind: ConfigMap, metadata: { name: { a: b } } }'],
  ['null for a name', '{ apiVersion: v1, kind: ConfigMap, metadata: { name: null } }'],
  ['a text for metadata', '{ apiVersion: v1, kind: ConfigMap, metadata: name }'],
  ['items that are no list', '{ apiVersion: v1, kind: ConfigMapList, items: { a: b } }'],
] as const)('reports a document with %s where it stands, and keeps its neighbours', ([, document]) => {
  const files = repo`
# === app/kustomization.yaml
resources: [o.yaml]
# === app/o.yaml
${configMap('before')}
---
${document}
---
${configMap('after')}
`;
  const build = built(files);
  expect(build.diagnostics.map(({ code, span }) => [code, span.file])).toEqual([
    ['kustomize/not-an-object', 'app/o.yaml'],
  ]);
  expect(names(build)).toEqual(['ConfigMap/before', 'ConfigMap/after']);
  expect(build.complete).toBe(false);
});

test('reports broken YAML in a resource and keeps the other files', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [broken.yaml, a.yaml]
# === app/broken.yaml
apiVersion: v1
kind: [ConfigMap
# === app/a.yaml
${configMap('a')}
`;
  const build = built(files);
  expect(build.diagnostics[0]?.span.file).toBe('app/broken.yaml');
  expect(names(build)).toContain('ConfigMap/a');
  expect(build.complete).toBe(false);
});

test('reports keys that are not text, which kustomize cannot print', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [o.yaml]
# === app/o.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: odd }, data: { 1: a } }
`;
  expect(problems(files, built(files))).toEqual(['kustomize/key-not-text 1']);
});

test('lists the kustomizations and the files that it read as inputs, and no others', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [a.yaml, ../base]
# === app/a.yaml
${configMap('a')}
# === app/unused.yaml
${configMap('unused')}
# === base/kustomization.yaml
resources: [b.yaml]
# === base/b.yaml
${configMap('b')}
`;
  expect([...built(files).inputs].sort()).toEqual([
    'app/a.yaml',
    'app/kustomization.yaml',
    'base/b.yaml',
    'base/kustomization.yaml',
  ]);
});
