import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { sourceFile } from '../../source/source-file.js';
import { type Repo, repo } from '../../testing/repo.js';
import { scalar } from '../../yaml/nodes/node.js';
import { nodeAt, type Path } from '../../yaml/nodes/node-path.js';
import { type Plain, toPlain } from '../../yaml/nodes/to-plain.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { type Build, buildKustomization } from '../build.js';
import { readCrdConfiguration } from './transformer-config.js';

const NOTHING = scalar('', { span: { file: 'bee.json' as RepoPath, start: 0, end: 0 } });

const built = ({ tree }: Repo): Build => buildKustomization(tree, 'app' as RepoPath);
const at = (build: Build, name: string, ...path: Path): Plain | undefined => {
  const node = nodeAt(build.objects.find(({ id }) => id.name === name)?.body, ...path);
  return node && toPlain(node);
};
const problems = ({ tree }: Repo, { diagnostics }: Build) =>
  diagnostics.map(({ code, span }) => `${code} ${tree.read(span.file)?.text.slice(span.start, span.end)}`);

const app = (configuration: string, fields: string, objects: string): Repo => repo`
# === app/kustomization.yaml
resources: [o.yaml]
configurations: [config.yaml]
${fields}
# === app/config.yaml
${configuration}
# === app/o.yaml
${objects}
`;
const THING =
  '{ apiVersion: example.com/v1, kind: Thing, metadata: { name: thing }, spec: { ref: conf, labels: {}, image: nginx:1, size: 1, text: $(NAME) } }';

test('adds fields to the transformers', () => {
  const build = built(
    app(
      `namePrefix: [{ path: spec/ref, kind: Thing }]
commonLabels: [{ path: spec/labels, kind: Thing }]
commonAnnotations: [{ path: spec/notes, kind: Thing, create: true }]
namespace: [{ path: spec/namespace, kind: Thing, create: true }]
images: [{ path: spec/image, kind: Thing }]
replicas: [{ path: spec/size, kind: Thing }]
varReference: [{ path: spec/text, kind: Thing }]`,
      `namePrefix: x-
commonLabels: { l: m }
commonAnnotations: { a: b }
namespace: ns
images: [{ name: nginx, newTag: "2" }]
replicas: [{ name: thing, count: 3 }]
vars: [{ name: NAME, objref: { apiVersion: example.com/v1, kind: Thing, name: thing } }]`,
      THING,
    ),
  );
  expect(build.diagnostics).toEqual([]);
  expect(at(build, 'x-thing', 'spec')).toEqual({
    ref: 'x-conf',
    labels: { l: 'm' },
    notes: { a: 'b' },
    namespace: 'ns',
    image: 'nginx:2',
    size: 3,
    text: 'x-thing',
  });
});

const CONFIG_MAP = '{ apiVersion: v1, kind: ConfigMap, metadata: { name: conf } }';
const REFERENCE = 'nameReference: [{ kind: ConfigMap, fieldSpecs: [{ path: spec/ref, kind: Thing }] }]';

test('adds name references', () => {
  const build = built(app(REFERENCE, 'namePrefix: x-', `${THING}\n---\n${CONFIG_MAP}`));
  expect(at(build, 'x-thing', 'spec', 'ref')).toBe('x-conf');
});

test('keeps the fields that are there by default', () => {
  const pod =
    '{ apiVersion: v1, kind: Pod, metadata: { name: p }, spec: { volumes: [{ name: v, configMap: { name: conf } }] } }';
  const build = built(app(REFERENCE, 'namePrefix: x-', `${pod}\n---\n${CONFIG_MAP}`));
  expect(at(build, 'x-p', 'spec', 'volumes', 0, 'configMap', 'name')).toBe('x-conf');
});

test('passes the configuration of a base on to its overlay, and not the other way round', () => {
  const files = (where: 'app' | 'base') => repo`
# === app/kustomization.yaml
resources: [../base]
commonLabels: { over: lay }
${where === 'app' ? 'configurations: [../config.yaml]' : ''}
# === base/kustomization.yaml
resources: [o.yaml]
commonLabels: { ba: se }
${where === 'base' ? 'configurations: [../config.yaml]' : ''}
# === base/o.yaml
${THING}
# === config.yaml
commonLabels: [{ path: spec/labels, kind: Thing }]
`;
  expect(at(built(files('base')), 'thing', 'spec', 'labels')).toEqual({ ba: 'se', over: 'lay' });
  expect(at(built(files('app')), 'thing', 'spec', 'labels')).toEqual({ over: 'lay' });
});

test.for([
  ['a text for the fields', 'namePrefix: spec/ref', 'kustomize/bad-configuration'],
  [
    'a field specification with an unknown field',
    'namePrefix: [{ path: a, paths: b }]',
    'kustomize/bad-configuration',
  ],
  [
    'a field that is made for all kinds and not for one that comes before them',
    'images: [{ path: "spec/containers[]/image", kind: Foo }]',
    'kustomize/conflicting-field-specs',
  ],
  [
    'a field that is made here and not there',
    'commonLabels: [{ path: metadata/labels, create: false }]',
    'kustomize/conflicting-field-specs',
  ],
] as const)('reports a configuration with %s', ([, configuration, code]) => {
  const build = built(app(configuration, '', THING));
  expect(build.diagnostics.map((each) => each.code)).toEqual([code]);
  expect(build.objects).toHaveLength(1);
});

test.for(['configurations', 'crds'])('reports a file under %s that is missing, at its path', (field) => {
  const files = repo`
# === app/kustomization.yaml
${field}: [gone.yaml]
resources: []
`;
  expect(problems(files, built(files))).toEqual(['kustomize/missing-file gone.yaml']);
});

const CRD = `{
  "v1.Bee": {
    "Schema": {
      "properties": {
        "apiVersion": { "type": "string" }, "kind": { "type": "string" }, "metadata": { "type": "object" },
        "spec": { "$ref": "v1.BeeSpec" }
      }
    }
  },
  "v1.BeeSpec": {
    "Schema": {
      "properties": {
        "conf": { "x-kubernetes-object-ref-api-version": "v1", "x-kubernetes-object-ref-kind": "ConfigMap" },
        "key": {
          "x-kubernetes-object-ref-api-version": "v1", "x-kubernetes-object-ref-kind": "ConfigMap",
          "x-kubernetes-object-ref-name-key": "nameOfIt"
        },
        "labels": { "x-kubernetes-label-selector": "" },
        "notes": { "x-kubernetes-annotation": "" },
        "self": { "$ref": "v1.BeeSpec" }
      }
    }
  }
}`;

test('takes references, labels and annotations from the marks in a schema', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [o.yaml]
crds: [bee.json]
namePrefix: x-
commonLabels: { l: m }
commonAnnotations: { a: b }
# === app/bee.json
${CRD.replace(/,\s*"self": \{[^}]*\}/, '')}
# === app/o.yaml
${CONFIG_MAP}
---
{ apiVersion: example.com/v1, kind: Bee, metadata: { name: bee }, spec: { conf: { name: conf }, key: { nameOfIt: conf }, labels: {}, notes: {} } }
`;
  expect(at(built(files), 'x-bee', 'spec')).toEqual({
    conf: { name: 'x-conf' },
    key: { nameOfIt: 'x-conf' },
    labels: { l: 'm' },
    notes: { a: 'b' },
  });
});

test('comes to an end with a type that holds itself', () => {
  const config = readCrdConfiguration(
    parseYaml(sourceFile('bee.json' as RepoPath, CRD)).documents[0]?.root ?? NOTHING,
  );
  expect(config.commonLabels.map(({ path }) => path)).toContain('spec/self/self/labels');
});

test.for([
  ['an unknown field', 'namePrefixes: []'],
  ['an unknown field of an entry', 'namePrefix: [{ path: a, field: b }]'],
  ['a mapping in the place of a list', 'namePrefix: { path: a }'],
  ['a list', '[namePrefix]'],
] as const)('reports a configuration with %s', ([, configuration]) => {
  const files = app(configuration, '', '{ apiVersion: v1, kind: ConfigMap, metadata: { name: c } }');
  expect(built(files).diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-configuration']);
});

test('takes the fields of a configuration in any letter case, and a path that is not empty', () => {
  const objects = '{ apiVersion: v1, kind: ConfigMap, metadata: { name: c, annotations: { a: x } } }';
  const prefixed = built(app('NamePrefix: [{ Path: metadata/annotations/a }]', 'namePrefix: x-', objects));
  expect(at(prefixed, 'x-c', 'metadata', 'annotations')).toEqual({ a: 'x-x' });
  const pathless = built(app('namePrefix: [{ kind: ConfigMap }]', 'namePrefix: x-', objects));
  expect(pathless.diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-field-path']);
});

test.for([
  ['a custom resource definition', '{ apiVersion: v1, kind: CustomResourceDefinition }'],
  ['a list', '[a]'],
  ['a type whose properties are a list', 'x.Thing: { Schema: { properties: [a] } }'],
  ['a type with a property that is no mapping', 'x.Thing: { schema: { properties: { a: b } } }'],
  ['JSON that is none', '{ x.Thing: {} }'],
] as const)('reports a file under crds that holds %s', ([, types]) => {
  const files = repo`
# === app/kustomization.yaml
resources: [o.yaml]
crds: [types.yaml]
# === app/types.yaml
${types}
# === app/o.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: c } }
`;
  expect(built(files).diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-openapi']);
});

test('sorts the fields of a base before those of its overlay are added, and finds conflicts in that order', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [../base]
# === base/kustomization.yaml
resources: [o.yaml]
configurations: [config.yaml]
# === base/config.yaml
images: [{ path: "spec/containers[]/image", kind: Foo }]
# === base/o.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: c } }
`;
  expect(built(files).diagnostics.map(({ code }) => code)).toEqual(['kustomize/conflicting-field-specs']);
});
