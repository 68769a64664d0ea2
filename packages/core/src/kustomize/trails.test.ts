import { expect, test } from 'vitest';
import type { FileTree } from '../source/file-tree.js';
import type { RepoPath } from '../source/repo-path.js';
import { repo } from '../testing/repo.js';
import { nodeAt } from '../yaml/nodes/node-path.js';
import { toPlain } from '../yaml/nodes/to-plain.js';
import { buildKustomization } from './build.js';

/** For each object the entries that brought it in, the outermost first. */
const trails = (tree: FileTree, directory = 'app') =>
  Object.fromEntries(
    buildKustomization(tree, directory as RepoPath).objects.map(({ id, trail }) => [
      id.name,
      trail.map(({ file, start, end }) => `${file}: ${tree.read(file)?.text.slice(start, end)}`),
    ]),
  );

const configMap = (name: string): string =>
  `{ apiVersion: v1, kind: ConfigMap, metadata: { name: ${name}, labels: { a: b } }, data: { key: base } }`;

test('the trail of an object names every entry from the overlay down to its file', () => {
  const { tree } = repo`
# === app/kustomization.yaml
resources: [own.yaml, ../middle]
# === app/own.yaml
${configMap('own')}
# === middle/kustomization.yaml
resources: [../base]
# === base/kustomization.yaml
resources: [o.yaml]
# === base/o.yaml
${configMap('deep')}
`;
  expect(trails(tree)).toEqual({
    own: ['app/kustomization.yaml: own.yaml'],
    deep: [
      'app/kustomization.yaml: ../middle',
      'middle/kustomization.yaml: ../base',
      'base/kustomization.yaml: o.yaml',
    ],
  });
});

test('the trail goes through the entry of a component', () => {
  const { tree } = repo`
# === app/kustomization.yaml
resources: [../middle]
components: [../component]
# === middle/kustomization.yaml
components: [../component2]
# === component/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
resources: [../base]
# === component2/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
resources: [o.yaml]
# === component2/o.yaml
${configMap('two')}
# === base/kustomization.yaml
resources: [o.yaml]
# === base/o.yaml
${configMap('one')}
`;
  expect(trails(tree)).toEqual({
    two: [
      'app/kustomization.yaml: ../middle',
      'middle/kustomization.yaml: ../component2',
      'component2/kustomization.yaml: o.yaml',
    ],
    one: [
      'app/kustomization.yaml: ../component',
      'component/kustomization.yaml: ../base',
      'base/kustomization.yaml: o.yaml',
    ],
  });
});

test('the trail of a generated object ends at the entry of its generator', () => {
  const { tree } = repo`
# === app/kustomization.yaml
resources: [../base]
generatorOptions: { disableNameSuffixHash: true }
secretGenerator: [{ name: own }]
# === base/kustomization.yaml
generatorOptions: { disableNameSuffixHash: true }
configMapGenerator: [{ name: made }]
`;
  expect(trails(tree)).toEqual({
    own: ['app/kustomization.yaml: { name: own }'],
    made: ['app/kustomization.yaml: ../base', 'base/kustomization.yaml: { name: made }'],
  });
});

test('a generator that merges leaves the object the trail of the one that made it', () => {
  const { tree } = repo`
# === app/kustomization.yaml
resources: [../base]
configMapGenerator: [{ name: made, behavior: merge, literals: [b=2] }]
# === base/kustomization.yaml
generatorOptions: { disableNameSuffixHash: true }
configMapGenerator: [{ name: made, literals: [a=1] }]
`;
  expect(trails(tree)).toEqual({
    made: ['app/kustomization.yaml: ../base', 'base/kustomization.yaml: { name: made, literals: [a=1] }'],
  });
});

const OVERLAYS = repo`
# === app/kustomization.yaml
resources: [../base]
# === one/kustomization.yaml
resources: [../base]
namePrefix: one-
patches:
  - patch: '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a }, data: { key: one } }'
# === two/kustomization.yaml
resources: [../base]
nameSuffix: -two
commonLabels: { a: two }
# === base/kustomization.yaml
resources: [o.yaml]
# === base/o.yaml
${configMap('a')}
---
${configMap('b')}
`;

test('overlays of one base do not see what the others change, in whatever order they are built', () => {
  const plainly = (tree: FileTree, directory: string) =>
    buildKustomization(tree, directory as RepoPath).objects.map(({ body }) => toPlain(body));
  const directories = ['app', 'one', 'two', 'base'];
  const alone = new Map(directories.map((each) => [each, plainly(repo`${text()}`.tree, each)]));
  const { tree } = repo`${text()}`;
  for (const directory of [...directories, ...directories.toReversed()]) {
    expect(plainly(tree, directory)).toEqual(alone.get(directory));
  }

  function text(): string {
    return Object.entries(OVERLAYS.files)
      .map(([path, content]) => `# === ${path}\n${content}`)
      .join('\n');
  }
});

test('overlays of one base share the values that neither of them changes', () => {
  const { tree } = OVERLAYS;
  const [one, two] = ['one', 'two'].map((each) => buildKustomization(tree, each as RepoPath).objects);
  const data = (objects: typeof one) => nodeAt(objects?.[1]?.body, 'data');
  expect(data(one)).toBeDefined();
  expect(data(one)).toBe(data(two));
});

test('one tree gives the same build twice', () => {
  const summary = () => {
    const { objects, diagnostics, inputs } = buildKustomization(OVERLAYS.tree, 'two' as RepoPath);
    return { bodies: objects.map(({ body, trail }) => [body, trail]), diagnostics, inputs: [...inputs] };
  };
  expect(summary()).toEqual(summary());
});
