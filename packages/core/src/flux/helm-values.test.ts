import { describe, expect, test } from 'vitest';
import { toObject } from '../kubernetes/object.js';
import { memoryTree } from '../source/file-tree.js';
import type { RepoPath } from '../source/repo-path.js';
import type { MapNode } from '../yaml/node.js';
import { nodeAt } from '../yaml/node-path.js';
import { parseYaml } from '../yaml/parse-yaml.js';
import { type Plain, toPlain } from '../yaml/to-plain.js';
import { type HelmValues, helmValues } from './helm-values.js';

function parse(text: string, path: string): MapNode {
  const file = memoryTree({ [path]: text }).read(path as RepoPath);
  const root = file && parseYaml(file).documents[0]?.root;
  if (root?.kind !== 'map') throw new Error('no mapping');
  return root;
}

/** The values of a spec with ConfigMaps by name (`Secret` where the text says so). */
function values(spec: string, objects: Readonly<Record<string, string>> = {}): HelmValues & { plain: Plain } {
  const release = toObject(
    parse(`metadata: { name: web, namespace: apps }\nspec:\n${spec}`, 'release.yaml'),
    [],
  );
  const result = helmValues(release, (kind, name) => {
    const text = objects[`${kind}/${name}`];
    return text === undefined
      ? { kind: 'unknown', reason: `${kind} ${name} is not here` }
      : { kind: 'found', body: parse(text, `${name}.yaml`) };
  });
  return { ...result, plain: result.merged ? toPlain(result.merged) : null };
}

const config = (text: string): string => `data:\n  values.yaml: |\n${text.replace(/^/gm, '    ')}\n`;

test('a release without values has none', () => {
  expect(values('  chart: {}')).toMatchObject({ merged: undefined, unknown: undefined });
});

test('inline values are taken as they stand', () => {
  const { merged, plain } = values('  values: { a: 1, b: { c: x } }');
  expect(plain).toEqual({ a: 1, b: { c: 'x' } });
  expect(merged?.origin.step).toBeUndefined();
});

describe('values from elsewhere', () => {
  const FROM = '  valuesFrom: [{ kind: ConfigMap, name: one }, { kind: ConfigMap, name: two }]\n';

  test('are merged in order, mapping by mapping', () => {
    const { plain, unknown } = values(FROM, {
      'ConfigMap/one': config('a: { x: 1, y: 1 }\nb: [1, 2]'),
      'ConfigMap/two': config('a: { y: 2 }\nb: [3]\nc: 3'),
    });
    expect(plain).toEqual({ a: { x: 1, y: 2 }, b: [3], c: 3 });
    expect(unknown).toBeUndefined();
  });

  test('lose to inline values', () => {
    const { plain } = values(`${FROM}  values: { a: { y: inline } }`, {
      'ConfigMap/one': config('a: { x: 1, y: 1 }'),
      'ConfigMap/two': config('{}'),
    });
    expect(plain).toEqual({ a: { x: 1, y: 'inline' } });
  });

  test('are read from another key where one is named', () => {
    const spec = '  valuesFrom: [{ kind: ConfigMap, name: one, valuesKey: prod.yaml }]';
    expect(
      values(spec, { 'ConfigMap/one': 'data: { prod.yaml: "a: 1", values.yaml: "a: 2" }' }).plain,
    ).toEqual({ a: 1 });
  });

  test('may be an empty text', () => {
    const { plain, unknown } = values(FROM, {
      'ConfigMap/one': 'data: { values.yaml: "" }',
      'ConfigMap/two': config('# x'),
    });
    expect(plain).toEqual({});
    expect(unknown).toBeUndefined();
  });

  test('of a Secret come from its plain text', () => {
    const spec = '  valuesFrom: [{ kind: Secret, name: s }]';
    expect(values(spec, { 'Secret/s': 'stringData: { values.yaml: "a: 1" }' }).plain).toEqual({ a: 1 });
  });
});

describe('a target path', () => {
  const at = (path: string, text: string = 'x'): HelmValues & { plain: Plain } =>
    values(`  valuesFrom: [{ kind: ConfigMap, name: one, valuesKey: k, targetPath: '${path}' }]`, {
      'ConfigMap/one': `data: { k: "${text}" }`,
    });

  test.for<[path: string, expected: Plain]>([
    ['a', { a: 'x' }],
    ['a.b.c', { a: { b: { c: 'x' } } }],
    ['a\\.b.c', { 'a.b': { c: 'x' } }],
  ])('sets one value: %s', ([path, expected]) => {
    expect(at(path).plain).toEqual(expected);
  });

  test.for(['a[0]', 'a[0].b', '{a}'])('that is a list is not followed: %s', (path) => {
    expect(at(path)).toMatchObject({ merged: undefined });
    expect(at(path).unknown).toContain(path);
  });

  test('adds to what other references bring', () => {
    const spec = `  valuesFrom:
  - { kind: ConfigMap, name: one }
  - { kind: ConfigMap, name: two, valuesKey: k, targetPath: a.y }
`;
    const objects = { 'ConfigMap/one': config('a: { x: 1, y: 1 }'), 'ConfigMap/two': 'data: { k: new }' };
    expect(values(spec, objects).plain).toEqual({ a: { x: 1, y: 'new' } });
  });
});

describe('values that cannot be known', () => {
  const FROM = '  valuesFrom: [{ kind: ConfigMap, name: one }]\n  values: { a: 1 }';

  test.for<[what: string, object: string | undefined]>([
    ['the object is not here', undefined],
    ['the key is not there', 'data: { other: x }'],
    ['it holds no text', 'data: { values.yaml: { a: b } }'],
    ['the text is no mapping', config('- a')],
    ['the text is no YAML', config('a: [')],
    ['the text is encrypted', 'data: { values.yaml: "ENC[AES256_GCM,data:x]" }'],
    ['the object is encrypted', `${config('a: b')}sops: { mac: x }\n`],
  ])('may be there because %s', ([, object]) => {
    const { plain, unknown } = values(FROM, object === undefined ? {} : { 'ConfigMap/one': object });
    expect(unknown).toContain('one');
    expect(plain).toEqual({ a: 1 });
  });

  test('tell the first reason', () => {
    const spec = '  valuesFrom: [{ kind: ConfigMap, name: one }, { kind: Secret, name: two }]';
    expect(values(spec).unknown).toContain('ConfigMap one');
  });
});

describe('origins', () => {
  test('of values in a ConfigMap point into its text', () => {
    const text = config('a: one');
    const { merged } = values('  valuesFrom: [{ kind: ConfigMap, name: one }]', { 'ConfigMap/one': text });
    const span = nodeAt(merged, 'a')?.origin.span;
    expect(span?.file).toBe('one.yaml');
    expect(text.slice(span?.start, span?.end)).toBe('one');
  });

  test('remember what a later value replaced', () => {
    const text = config('a: old');
    const { merged } = values('  valuesFrom: [{ kind: ConfigMap, name: one }]\n  values: { a: new }', {
      'ConfigMap/one': text,
    });
    const origin = nodeAt(merged, 'a')?.origin;
    expect(origin?.span.file).toBe('release.yaml');
    expect(origin?.step).toMatchObject({ kind: 'patched', what: 'values' });
    expect(text.slice(origin?.was?.span.start, origin?.was?.span.end)).toBe('old');
  });
});

test.for([
  '  valuesFrom: x',
  '  valuesFrom: [x, [y], {}]',
  '  values: [x]',
  '  values: text',
  '  values:',
  '  7',
])('survives a spec of %j', (spec) => {
  expect(values(spec).plain).toBeNull();
});
