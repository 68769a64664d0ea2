import { describe, expect, test } from 'vitest';
import { toObject } from '../../kubernetes/object.js';
import { memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import type { MapNode } from '../../yaml/nodes/node.js';
import { nodeAt } from '../../yaml/nodes/node-path.js';
import { type Plain, toPlain } from '../../yaml/nodes/to-plain.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
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

  test('of a Secret come from its data as well, below its plain text', () => {
    const spec = '  valuesFrom: [{ kind: Secret, name: s }]';
    const data = 'data: { values.yaml: YTogMQ== }';
    expect(values(spec, { 'Secret/s': data }).plain).toEqual({ a: 1 });
    expect(values(spec, { 'Secret/s': `${data}\nstringData: { values.yaml: "a: 2" }` }).plain).toEqual({
      a: 2,
    });
  });

  test('are nothing where the key is not there and need not be', () => {
    const spec = '  valuesFrom: [{ kind: ConfigMap, name: one, optional: true }]\n  values: { a: 1 }';
    expect(values(spec, { 'ConfigMap/one': 'data: { other: x }' })).toMatchObject({
      plain: { a: 1 },
      unknown: undefined,
    });
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

  test.for<[path: string, text: string, expected: Plain]>([
    ['a[0]', 'x', { a: ['x'] }],
    ['a[2].b', 'x', { a: [null, null, { b: 'x' }] }],
    ['a[0][1]', 'x', { a: [[null, 'x']] }],
    ['a', '8080', { a: 8080 }],
    ['a', '-5', { a: -5 }],
    ['a', '007', { a: '007' }],
    ['a', '1.5', { a: '1.5' }],
    ['a', 'True', { a: true }],
    ['a', 'null', { a: null }],
    ['a', '', { a: '' }],
    ['a', "'8080'", { a: '8080' }],
    ['a', 'b,c=d', { a: 'b', c: 'd' }],
    ['a', 'b\\\\,c', { a: 'b,c' }],
    ['a', '{b,1}', { a: ['b', 1] }],
    ['a', 'b=c', { a: 'b=c' }],
    ['.a', 'x', {}],
  ])('reads the value as helm --set does: %s=%s', ([path, text, expected]) => {
    expect(at(path, text)).toMatchObject({ plain: expected, unknown: undefined });
  });

  test.for<[path: string, text: string]>([
    ['a[x]', 'x'],
    ['a[-1]', 'x'],
    ['a[99999999]', 'x'],
    ['a[0', 'x'],
    ['a[0]b', 'x'],
    ['{a}', '{b'],
    ['a', 'b,hidden'],
    ['a', '{hidden'],
    ['a,b', 'hidden'],
    ['x.'.repeat(40), 'hidden'],
  ])(
    'that Helm cannot read brings nothing, and the reason keeps the value for itself: %s=%s',
    ([path, text]) => {
      const { unknown } = at(path, text);
      expect(unknown).toContain('target path');
      expect(unknown).not.toContain('hidden');
    },
  );

  test.for<[inline: string, path: string]>([
    ['{ a: { b: 1 } }', 'a.b.c'],
    ['{ a: [1] }', 'a.b'],
    ['{ a: { b: 1 } }', 'a[0]'],
    ['{ a: null }', 'a.b'],
    ['{ a: [1] }', 'a[0][0]'],
  ])('does not fit inline values of another kind: %s, %s', ([inline, path]) => {
    const spec = `  valuesFrom: [{ kind: ConfigMap, name: one, valuesKey: k, targetPath: '${path}' }]\n  values: ${inline}`;
    expect(values(spec, { 'ConfigMap/one': 'data: { k: x }' }).unknown).toContain('no ');
  });

  test('takes a literal value as it stands', () => {
    const text = String.raw`{a,b}=[c]\d'`;
    const reference = `{ kind: ConfigMap, name: one, valuesKey: k, targetPath: 'a\\.b.c', literal: true }`;
    const { plain } = values(`  valuesFrom: [${reference}]`, {
      'ConfigMap/one': `data: { k: ${JSON.stringify(text)} }`,
    });
    expect(plain).toEqual({ 'a.b': { c: text } });
  });

  describe('and inline values', () => {
    const K = 'kind: ConfigMap, name: key, valuesKey: k';
    const objects = {
      'ConfigMap/key': 'data: { k: new }',
      'ConfigMap/one': config('a: { x: 1, l: [1, 2] }\nflat: value'),
    };
    const together = (references: string, inline: string): Plain =>
      values(`  valuesFrom: [${references}]\n  values: ${inline}`, objects).plain;

    test.for<[references: string, inline: string, expected: Plain, why: string]>([
      [`{ ${K}, targetPath: a }`, '{ a: inline }', { a: 'inline' }, 'inline wins at the top'],
      [
        `{ ${K}, targetPath: a.b }`,
        '{ a: { b: inline } }',
        { a: { b: 'new' } },
        'the path wins below a shared mapping',
      ],
      [
        `{ kind: ConfigMap, name: one }, { ${K}, targetPath: a.b }`,
        '{ a: { b: inline } }',
        { a: { x: 1, l: [1, 2], b: 'inline' }, flat: 'value' },
        'inline wins where a reference brought the mapping as well',
      ],
      [
        `{ kind: ConfigMap, name: one }, { ${K}, targetPath: a.c.b }`,
        '{ a: { c: { b: inline } } }',
        { a: { x: 1, l: [1, 2], c: { b: 'new' } }, flat: 'value' },
        'the path wins where only the outer mapping was brought',
      ],
      [
        `{ ${K}, targetPath: a.b }, { ${K}, targetPath: a.c }`,
        '{ a: { b: inline, c: inline } }',
        { a: { b: 'new', c: 'inline' } },
        'a second path finds a copy',
      ],
      [
        `{ ${K}, targetPath: 'a.l[0]' }, { kind: ConfigMap, name: one }`,
        '{ a: { l: [list, item] } }',
        { a: { x: 1, l: ['new', 'item'] }, flat: 'value' },
        'an item is set in the inline list itself',
      ],
      [
        `{ ${K}, targetPath: 'a.l[3]' }`,
        '{ a: { l: [list] } }',
        { a: { l: ['list', null, null, 'new'] } },
        'a longer list is a new one in the shared mapping',
      ],
    ])('%s with %s: %s', ([references, inline, expected]) => {
      expect(together(references, inline)).toEqual(expected);
    });

    test('remember what the path replaced', () => {
      const { merged } = values(
        `  valuesFrom: [{ ${K}, targetPath: a.b }]\n  values: { a: { b: inline } }`,
        objects,
      );
      const origin = nodeAt(merged, 'a', 'b')?.origin;
      expect(origin?.span.file).toBe('key.yaml');
      expect(origin?.step).toMatchObject({ kind: 'patched', what: 'valuesFrom' });
      expect(origin?.was?.span.file).toBe('release.yaml');
      expect(origin?.was?.was).toBeUndefined();
    });
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
