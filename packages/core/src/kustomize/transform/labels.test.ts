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

const app = (fields: string, objects: string): Repo => repo`
# === app/kustomization.yaml
resources: [o.yaml]
${fields}
# === app/o.yaml
${objects}
`;
const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { app: old } }
spec:
  selector: { matchLabels: { app: old } }
  template:
    metadata: { labels: { app: old } }
    spec: { containers: [] }`;

const placesOf = (build: Build, name: string) => ({
  metadata: at(build, name, 'metadata', 'labels'),
  selector: at(build, name, 'spec', 'selector', 'matchLabels'),
  template: at(build, name, 'spec', 'template', 'metadata', 'labels'),
});

test('sets commonLabels in metadata, selectors and templates', () => {
  const both = { app: 'old', team: 'a' };
  expect(placesOf(built(app('commonLabels: { team: a }', WEB)), 'web')).toEqual({
    metadata: both,
    selector: both,
    template: both,
  });
});

test.for([
  ['only in metadata by default', '', { selector: undefined, template: undefined }],
  [
    'in templates where includeTemplates says so',
    ', includeTemplates: true',
    { selector: undefined, template: 'a' },
  ],
  [
    'in selectors and templates where includeSelectors says so',
    ', includeSelectors: true',
    { selector: 'a', template: 'a' },
  ],
  [
    'where fields lead, besides metadata',
    ', fields: [{ path: spec/selector/matchLabels, kind: Deployment }]',
    { selector: 'a', template: undefined },
  ],
] as const)('sets labels %s', ([, options, expected]) => {
  const build = built(app(`labels:\n  - { pairs: { team: a }${options} }`, WEB));
  expect(at(build, 'web', 'metadata', 'labels', 'team')).toBe('a');
  expect(at(build, 'web', 'spec', 'selector', 'matchLabels', 'team')).toBe(expected.selector);
  expect(at(build, 'web', 'spec', 'template', 'metadata', 'labels', 'team')).toBe(expected.template);
});

test('makes the field of a label entry only where it says create', () => {
  const fields = (create: boolean) =>
    `labels:\n  - { pairs: { team: a }, fields: [{ path: spec/labels, create: ${create} }] }`;
  const object = '{ apiVersion: example.com/v1, kind: Thing, metadata: { name: a } }';
  expect(at(built(app(fields(true), object)), 'a', 'spec', 'labels')).toEqual({ team: 'a' });
  expect(at(built(app(fields(false), object)), 'a', 'spec')).toBeUndefined();
});

test('lets a later entry of labels win over an earlier one, and commonLabels over both', () => {
  const fields = 'labels:\n  - { pairs: { a: first, b: first } }\n  - { pairs: { a: second, b: second } }';
  const object = '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }';
  const build = built(app(`${fields}\ncommonLabels: { b: common }`, object));
  expect(at(build, 'a', 'metadata', 'labels')).toEqual({ a: 'second', b: 'common' });
});

test('sets labels in the claims of a stateful set where selectors are included', () => {
  const build = built(
    app(
      'labels:\n  - { pairs: { team: a }, includeSelectors: true }',
      `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  volumeClaimTemplates: [{ metadata: { name: one } }, { metadata: { name: two, labels: { own: b } } }]`,
    ),
  );
  expect(at(build, 'db', 'spec', 'volumeClaimTemplates')).toEqual([
    { metadata: { name: 'one', labels: { team: 'a' } } },
    { metadata: { name: 'two', labels: { own: 'b', team: 'a' } } },
  ]);
});

test('does not make the selector of a job, a network policy or a disruption budget', () => {
  const build = built(
    app(
      'commonLabels: { team: a }',
      `{ apiVersion: batch/v1, kind: Job, metadata: { name: job }, spec: { template: { spec: {} } } }
---
{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: net }, spec: { podSelector: {} } }
---
{ apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: { name: budget }, spec: {} }`,
    ),
  );
  expect(at(build, 'job', 'spec', 'selector')).toBeUndefined();
  expect(at(build, 'job', 'spec', 'template', 'metadata', 'labels')).toEqual({ team: 'a' });
  expect(at(build, 'net', 'spec', 'podSelector')).toEqual({});
  expect(at(build, 'budget', 'spec')).toEqual({});
});

test('sets annotations in metadata and templates, and never in selectors', () => {
  const build = built(app('commonAnnotations: { note: "1" }', WEB));
  expect(at(build, 'web', 'metadata', 'annotations')).toEqual({ note: '1' });
  expect(at(build, 'web', 'spec', 'template', 'metadata', 'annotations')).toEqual({ note: '1' });
  expect(at(build, 'web', 'spec', 'selector')).toEqual({ matchLabels: { app: 'old' } });
});

test('keeps values that look like something else texts', () => {
  const fields = 'commonLabels: { a: "true", b: "1", c: "null" }\ncommonAnnotations: { a: "1e3", b: "" }';
  const build = built(app(fields, '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }'));
  expect(at(build, 'a', 'metadata', 'labels')).toEqual({ a: 'true', b: '1', c: 'null' });
  expect(at(build, 'a', 'metadata', 'annotations')).toEqual({ a: '1e3', b: '' });
});

test('writes into a null where a mapping is expected', () => {
  const fields = 'commonLabels: { team: a }\ncommonAnnotations: { note: b }';
  const object = '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, labels: null, annotations: } }';
  const build = built(app(fields, object));
  expect(at(build, 'a', 'metadata', 'labels')).toEqual({ team: 'a' });
  expect(at(build, 'a', 'metadata', 'annotations')).toEqual({ note: 'b' });
});

test.for(['some text', '[a, b]'])('reports labels that are set where "%s" stands', (labels) => {
  const object = `{ apiVersion: example.com/v1, kind: Thing, metadata: { name: a }, spec: { labels: ${labels} } }`;
  const build = built(app('labels:\n  - { pairs: { team: a }, fields: [{ path: spec/labels }] }', object));
  expect(build.diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-field-path']);
});

test('reports a new key that kustomize would read as a number', () => {
  const files = app('commonLabels: { "1": a }', '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }');
  expect(problems(files, built(files))).toEqual(['kustomize/key-not-text "1"']);
});

test.for([
  'commonLabels: { a: 1 }',
  'commonLabels: { a: true }',
  'commonLabels: [a]',
  'commonAnnotations: a',
])('reports "%s", which is no mapping of texts', (field) => {
  const build = built(app(field, '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }'));
  expect(build.diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-kustomization']);
});

test('sets labels in the claims of a stateful set where templates are included', () => {
  const fields = 'labels: [{ pairs: { team: a }, includeTemplates: true }]';
  const object = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec: { volumeClaimTemplates: [{ metadata: { name: one } }] }`;
  expect(at(built(app(fields, object)), 'db', 'spec', 'volumeClaimTemplates')).toEqual([
    { metadata: { name: 'one', labels: { team: 'a' } } },
  ]);
});

/** An AnnotationsTransformer whose field is not made where it is missing. */
const transformed = (fields: string, object: string): Repo => repo`
# === app/kustomization.yaml
resources: [o.yaml]
transformers: [t.yaml]
${fields}
# === app/t.yaml
apiVersion: builtin
kind: AnnotationsTransformer
metadata: { name: t }
annotations: { team: web }
fieldSpecs: [{ path: metadata/annotations }]
# === app/o.yaml
${object}
`;

test.for([
  ['', '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }', undefined],
  ['commonLabels: { a: b }', '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }', undefined],
  ['namePrefix: x-', '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }', { team: 'web' }],
  ['namespace: web', '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }', { team: 'web' }],
  ['', '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, annotations: {} } }', { team: 'web' }],
] as const)(
  'finds with "%s" what kustomize keeps among the annotations of a renamed object',
  ([fields, object, wanted]) => {
    const { objects, diagnostics } = built(transformed(fields, object));
    expect(diagnostics).toEqual([]);
    const annotations = nodeAt(objects[0]?.body, 'metadata', 'annotations');
    expect(annotations && toPlain(annotations)).toEqual(wanted);
  },
);
