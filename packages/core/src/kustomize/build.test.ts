import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryTree } from '../source/file-tree.js';
import type { RepoPath } from '../source/repo-path.js';
import { repo } from '../testing/repo.js';
import { toPlain } from '../yaml/nodes/to-plain.js';
import { buildKustomization } from './build.js';
import { readKustomizationFile } from './load/kustomization-file.js';

const APP = 'app' as RepoPath;
const CONFIG_MAP = '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }';

test('a build of what is whole is complete and has nothing to say', () => {
  const { tree } = repo`
# === app/kustomization.yaml
resources: [a.yaml]
# === app/a.yaml
${CONFIG_MAP}
`;
  const { objects, ...rest } = buildKustomization(tree, APP);
  expect(objects.map(({ body }) => toPlain(body))).toEqual([
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } },
  ]);
  expect(rest).toEqual({
    directory: 'app',
    inputs: new Set(['app/kustomization.yaml', 'app/a.yaml']),
    remotes: [],
    gaps: [],
    diagnostics: [],
    complete: true,
    ineffective: [],
  });
});

test('an object carries its identity as it is at the end', () => {
  const { tree } = repo`
# === app/kustomization.yaml
resources: [a.yaml]
namePrefix: x-
namespace: ns
# === app/a.yaml
{ apiVersion: apps/v1, kind: Deployment, metadata: { name: a } }
`;
  const [object] = buildKustomization(tree, APP).objects;
  expect(object?.id).toEqual({ group: 'apps', kind: 'Deployment', namespace: 'ns', name: 'x-a' });
  expect(object?.version).toBe('v1');
});

test('builds the root of the tree', () => {
  const tree = memoryTree({ 'kustomization.yaml': 'resources: [a.yaml]', 'a.yaml': CONFIG_MAP });
  expect(buildKustomization(tree, '' as RepoPath).objects.map(({ id }) => id.name)).toEqual(['a']);
});

test('builds a kustomization that is given in the place of the one in the directory', () => {
  const { tree } = repo`
# === app/kustomization.yaml
resources: [gone.yaml]
# === app/a.yaml
${CONFIG_MAP}
# === edited/kustomization.yaml
resources: [a.yaml]
namePrefix: edited-
`;
  const asked = { file: APP, start: 0, end: 0 };
  const kustomization = readKustomizationFile(tree, 'edited' as RepoPath, 'strict', asked).file;
  const build = buildKustomization(tree, APP, kustomization && { kustomization });
  expect(build.objects.map(({ id }) => id.name)).toEqual(['edited-a']);
  expect(build.diagnostics).toEqual([]);
});

test('builds a component as the root', () => {
  const { tree } = repo`
# === app/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
resources: [a.yaml]
# === app/a.yaml
${CONFIG_MAP}
`;
  expect(buildKustomization(tree, APP).objects.map(({ id }) => id.name)).toEqual(['a']);
});

test('goes on after every problem, and tells each where it stands', () => {
  const { tree } = repo`
# === app/kustomization.yaml
resources: [gone.yaml, a.yaml]
components: [../gone]
configMapGenerator: [{ literals: [a=b] }]
patches: [{ path: gone.yaml }, { patch: '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a }, data: { k: v } }' }]
namePrefix: x-
images: [nginx]
sortOptions: { order: random }
# === app/a.yaml
${CONFIG_MAP}
`;
  const build = buildKustomization(tree, APP);
  expect(build.objects.map(({ body }) => toPlain(body))).toEqual([
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x-a' }, data: { k: 'v' } },
  ]);
  expect(build.diagnostics.map(({ code }) => code)).toEqual([
    'kustomize/bad-kustomization',
    'kustomize/missing-file',
    'kustomize/bad-generator',
    'kustomize/missing-directory',
    'kustomize/missing-file',
    'kustomize/bad-sort-options',
  ]);
});

test('gives the same objects whatever the order in which files came into the tree', () => {
  const files = Object.entries({
    'app/kustomization.yaml':
      'resources: [b.yaml, ../base]\nconfigMapGenerator: [{ name: c, files: [x.txt] }]',
    'app/b.yaml': CONFIG_MAP.replace('name: a', 'name: b'),
    'app/x.txt': 'text',
    'base/kustomization.yaml': 'resources: [a.yaml]',
    'base/a.yaml': CONFIG_MAP,
  });
  const plainly = (entries: typeof files) =>
    buildKustomization(memoryTree(Object.fromEntries(entries)), APP).objects.map(({ body }) => toPlain(body));
  expect(plainly(files.toReversed())).toEqual(plainly(files));
});

test('builds a chain of a hundred bases', () => {
  const files: Record<string, string> = {
    'b0/kustomization.yaml': 'resources: [a.yaml]',
    'b0/a.yaml': CONFIG_MAP,
  };
  for (let at = 1; at <= 100; at++)
    files[`b${at}/kustomization.yaml`] = `resources: [../b${at - 1}]\nnameSuffix: x`;
  const build = buildKustomization(memoryTree(files), 'b100' as RepoPath);
  expect(build.objects.map(({ id, trail }) => [id.name, trail.length])).toEqual([
    [`a${'x'.repeat(100)}`, 101],
  ]);
});

test('builds a base that doubles at each of twenty levels only once a level', () => {
  const files: Record<string, string> = { 'b0/kustomization.yaml': 'resources: []\nnamePrefix: x-' };
  for (let at = 1; at <= 20; at++) {
    files[`b${at}/kustomization.yaml`] = `resources: [one, two]`;
    for (const side of ['one', 'two'])
      files[`b${at}/${side}/kustomization.yaml`] = `resources: [../../b${at - 1}]`;
  }
  const build = buildKustomization(memoryTree(files), 'b20' as RepoPath);
  expect(build.inputs.size).toBe(61);
  expect(build.diagnostics).toEqual([]);
});

const field = fc.constantFrom(
  ...[
    'resources',
    'components',
    'namespace',
    'namePrefix',
    'commonLabels',
    'labels',
    'images',
    'replicas',
    'vars',
  ],
  ...['patches', 'patchesStrategicMerge', 'patchesJson6902', 'replacements', 'configMapGenerator', 'openapi'],
  ...[
    'generators',
    'transformers',
    'validators',
    'configurations',
    'crds',
    'sortOptions',
    'buildMetadata',
    'unheard',
  ],
);
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    ['a.yaml'],
    ['.'],
    ['..'],
    ['app'],
    'a.yaml',
    [{ path: 'a.yaml' }],
    [{ name: 'a' }],
  ),
  fc.constantFrom<unknown>(
    [{ patch: '- op' }],
    [{ patch: '{', target: {} }],
    [{ source: {}, targets: [{}] }],
  ),
);

test('no kustomization makes the build throw, and whatever it says has a place', () => {
  fc.assert(
    fc.property(fc.dictionary(field, value, { maxKeys: 4 }), fc.jsonValue(), (fields, other) => {
      const tree = memoryTree({
        'app/kustomization.yaml': JSON.stringify({ resources: ['a.yaml'], ...fields }),
        'app/a.yaml': `${CONFIG_MAP}\n---\n${JSON.stringify(other)}\n`,
      });
      const build = buildKustomization(tree, APP, { asked: { file: 'asked' as RepoPath, start: 0, end: 0 } });
      for (const { span } of [...build.diagnostics, ...build.gaps]) {
        const length = tree.read(span.file)?.text.length ?? 0;
        expect(span.start >= 0 && span.start <= span.end && span.end <= length).toBe(true);
      }
    }),
  );
});

test('no text in the place of a kustomization or of a resource makes the build throw', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'{}[]:,-&*!|>\n\t "\'#%@`a1') }),
  );
  fc.assert(
    fc.property(text, text, (kustomization, resource) => {
      for (const files of [
        { 'app/kustomization.yaml': kustomization },
        {
          'app/kustomization.yaml': 'resources: [a.yaml]\npatches: [{ path: a.yaml }]',
          'app/a.yaml': resource,
        },
      ]) {
        expect(() => buildKustomization(memoryTree(files), APP)).not.toThrow();
      }
    }),
  );
});
