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

const NO_HASH = 'generatorOptions: { disableNameSuffixHash: true }';
const app = (fields: string): Repo => repo`
# === app/kustomization.yaml
${fields}
`;
const first = (files: Repo) => built(files).objects.map(({ body }) => toPlain(body))[0];

test('makes a ConfigMap of an entry', () => {
  expect(
    first(app(`configMapGenerator: [{ name: made, namespace: ns, literals: [b=2, a=1] }]\n${NO_HASH}`)),
  ).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'made', namespace: 'ns' },
    data: { a: '1', b: '2' },
  });
});

test('makes a Secret with its values in base64, and of the type that is asked for', () => {
  const type = (field: string) =>
    first(app(`secretGenerator: [{ name: made, ${field} literals: [a=b] }]\n${NO_HASH}`));
  expect(type('')).toMatchObject({ kind: 'Secret', type: 'Opaque', data: { a: 'Yg==' } });
  expect(type('type: kubernetes.io/tls,')).toMatchObject({ type: 'kubernetes.io/tls' });
});

test('breaks long base64 into lines of 70 characters', () => {
  const literal = `a=${'x'.repeat(60)}`;
  const data = at(
    built(app(`secretGenerator: [{ name: made, literals: ["${literal}"] }]\n${NO_HASH}`)),
    'made',
    'data',
    'a',
  );
  expect(data).toBe(`${'eHh4'.repeat(17)}eH\nh4eHh4eHh4\n`);
});

test('makes an object without data of an entry with nothing but a name', () => {
  expect(first(app(`configMapGenerator: [{ name: made }]\n${NO_HASH}`))).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'made' },
  });
});

test('lays the options of the entry over those of the kustomization', () => {
  const fields = `configMapGenerator:
  - { name: made, options: { labels: { a: entry }, immutable: true, disableNameSuffixHash: true } }
generatorOptions: { labels: { a: global, b: global }, annotations: { c: global } }`;
  expect(first(app(fields))).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'made', labels: { a: 'entry', b: 'global' }, annotations: { c: 'global' } },
    immutable: true,
  });
});

test.for([
  ['the entry', 'options: { disableNameSuffixHash: true }', ''],
  ['the kustomization', 'literals: []', NO_HASH],
] as const)('leaves the hash away where %s says so', ([, field, more]) => {
  const build = built(app(`configMapGenerator: [{ name: made, ${field} }]\n${more}`));
  expect(build.objects.map(({ id }) => id.name)).toEqual(['made']);
});

test.for(['{ literals: [a=b] }', '{ name: "" }', '{ name: null }'])(
  'reports the entry %s, which has no name',
  (entry) => {
    const build = built(app(`secretGenerator: [${entry}]`));
    expect(build.diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-generator']);
  },
);

const behaviour = (entry: string, kind = 'configMapGenerator'): Repo => repo`
# === app/kustomization.yaml
resources: [../base]
${kind}: [${entry}]
# === base/kustomization.yaml
${kind}: [{ name: made, namespace: ns, literals: [a=1, b=2], options: { labels: { l: base, k: base } } }]
${NO_HASH}
`;

test.for([
  ['merges the data', 'merge', { a: '9', b: '2', c: '3' }],
  ['replaces the data', 'replace', { a: '9', c: '3' }],
] as const)('%s of an object that exists, with labels merged', ([, behavior, data]) => {
  const entry = `{ name: made, namespace: ns, behavior: ${behavior}, literals: [a=9, c=3], options: { labels: { l: own } } }`;
  expect(first(behaviour(entry))).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'made', namespace: 'ns', labels: { l: 'own', k: 'base' } },
    data,
  });
});

test('merges Secrets in base64', () => {
  const entry = '{ name: made, namespace: ns, behavior: merge, literals: [a=9] }';
  expect(first(behaviour(entry, 'secretGenerator'))).toMatchObject({ data: { a: 'OQ==', b: 'Mg==' } });
});

test('keeps the hash away from a merged object whose base has none', () => {
  expect(
    built(behaviour('{ name: made, namespace: ns, behavior: merge }')).objects.map(({ id }) => id.name),
  ).toEqual(['made']);
});

test('merges into an object of a file', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [o.yaml]
configMapGenerator: [{ name: made, behavior: merge, literals: [b=2] }]
# === app/o.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: made }, data: { a: "1" } }
`;
  const build = built(files);
  expect(build.objects.map(({ id }) => id.name)).toEqual(['made']);
  expect(at(build, 'made', 'data')).toEqual({ a: '1', b: '2' });
});

test('finds the object of a base by the name before its prefix', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [../base]
configMapGenerator: [{ name: made, behavior: merge, literals: [b=2] }]
# === base/kustomization.yaml
namePrefix: pre-
configMapGenerator: [{ name: made, literals: [a=1] }]
${NO_HASH}
`;
  expect(at(built(files), 'pre-made', 'data')).toEqual({ a: '1', b: '2' });
});

test.for([
  ['create', '{ name: made, namespace: ns, behavior: create }', 'kustomize/duplicate-object'],
  ['nothing', '{ name: made, namespace: ns }', 'kustomize/duplicate-object'],
  ['merge for what is not there', '{ name: other, behavior: merge }', 'kustomize/nothing-to-merge'],
  ['replace for what is not there', '{ name: other, behavior: replace }', 'kustomize/nothing-to-merge'],
] as const)('reports the behaviour %s, at the entry', ([, entry, code]) => {
  const files = behaviour(entry);
  expect(problems(files, built(files))).toEqual([`${code} ${entry}`]);
  expect(built(files).objects).toHaveLength(1);
});
