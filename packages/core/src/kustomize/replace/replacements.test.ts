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

const OBJECTS = `
{ apiVersion: v1, kind: ConfigMap, metadata: { name: source }, data: { host: example.com, url: "https://a/b/c", number: "8080", empty: "" } }
---
apiVersion: example.com/v1
kind: Thing
metadata: { name: one, labels: { app: x } }
spec:
  text: old
  count: 1
  list: [{ name: a, value: "1" }, { name: b, value: "2" }]
  url: http://host/path
---
apiVersion: example.com/v1
kind: Thing
metadata: { name: two, namespace: other, annotations: { mark: "yes" } }
spec: { text: old }
`;
const app = (replacement: string, more = ''): Repo => repo`
# === app/kustomization.yaml
resources: [o.yaml]
replacements:
  - ${replacement.replaceAll('\n', '\n    ')}
${more}
# === app/o.yaml
${OBJECTS}
`;
const HOST = 'source: { kind: ConfigMap, name: source, fieldPath: data.host }';
const ONE = 'select: { kind: Thing, name: one }';
const one = (files: Repo, ...path: Path) => at(built(files), 'one', 'spec', ...path);

test('copies a value into a field', () => {
  expect(one(app(`${HOST}\ntargets: [{ ${ONE}, fieldPaths: [spec.text] }]`), 'text')).toBe('example.com');
});

test('copies a list whole into a field that it makes, and empties a text that it is copied over', () => {
  const source = 'source: { kind: Thing, name: one, fieldPath: spec.list }';
  const files = app(
    `${source}\ntargets: [{ select: { name: two }, fieldPaths: [spec.text, spec.made], options: { create: true } }]`,
  );
  expect(at(built(files), 'two', 'spec')).toEqual({
    text: '',
    made: [
      { name: 'a', value: '1' },
      { name: 'b', value: '2' },
    ],
  });
});

test('takes the name of source and target where no path is given', () => {
  const source = 'source: { kind: ConfigMap }';
  expect(one(app(`${source}\ntargets: [{ ${ONE}, fieldPaths: [spec.text] }]`), 'text')).toBe('source');
  const renamed = app(
    'source: { kind: ConfigMap, fieldPath: data.host }\ntargets: [{ select: { name: two } }]',
  );
  expect(built(renamed).objects.map(({ id }) => id.name)).toEqual(['source', 'one', 'example.com']);
});

test.for([
  ['an item by one of its fields', 'spec.list.[name=b].value', ['list', 1, 'value']],
  ['an item by its index', 'spec.list.0.value', ['list', 0, 'value']],
  ['every item', 'spec.list.*.value', ['list', 1, 'value']],
] as const)('finds %s', ([, path, place]) => {
  expect(one(app(`${HOST}\ntargets: [{ ${ONE}, fieldPaths: ["${path}"] }]`), ...place)).toBe('example.com');
});

test.for([
  ['the first part', 'http://host/path', '{ delimiter: "/", index: 0 }', 'example.com//host/path'],
  ['a part in the middle', 'http://host/path', '{ delimiter: "/", index: 2 }', 'http://example.com/path'],
  [
    'a part before the first',
    'http://host/path',
    '{ delimiter: "/", index: -1 }',
    'example.com/http://host/path',
  ],
  [
    'a part behind the last',
    'http://host/path',
    '{ delimiter: "/", index: 9 }',
    'http://host/path/example.com',
  ],
] as const)('sets %s of a text', ([, , options, expected]) => {
  const files = app(`${HOST}\ntargets: [{ ${ONE}, fieldPaths: [spec.url], options: ${options} }]`);
  expect(one(files, 'url')).toBe(expected);
});

test('takes a part of its source', () => {
  const source =
    'source: { kind: ConfigMap, name: source, fieldPath: data.url, options: { delimiter: "/", index: 3 } }';
  expect(one(app(`${source}\ntargets: [{ ${ONE}, fieldPaths: [spec.text] }]`), 'text')).toBe('b');
});

test.for([
  ['a missing field', 'metadata.annotations.host', ['metadata', 'annotations', 'host'], 'example.com'],
  ['a missing item', 'spec.list.[name=c].value', ['spec', 'list', 2], { name: 'c', value: 'example.com' }],
  ['a missing list', 'spec.more.[name=c].value', ['spec', 'more'], [{ name: 'c', value: 'example.com' }]],
] as const)('makes %s where the target says create', ([, path, place, expected]) => {
  const files = app(`${HOST}\ntargets: [{ ${ONE}, fieldPaths: ["${path}"], options: { create: true } }]`);
  expect(at(built(files), 'one', ...place)).toEqual(expected);
});

test('keeps the type of the target', () => {
  const number = 'source: { kind: ConfigMap, name: source, fieldPath: data.number }';
  expect(one(app(`${number}\ntargets: [{ ${ONE}, fieldPaths: [spec.count] }]`), 'count')).toBe(8080);
  expect(one(app(`${number}\ntargets: [{ ${ONE}, fieldPaths: [spec.text] }]`), 'text')).toBe('8080');
});

test('reports a text that cannot take the place of a number, at the field path', () => {
  const files = app(`${HOST}\ntargets: [{ ${ONE}, fieldPaths: [spec.count] }]`);
  expect(problems(files, built(files))).toEqual(['kustomize/bad-replacement spec.count']);
  expect(one(files, 'count')).toBe(1);
});

test.for([
  ['kind', '{ kind: Thing }', ['one', 'two']],
  ['name', '{ name: two }', ['two']],
  ['namespace', '{ namespace: other }', ['two']],
  ['label', '{ kind: Thing, labelSelector: app=x }', ['one']],
  ['annotation', '{ kind: Thing, annotationSelector: mark=yes }', ['two']],
] as const)('selects targets by %s', ([, select, expected]) => {
  const build = built(app(`${HOST}\ntargets: [{ select: ${select}, fieldPaths: [spec.text] }]`));
  const hit = ['one', 'two'].filter((name) => at(build, name, 'spec', 'text') === 'example.com');
  expect(hit).toEqual(expected);
});

test.for([
  ['name', '{ name: one }', ['two']],
  ['label', '{ labelSelector: app=x }', ['two']],
  ['kind', '{ kind: Thing }', []],
] as const)('rejects targets by %s', ([, reject, expected]) => {
  const build = built(
    app(`${HOST}\ntargets: [{ select: { kind: Thing }, reject: [${reject}], fieldPaths: [spec.text] }]`),
  );
  expect(['one', 'two'].filter((name) => at(build, name, 'spec', 'text') === 'example.com')).toEqual(
    expected,
  );
});

// Since kustomize 5.8: TestReplacementTransformerWithSuffixTransformerAndRejectUsingRegex.
test('takes the parts of select and reject for regular expressions over the whole text', () => {
  const files = (select: string) => app(`${HOST}\ntargets: [{ ${select}, fieldPaths: [spec.text] }]`);
  const hit = (select: string) =>
    ['one', 'two'].filter((name) => at(built(files(select)), name, 'spec', 'text') === 'example.com');
  expect(hit('select: { kind: Th.*, name: "o.e" }')).toEqual(['one']);
  expect(hit('select: { kind: Thing }, reject: [{ name: "t.*" }]')).toEqual(['one']);
  expect(hit('select: { kind: Thi }')).toEqual([]);
});

test('notes a target that selects nothing, at its select', () => {
  const files = app(`${HOST}\ntargets: [{ select: { kind: Gone }, fieldPaths: [spec.text] }]`);
  const build = built(files);
  expect(build.diagnostics).toEqual([]);
  expect(
    build.ineffective.map(({ field, span }) => [field, files.files[span.file]?.slice(span.start, span.end)]),
  ).toEqual([['replacements', '{ kind: Gone }']]);
});

test.for([
  ['no object for a source', '{ kind: Gone }', '{ kind: Gone }'],
  ['several objects for a source', '{ kind: Thing }', '{ kind: Thing }'],
  ['a source without the field', '{ kind: ConfigMap, fieldPath: data.gone }', 'data.gone'],
  [
    'a delimiter in a mapping',
    '{ kind: ConfigMap, fieldPath: data, options: { delimiter: "." } }',
    undefined,
  ],
  [
    'a part that the source has not',
    '{ kind: ConfigMap, fieldPath: data.host, options: { delimiter: ".", index: 5 } }',
    undefined,
  ],
  ['a * in the path of a source', '{ kind: Thing, name: one, fieldPath: "spec.list.*.value" }', undefined],
] as const)('reports %s', ([, source, place]) => {
  const files = app(`source: ${source}\ntargets: [{ ${ONE}, fieldPaths: [spec.text] }]`);
  const build = built(files);
  expect(build.diagnostics.map(({ code }) => code.replace(/bad-field-path|bad-replacement/, 'bad'))).toEqual([
    'kustomize/bad',
  ]);
  if (place) expect(problems(files, build)).toEqual([`kustomize/bad-replacement ${place}`]);
  expect(one(files, 'text')).toBe('old');
});

test('reports a target without the field, and still fills the other paths', () => {
  const files = app(`${HOST}\ntargets: [{ ${ONE}, fieldPaths: [spec.gone, spec.text] }]`);
  expect(problems(files, built(files))).toEqual(['kustomize/bad-replacement spec.gone']);
  expect(one(files, 'text')).toBe('example.com');
});

test.for([
  ['no source', 'targets: [{ select: { kind: Thing } }]'],
  ['no targets', 'source: { kind: ConfigMap }'],
  ['a target without select', 'source: { kind: ConfigMap }\ntargets: [{ fieldPaths: [spec.text] }]'],
] as const)('reports a replacement with %s', ([, replacement]) => {
  expect(built(app(replacement)).diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-replacement']);
});

test('reads replacements from a file that holds one or a list', () => {
  const replacement = `{ ${HOST}, targets: [{ ${ONE}, fieldPaths: [spec.text] }] }`;
  for (const content of [replacement, `[${replacement}]`]) {
    const { tree } = repo`
# === app/kustomization.yaml
resources: [o.yaml]
replacements: [{ path: r.yaml }]
# === app/o.yaml
${OBJECTS}
# === app/r.yaml
${content}
`;
    const build = buildKustomization(tree, 'app' as RepoPath);
    expect(build.diagnostics).toEqual([]);
    expect(at(build, 'one', 'spec', 'text')).toBe('example.com');
  }
});

test('finds its source by the name before the prefix and by the one after', () => {
  for (const name of ['source', 'pre-source']) {
    const source = `source: { kind: ConfigMap, name: ${name}, fieldPath: metadata.name }`;
    const files = app(
      `${source}\ntargets: [{ select: { name: one }, fieldPaths: [spec.text] }]`,
      'namePrefix: pre-',
    );
    expect(at(built(files), 'pre-one', 'spec', 'text')).toBe('pre-source');
  }
});

// Since kustomize 5.8: TestFilter/replace_with_static_value.
test('takes a value that is given in place', () => {
  expect(one(app(`sourceValue: fixed\ntargets: [{ ${ONE}, fieldPaths: [spec.text] }]`), 'text')).toBe(
    'fixed',
  );
});
