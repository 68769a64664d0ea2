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
const problems = ({ tree }: Repo, { diagnostics }: Build) =>
  diagnostics.map(({ code, span }) => `${code} ${tree.read(span.file)?.text.slice(span.start, span.end)}`);

const ORIGIN = 'config.kubernetes.io/origin';
const TRANSFORMATIONS = 'alpha.config.kubernetes.io/transformations';
const annotation = (build: Build, name: string, key: string) =>
  at(build, name, 'metadata', 'annotations', key);

const layered = (metadata: string): Repo => repo`
# === app/kustomization.yaml
resources: [own.yaml, ../base]
buildMetadata: [${metadata}]
namePrefix: x-
configMapGenerator: [{ name: made, options: { disableNameSuffixHash: true } }]
# === app/own.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: own } }
# === base/kustomization.yaml
resources: [deep/o.yaml]
namespace: ns
configMapGenerator: [{ name: base-made, options: { disableNameSuffixHash: true } }]
# === base/deep/o.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: base, annotations: { keep: "1" } } }
`;

test('writes where each object comes from, as seen from the directory that is built', () => {
  const build = built(layered('originAnnotations'));
  expect(annotation(build, 'x-own', ORIGIN)).toBe('path: own.yaml\n');
  expect(annotation(build, 'x-base', ORIGIN)).toBe('path: ../base/deep/o.yaml\n');
  expect(annotation(build, 'x-base', 'keep')).toBe('1');
  expect(annotation(build, 'x-made', ORIGIN)).toBe(
    'configuredIn: kustomization.yaml\nconfiguredBy:\n  apiVersion: builtin\n  kind: ConfigMapGenerator\n',
  );
  expect(annotation(build, 'x-base-made', ORIGIN)).toContain('configuredIn: ../base/kustomization.yaml\n');
});

test('writes which transformers each object went through, the innermost first', () => {
  const build = built(layered('transformerAnnotations'));
  expect(annotation(build, 'x-base', TRANSFORMATIONS)).toBe(`- configuredIn: ../base/kustomization.yaml
  configuredBy:
    apiVersion: builtin
    kind: NamespaceTransformer
- configuredIn: kustomization.yaml
  configuredBy:
    apiVersion: builtin
    kind: PrefixTransformer
`);
  expect(annotation(build, 'x-base', ORIGIN)).toBeUndefined();
});

test('marks every object as managed where the kustomization or the caller asks for it', () => {
  const label = (build: Build) => at(build, 'x-own', 'metadata', 'labels', 'app.kubernetes.io/managed-by');
  expect(label(built(layered('managedByLabel')))).toMatch(/^kustomize-/);
  const { tree } = layered('');
  expect(label(buildKustomization(tree, 'app' as RepoPath, { managedByLabel: true }))).toMatch(/^kustomize-/);
  expect(label(built(layered('')))).toBeUndefined();
});

test('takes no notice of what a base asks for', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [../base]
# === base/kustomization.yaml
resources: [o.yaml]
buildMetadata: [originAnnotations]
# === base/o.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }
`;
  expect(at(built(files), 'a', 'metadata')).toEqual({ name: 'a' });
});

const annotated = (annotations: string): Repo => repo`
# === app/kustomization.yaml
resources: [o.yaml]
# === app/o.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: a, annotations: ${annotations} }
`;

test.for([
  [
    'bookkeeping of kustomize',
    '{ internal.config.kubernetes.io/prefixes: x, config.kubernetes.io/index: "0", keep: y }',
    { keep: 'y' },
  ],
  ['origins that were written before', `{ ${ORIGIN}: old, ${TRANSFORMATIONS}: old, keep: y }`, { keep: 'y' }],
  ['the whole mapping, when nothing is left in it', `{ ${ORIGIN}: old }`, undefined],
] as const)('takes away %s', ([, annotations, expected]) => {
  expect(at(built(annotated(annotations)), 'a', 'metadata', 'annotations')).toEqual(expected);
});

test('makes texts of all annotations', () => {
  expect(
    at(built(annotated('{ number: 1, flag: true, nothing: null }')), 'a', 'metadata', 'annotations'),
  ).toEqual({
    number: '1',
    flag: 'true',
    nothing: 'null',
  });
});

test.for([
  ['"true"', []],
  ['""', []],
  ['"false"', ['a']],
] as const)('leaves an object out whose mark as local configuration is %s, or not', ([mark, expected]) => {
  const build = built(annotated(`{ config.kubernetes.io/local-config: ${mark} }`));
  expect(build.objects.map(({ id }) => id.name)).toEqual(expected);
  expect(build.complete).toBe(true);
});

test('keeps a local configuration for the build: a replacement can read it', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [o.yaml]
replacements:
  - source: { kind: ConfigMap, name: local, fieldPath: data.k }
    targets: [{ select: { name: a }, fieldPaths: [data.k] }]
# === app/o.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: local, annotations: { config.kubernetes.io/local-config: "true" } }, data: { k: new } }
---
{ apiVersion: v1, kind: ConfigMap, metadata: { name: a }, data: { k: old } }
`;
  expect(at(built(files), 'a', 'data', 'k')).toBe('new');
  expect(problems(files, built(files))).toEqual([]);
});

test.for(['"1"', '"true"', "'null'"])('reports the annotation %s, whose quotes kustomize drops', (key) => {
  const files = repo`
# === app/kustomization.yaml
resources: [o.yaml]
# === app/o.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, annotations: { ${key}: x } } }
`;
  const { diagnostics } = buildKustomization(files.tree, 'app' as RepoPath);
  expect(diagnostics.map(({ code }) => code)).toEqual(['kustomize/key-not-text']);
});
