import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { sourceFile } from '../../source/source-file.js';
import { parseYaml } from '../read/parse-yaml.js';
import type { Dialect } from './resolve-scalar.js';
import { type Plain, toPlain } from './to-plain.js';

function plain(text: string, dialect?: Dialect): Plain {
  const root = parseYaml(sourceFile('a.yaml' as RepoPath, text)).documents[0]?.root;
  if (!root) throw new Error('no document');
  return toPlain(root, dialect);
}

test('keeps integers exact that a number cannot hold', () => {
  expect(plain('[9007199254740991, 9007199254740992, -9007199254740993]')).toEqual([
    9007199254740991,
    9007199254740992n,
    -9007199254740993n,
  ]);
});

test('reads the words of YAML 1.1 by the dialect', () => {
  expect(plain('[yes, off, "no", true]')).toEqual(['yes', 'off', 'no', true]);
  expect(plain('[yes, off, "no", true]', 'go-yaml-v2')).toEqual([true, false, 'no', true]);
});

test('reads a date as the time that Go prints', () => {
  expect(plain('[2024-01-02, "2024-01-02"]')).toEqual(['2024-01-02T00:00:00Z', '2024-01-02']);
});

test('names keys by their text', () => {
  expect(plain('{8080: a, true: b, ~: c}')).toEqual({ 8080: 'a', true: 'b', '~': 'c' });
});

test('makes mappings that inherit nothing', () => {
  const value = plain('__proto__: {polluted: true}\n') as { readonly polluted?: unknown };
  expect(value.polluted).toBeUndefined();
  expect(Object.keys(value)).toEqual(['__proto__']);
});

test('keeps the order of keys and items', () => {
  expect(Object.keys(plain('{z: 1, a: 2, m: 3}') as object)).toEqual(['z', 'a', 'm']);
});
