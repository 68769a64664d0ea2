import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { sourceFile } from '../../source/source-file.js';
import { parseYaml } from '../read/parse-yaml.js';
import { nodeAt } from './node-path.js';
import {
  booleanValue,
  floatValue,
  integerValue,
  resolvePlain,
  tagIn,
  timestampText,
} from './resolve-scalar.js';

test.for(['true', 'True', 'TRUE', 'false', 'False', 'FALSE'])('reads %s as true or false', (text) => {
  expect(resolvePlain(text)).toBe('!!bool');
});

test.for(['yes', 'Yes', 'YES', 'no', 'on', 'off', 'y', 'N', 'tRUE'])('reads %s as text', (text) => {
  expect(resolvePlain(text)).toBe('!!str');
});

test.for(['yes', 'No', 'ON', 'off', 'y', 'N', 'true'])('reads %s as true or false in version 2', (text) => {
  expect(resolvePlain(text, 'go-yaml-v2')).toBe('!!bool');
});

test.for(['yEs', 'oN', 'tRUE', 'yess'])('reads %s as text in version 2, too', (text) => {
  expect(resolvePlain(text, 'go-yaml-v2')).toBe('!!str');
});

test.for(['', '~', 'null', 'Null', 'NULL'])('reads %j as null', (text) => {
  expect(resolvePlain(text)).toBe('!!null');
});

test.for<[text: string, value: bigint]>([
  ['0', 0n],
  ['-0', 0n],
  ['+1', 1n],
  ['0644', 420n],
  ['-0644', -420n],
  ['00', 0n],
  ['0o17', 15n],
  ['0O17', 15n],
  ['0x1F', 31n],
  ['0X1f', 31n],
  ['-0x10', -16n],
  ['0b11', 3n],
  ['0b111_000', 56n],
  ['1_000', 1000n],
  ['1__0', 10n],
  ['1_', 1n],
  ['0_7', 7n],
  ['9007199254740993', 9007199254740993n],
  ['18446744073709551615', 18446744073709551615n],
  ['-9223372036854775808', -9223372036854775808n],
])('reads %s as an integer', ([text, value]) => {
  expect(resolvePlain(text)).toBe('!!int');
  expect(integerValue(text)).toBe(value);
});

test.for<[text: string, value: number]>([
  ['1e3', 1000],
  ['1E3', 1000],
  ['1e-3', 0.001],
  ['1.', 1],
  ['.5', 0.5],
  ['-.5', -0.5],
  ['08', 8],
  ['09', 9],
  ['1_0.5', 10.5],
  ['18446744073709551616', 2 ** 64],
  ['.inf', Number.POSITIVE_INFINITY],
  ['-.Inf', Number.NEGATIVE_INFINITY],
  ['.NaN', Number.NaN],
])('reads %s as a number', ([text, value]) => {
  expect(resolvePlain(text)).toBe('!!float');
  expect(floatValue(text)).toBe(value);
});

test.for([
  '_1',
  '0xZ',
  '0b2',
  '0o8',
  '1e',
  '1e+',
  '.e1',
  '.',
  '..',
  '-',
  '--1',
  '+-1',
  '1,000',
  '12:30',
  '12:30:45',
  '190:20:30',
  'NaN',
  'inf',
  'Infinity',
  '1.2.3',
  'v1',
  'nULL',
  '<<',
  '=',
  '1e400',
  '-1e400',
  '0x1FFFFFFFFFFFFFFFF',
])('reads %s as text', (text) => {
  expect(resolvePlain(text)).toBe('!!str');
});

test.for<[text: string, json: string]>([
  ['2024-01-02', '2024-01-02T00:00:00Z'],
  ['2024-1-2', '2024-01-02T00:00:00Z'],
  ['2024-02-29', '2024-02-29T00:00:00Z'],
  ['2024-01-02T03:04:05Z', '2024-01-02T03:04:05Z'],
  ['2024-01-02t03:04:05Z', '2024-01-02T03:04:05Z'],
  ['2024-01-02T3:04:05Z', '2024-01-02T03:04:05Z'],
  ['2024-01-02 03:04:05', '2024-01-02T03:04:05Z'],
  ['2024-01-02T03:04:05+02:00', '2024-01-02T03:04:05+02:00'],
  ['2024-01-02T03:04:05.100Z', '2024-01-02T03:04:05.1Z'],
  ['2024-01-02T03:04:05.000Z', '2024-01-02T03:04:05Z'],
  ['2024-01-02T03:04:05,5Z', '2024-01-02T03:04:05.5Z'],
  ['2024-01-02T03:04:05.1234567891Z', '2024-01-02T03:04:05.123456789Z'],
  ['2024-01-02T03:04:05+00:00', '2024-01-02T03:04:05Z'],
  ['2024-01-02T03:04:05-00:00', '2024-01-02T03:04:05Z'],
])('reads %s as a time', ([text, json]) => {
  expect(resolvePlain(text)).toBe('!!timestamp');
  expect(timestampText(text)).toBe(json);
});

test.for([
  '2024-13-01',
  '2024-02-30',
  '2023-02-29',
  '2024-01-02T03:04:05',
  '2024-01-02 03:04:05Z',
  '2024-01-02T25:00:00Z',
  '24-01-02',
  '2024-01',
])('reads %s, which is no time of Go, as text', (text) => {
  expect(resolvePlain(text)).toBe('!!str');
});

test('reads a date as text in version 2', () => {
  expect(resolvePlain('2024-01-02', 'go-yaml-v2')).toBe('!!str');
});

test('knows the words for true of both versions', () => {
  expect(['true', 'TRUE', 'yes', 'On', 'y', 'false', 'no', 'off', 'N'].filter(booleanValue)).toEqual([
    'true',
    'TRUE',
    'yes',
    'On',
    'y',
  ]);
});

test('lets only plain words without a tag differ between the versions', () => {
  const file = sourceFile('a.yaml' as RepoPath, '[yes, "yes", !!str yes, 0644]');
  const root = parseYaml(file).documents[0]?.root;
  const tags = [0, 1, 2, 3].map((at) => {
    const node = nodeAt(root, at);
    return node?.kind === 'scalar' ? tagIn(node, 'go-yaml-v2') : undefined;
  });
  expect(tags).toEqual(['!!bool', '!!str', '!!str', '!!int']);
});

test('every integer that it finds has a value', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('0', '1', '7', '9', 'x', 'o', 'b', '_', '-', '+', 'a') }),
      (text) => {
        if (resolvePlain(text) === '!!int') expect(typeof integerValue(text)).toBe('bigint');
      },
    ),
  );
});
