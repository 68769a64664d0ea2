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

const SCHEMA = `{
  "definitions": {
    "v1.Thing": {
      "properties": {
        "spec": {
          "properties": {
            "items": {
              "type": "array", "items": { "type": "object" },
              "x-kubernetes-patch-merge-key": "id", "x-kubernetes-patch-strategy": "merge"
            }
          }
        }
      },
      "x-kubernetes-group-version-kind": [{ "group": "example.com", "kind": "Thing", "version": "v1" }]
    }
  }
}`;
const files = (app: string, base: string): Repo => repo`
# === app/kustomization.yaml
resources: [../base]
${app}
# === base/kustomization.yaml
resources: [o.yaml]
${base}
# === schema.json
${SCHEMA}
# === base/o.yaml
{ apiVersion: example.com/v1, kind: Thing, metadata: { name: a }, spec: { items: [{ id: x, v: 1 }, { id: y, v: 2 }] } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: p }, spec: { containers: [{ name: x, image: i }] } }
`;
const OPENAPI = 'openapi: { path: ../schema.json }';
const PATCH = `patches:
  - patch: '{ apiVersion: example.com/v1, kind: Thing, metadata: { name: a }, spec: { items: [{ id: y, v: 9 }] } }'
  - patch: '{ apiVersion: v1, kind: Pod, metadata: { name: p }, spec: { containers: [{ name: y, image: j }] } }'`;
const items = (build: Build) => at(build, 'a', 'spec', 'items');
const containers = (build: Build) => at(build, 'p', 'spec', 'containers');

const REPLACED = [{ id: 'y', v: 9 }];
const MERGED = [
  { id: 'y', v: 9 },
  { id: 'x', v: 1 },
];

test('replaces the lists of custom resources where no schema is given', () => {
  expect(items(built(files(PATCH, '')))).toEqual(REPLACED);
});

test('merges the lists of custom resources as a schema says, and forgets the built-in one', () => {
  const build = built(files(`${OPENAPI}\n${PATCH}`, ''));
  expect(items(build)).toEqual(MERGED);
  expect(containers(build)).toEqual([{ name: 'y', image: 'j' }]);
});

test('uses the schema of a base in its overlay', () => {
  expect(items(built(files(PATCH, OPENAPI)))).toEqual(MERGED);
});

test('uses the schema of an overlay in its base', () => {
  expect(items(built(files(OPENAPI, PATCH)))).toEqual(MERGED);
});

test('does not carry a schema over to another build of the same tree', () => {
  const { tree } = repo`
# === with/kustomization.yaml
resources: [../base]
openapi: { path: ../schema.json }
# === without/kustomization.yaml
resources: [../base]
# === base/kustomization.yaml
resources: [o.yaml]
${PATCH.split('\n').slice(0, 2).join('\n')}
# === base/o.yaml
{ apiVersion: example.com/v1, kind: Thing, metadata: { name: a }, spec: { items: [{ id: x, v: 1 }, { id: y, v: 2 }] } }
# === schema.json
${SCHEMA}
`;
  const of = (directory: string) => items(buildKustomization(tree, directory as RepoPath));
  expect([of('with'), of('without'), of('with')]).toEqual([MERGED, REPLACED, MERGED]);
});

test.for([
  ['a file that is missing', '{ path: gone.json }', 'kustomize/missing-file'],
  ['a version that kustomize does not carry', '{ version: v1.30.0 }', 'kustomize/bad-openapi'],
  ['path and version', '{ path: ../schema.json, version: v1.21.2 }', 'kustomize/bad-openapi'],
] as const)('reports %s', ([, openapi, code]) => {
  const repository = files(`openapi: ${openapi}`, '');
  const build = built(repository);
  expect(problems(repository, build)).toEqual([`${code} ${openapi}`]);
  expect(build.objects).toHaveLength(2);
});

test('accepts the version that kustomize carries', () => {
  expect(built(files('openapi: { version: v1.21.2 }', '')).diagnostics).toEqual([]);
});

const PODS =
  '{ apiVersion: v1, kind: Pod, metadata: { name: p }, spec: { containers: [{ name: x, image: i }] } }';
const after = (resources: string): Repo => repo`
# === app/kustomization.yaml
resources: [${resources}]
patches:
  - patch: '{ apiVersion: v1, kind: Pod, metadata: { name: p }, spec: { containers: [{ name: y, image: j }] } }'
# === app/pod.yaml
${PODS}
# === app/other.yaml
{ apiVersion: example.com/v1, kind: Other, metadata: { name: o } }
# === base/kustomization.yaml
resources: [o.yaml]
openapi: { path: ../schema.json }
# === base/o.yaml
{ apiVersion: example.com/v1, kind: Thing, metadata: { name: a } }
# === schema.json
{ "definitions": {} }
`;

test('loses the built-in schema to one of a base, unless a kind was looked up in it before', () => {
  expect(containers(built(after('../base, pod.yaml')))).toEqual([{ name: 'y', image: 'j' }]);
  expect(containers(built(after('pod.yaml, ../base')))).toEqual([{ name: 'y', image: 'j' }]);
  expect(containers(built(after('other.yaml, ../base, pod.yaml')))).toHaveLength(2);
});

test.for(['[a]', 'text', '{ "definitions": ["a"] }', '{ definitions: {} }'])(
  'reports the schema %s, which is none',
  (schema) => {
    const kustomization = 'resources: [o.yaml]\nopenapi: { path: schema.json }';
    const broken = repo`
# === app/kustomization.yaml
${kustomization}
# === app/o.yaml
${PODS}
# === app/schema.json
${schema}
`;
    expect(built(broken).diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-openapi']);
  },
);
