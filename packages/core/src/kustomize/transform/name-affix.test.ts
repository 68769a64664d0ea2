import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { type Repo, repo } from '../../testing/repo.js';
import { nodeAt, type Path } from '../../yaml/nodes/node-path.js';
import { type Plain, toPlain } from '../../yaml/nodes/to-plain.js';
import { type Build, buildKustomization } from '../build.js';

const built = ({ tree }: Repo): Build => buildKustomization(tree, 'app' as RepoPath);
const at = (build: Build, name: string, ...path: Path): Plain | undefined => {
  const node = nodeAt(build.objects.find(({ id }) => id.name === name)?.body, ...path);
  return node && toPlain(node);
};
const app = (fields: string, objects: string): Repo => repo`
# === app/kustomization.yaml
resources: [o.yaml]
${fields}
# === app/o.yaml
${objects}
`;
const names = (build: Build) => build.objects.map(({ id }) => id.name);

test('puts the prefix before and the suffix behind the name', () => {
  const files = app(
    'namePrefix: pre-\nnameSuffix: -post',
    '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }',
  );
  expect(names(built(files))).toEqual(['pre-a-post']);
});

test.for([
  ['v1', 'Namespace', 'ns'],
  ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'things.example.com'],
  ['apiregistration.k8s.io/v1', 'APIService', 'v1.example.com'],
] as const)(
  'keeps the name of an object of %s %s, which is fixed by what it is',
  ([apiVersion, kind, name]) => {
    const files = app(
      'namePrefix: pre-',
      `{ apiVersion: ${apiVersion}, kind: ${kind}, metadata: { name: ${name} } }`,
    );
    expect(names(built(files))).toEqual([name]);
  },
);

test('renames an APIService of another group', () => {
  const files = app(
    'namePrefix: pre-',
    '{ apiVersion: example.com/v1, kind: APIService, metadata: { name: a } }',
  );
  expect(names(built(files))).toEqual(['pre-a']);
});

test('adds the affixes of base and overlay from the inside to the outside', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [../base]
namePrefix: o-
nameSuffix: -o
# === base/kustomization.yaml
resources: [o.yaml]
namePrefix: b-
nameSuffix: -b
# === base/o.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }
`;
  expect(names(built(files))).toEqual(['o-b-a-b-o']);
});

test('takes an empty prefix for none', () => {
  const files = app('namePrefix: ""', '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }');
  const build = built(files);
  expect(names(build)).toEqual(['a']);
  expect(build.diagnostics).toEqual([]);
});

test('keeps a name text even if the prefix makes it look like a number', () => {
  const files = app('namePrefix: "1"', '{ apiVersion: v1, kind: ConfigMap, metadata: { name: "2" } }');
  expect(at(built(files), '12', 'metadata', 'name')).toBe('12');
});

test.for(['namePrefix: [a]', 'namePrefix: { a: b }', 'namePrefix: 1'])(
  'reports the prefix in "%s", which is no text, and renames nothing',
  (field) => {
    const files = app(field, '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }');
    const build = built(files);
    expect(build.diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-kustomization']);
    expect(names(build)).toEqual(['a']);
  },
);
