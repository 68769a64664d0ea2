import { expect, test } from 'vitest';
import type { RepoPath } from '../source/repo-path.js';
import { sourceFile } from '../source/source-file.js';
import type { MapNode, Node } from '../yaml/nodes/node.js';
import { showPathOf, updateAt } from '../yaml/nodes/node-path.js';
import { parseYaml } from '../yaml/read/parse-yaml.js';
import { schemaProblems } from './schema-problems.js';
import type { SchemaProblem, StructuralSchema } from './structural-schema.js';

function read(text: string): MapNode {
  const root = parseYaml(sourceFile('a.yaml' as RepoPath, text)).documents[0]?.root;
  if (root?.kind !== 'map') throw new Error('no mapping');
  return root;
}

/** The problems of a `spec`. */
function problems(spec: string, schema: StructuralSchema): SchemaProblem[] {
  return schemaProblems(read(`spec: ${spec}\n`), { type: 'object', properties: { spec: schema } });
}

const kinds = (found: readonly SchemaProblem[]): string[] =>
  found.map(({ kind, path }) => `${kind} ${showPathOf(path)}`);
const object = (properties: StructuralSchema['properties'] = {}): StructuralSchema => ({
  type: 'object',
  properties,
});

test.for<[type: string, spec: string]>([
  ['string', 'a'],
  ['string', 'yes'],
  ['string', '"1"'],
  ['string', '2024-01-02'],
  ['string', '""'],
  ['integer', '1'],
  ['integer', '0644'],
  ['integer', '1.0'],
  ['integer', '9007199254740993'],
  ['number', '1'],
  ['number', '1.5'],
  ['boolean', 'true'],
  ['array', '[a]'],
  ['object', '{}'],
])('takes for type %s the value %s', ([type, spec]) => {
  expect(problems(spec, { type })).toEqual([]);
});

test.for<[type: string, spec: string, found: string]>([
  ['string', '1', 'integer'],
  ['string', '1.10', 'number'],
  ['string', 'true', 'boolean'],
  ['string', '[a]', 'array'],
  ['string', '{a: b}', 'object'],
  ['integer', '1.5', 'number'],
  ['integer', '"1"', 'string'],
  ['boolean', 'yes', 'string'],
  ['boolean', '"true"', 'string'],
  ['array', '{a: b}', 'object'],
  ['array', 'a', 'string'],
  ['object', '[a]', 'array'],
  ['object', 'a', 'string'],
])('refuses for type %s the value %s', ([type, spec, found]) => {
  expect(problems(spec, { type })).toEqual([{ kind: 'wrong-type', path: ['spec'], wanted: type, found }]);
});

test('judges nothing further in a value of the wrong type', () => {
  expect(kinds(problems('a', { ...object({ a: {} }), required: ['a'], enum: ['b'] }))).toEqual([
    'wrong-type spec',
  ]);
});

test('takes either an integer or a text where the schema does', () => {
  const either: StructuralSchema = { 'x-kubernetes-int-or-string': true };
  expect([...problems('80', either), ...problems('http', either)]).toEqual([]);
});

test('reports unknown fields, and which ones are known', () => {
  expect(problems('{a: 1, c: 2}', object({ a: {}, b: {} }))).toEqual([
    { kind: 'unknown-field', path: ['spec'], field: 'c', known: ['a', 'b'] },
  ]);
});

test.for(['constructor', '__proto__', 'toString'])('takes %s for no field that every object has', (field) => {
  expect(problems(`{${field}: 1}`, object({ a: {} }))).toMatchObject([{ kind: 'unknown-field', field }]);
});

test('reports an unknown field of the object itself, but none of those that every object has', () => {
  const body = read('apiVersion: v1\nkind: A\nmetadata: {x: 1}\nstatus: {y: 1}\nspec: {}\nspce: {}\n');
  expect(schemaProblems(body, { type: 'object', properties: { spec: object() } })).toMatchObject([
    { kind: 'unknown-field', path: [], field: 'spce' },
  ]);
});

test.for<[name: string, schema: StructuralSchema]>([
  ['that keeps unknown fields', { ...object({ a: {} }), 'x-kubernetes-preserve-unknown-fields': true }],
  ['with any further fields', { ...object({ a: {} }), additionalProperties: true }],
  ['that says nothing of fields', { type: 'object' }],
])('takes any field of an object %s', ([, schema]) => {
  expect(problems('{b: {c: 1}}', schema)).toEqual([]);
});

test('still judges the known fields where unknown ones are kept', () => {
  const schema = { ...object({ a: { type: 'string' } }), 'x-kubernetes-preserve-unknown-fields': true };
  expect(kinds(problems('{a: 1, b: 2}', schema))).toEqual(['wrong-type spec.a']);
});

test('judges further fields by the schema for them', () => {
  const schema: StructuralSchema = { type: 'object', additionalProperties: { type: 'string' } };
  expect(kinds(problems('{a: x, b: 1}', schema))).toEqual(['wrong-type spec.b']);
});

test('takes the fields of an object for those of an embedded one', () => {
  const schema = { ...object({ spec: {} }), 'x-kubernetes-embedded-resource': true };
  expect(kinds(problems('{apiVersion: v1, kind: A, metadata: {}, foo: 1}', schema))).toEqual([
    'unknown-field spec',
  ]);
});

test('reports a required field that is missing or null', () => {
  const schema = { ...object({ a: { type: 'string' } }), required: ['a'] };
  for (const spec of ['{}', '{a: }', '{a: ~}']) {
    expect(problems(spec, schema)).toEqual([{ kind: 'missing-field', path: ['spec'], field: 'a' }]);
  }
});

test('does not require what has a default', () => {
  const schema = { ...object({ a: { type: 'string', default: 'x' } }), required: ['a'] };
  expect(problems('{}', schema)).toEqual([]);
});

test('does not require what every object has', () => {
  expect(
    schemaProblems(read('spec: {}\n'), { ...object({ spec: {} }), required: ['metadata', 'kind'] }),
  ).toEqual([]);
});

test('requires a field of the object itself', () => {
  expect(schemaProblems(read('kind: A\n'), { ...object({ spec: {} }), required: ['spec'] })).toEqual([
    { kind: 'missing-field', path: [], field: 'spec' },
  ]);
});

test('takes null for a field that is not there', () => {
  expect(problems('{a: ~}', object({ a: { type: 'string' } }))).toEqual([]);
});

test('refuses null as an item', () => {
  expect(kinds(problems('[a, ~]', { type: 'array', items: { type: 'string' } }))).toEqual([
    'wrong-type spec[1]',
  ]);
});

test('reports a value that is not in the list', () => {
  expect(problems('c', { type: 'string', enum: ['a', 'b'] })).toEqual([
    { kind: 'not-in-enum', path: ['spec'], value: 'c', allowed: ['a', 'b'] },
  ]);
  expect(problems('a', { type: 'string', enum: ['a', 'b'] })).toEqual([]);
});

test('does not take a text for the number of a list', () => {
  expect(kinds(problems('"1"', { enum: [1, 2] }))).toEqual(['not-in-enum spec']);
});

test('reports a value that does not fit the pattern', () => {
  const schema: StructuralSchema = { type: 'string', pattern: '^[0-9]+(s|m)$' };
  expect(problems('5m', schema)).toEqual([]);
  expect(problems('5 min', schema)).toEqual([
    { kind: 'bad-pattern', path: ['spec'], value: '5 min', pattern: '^[0-9]+(s|m)$' },
  ]);
});

test('looks for a pattern that is not anchored anywhere', () => {
  expect(problems('xay', { type: 'string', pattern: 'a' })).toEqual([]);
});

test('says nothing by a pattern that is none', () => {
  expect(problems('a', { type: 'string', pattern: '(' })).toEqual([]);
});

test('ends on a pattern that would make a backtracking engine run on', () => {
  expect(kinds(problems(`${'a'.repeat(5000)}!`, { type: 'string', pattern: '^(a+)+$' }))).toEqual([
    'bad-pattern spec',
  ]);
});

test.for<[spec: string, schema: StructuralSchema]>([
  ['ab', { type: 'string', minLength: 3 }],
  ['abcd', { type: 'string', maxLength: 3 }],
  ['1', { type: 'integer', minimum: 2 }],
  ['3', { type: 'integer', maximum: 2 }],
  ['[a]', { type: 'array', minItems: 2 }],
  ['[a, b]', { type: 'array', maxItems: 1 }],
])('reports %s for %j', ([spec, schema]) => {
  expect(kinds(problems(spec, schema))).toEqual(['out-of-range spec']);
});

test('takes the bounds themselves', () => {
  expect(problems('2', { type: 'integer', minimum: 2, maximum: 2 })).toEqual([]);
  expect(problems('[a]', { type: 'array', minItems: 1, maxItems: 1 })).toEqual([]);
});

test('counts characters, not code units', () => {
  expect(problems('"😀😀"', { type: 'string', minLength: 2, maxLength: 2 })).toEqual([]);
});

test('judges items and fields within items', () => {
  const schema: StructuralSchema = {
    type: 'array',
    items: { ...object({ name: { type: 'string' } }), required: ['name'] },
  };
  expect(kinds(problems('[{name: a}, {name: 1}, {nmae: a}, b]', schema))).toEqual([
    'wrong-type spec[1].name',
    'unknown-field spec[2]',
    'missing-field spec[2]',
    'wrong-type spec[3]',
  ]);
});

const POSITIVE: StructuralSchema = {
  ...object({ a: { type: 'integer' }, b: { type: 'integer', default: 3 } }),
  'x-kubernetes-validations': [{ rule: 'self.a > self.b', message: 'a must be above b' }],
};

test('reports a rule that is broken, with its message', () => {
  expect(problems('{a: 1, b: 2}', POSITIVE)).toEqual([
    { kind: 'broken-rule', path: ['spec'], rule: 'self.a > self.b', message: 'a must be above b' },
  ]);
});

test('takes the rule itself for a message that is missing', () => {
  const schema = { type: 'string', 'x-kubernetes-validations': [{ rule: "self == 'b'" }] };
  expect(problems('a', schema)).toMatchObject([{ kind: 'broken-rule', message: "self == 'b'" }]);
});

test('fills in defaults before it asks the rules', () => {
  expect(kinds(problems('{a: 3}', POSITIVE))).toEqual(['broken-rule spec']);
  expect(kinds(problems('{a: 3, b: ~}', POSITIVE))).toEqual(['broken-rule spec']);
  expect(problems('{a: 4}', POSITIVE)).toEqual([]);
});

test('asks no rule about an object that is wrong already', () => {
  expect(kinds(problems('{a: x, b: 5}', POSITIVE))).toEqual(['wrong-type spec.a']);
});

/** The value of `spec.a`, made unknown. */
function withUnknown(spec: string): MapNode {
  const change = (old: Node | undefined): Node | undefined =>
    old?.kind === 'scalar' ? { ...old, unknown: 'encrypted' } : old;
  const updated = updateAt(read(`spec: ${spec}\n`), ['spec', 'a'], change);
  return updated.kind === 'map' ? updated : read('');
}

test.for<[name: string, spec: string, schema: StructuralSchema]>([
  ['its type', '{a: x}', object({ a: { type: 'integer' } })],
  ['a list of values', '{a: x}', object({ a: { type: 'string', enum: ['y'] } })],
  ['a required field', '{a: ~}', { ...object({ a: { type: 'string' } }), required: ['a'] }],
  ['a rule', '{a: 1}', POSITIVE],
])('stays silent on an unknown value about %s', ([, spec, schema]) => {
  expect(schemaProblems(withUnknown(spec), object({ spec: schema }))).toEqual([]);
});

test('judges an object twice the same way', () => {
  expect(problems('{a: 1, c: 2}', POSITIVE)).toEqual(problems('{a: 1, c: 2}', POSITIVE));
});
