import { describe, expect, test } from 'vitest';
import { evaluate } from './envsubst.js';
import { call } from './envsubst-functions.js';

function apply(text: string, value: string, others: Readonly<Record<string, string>> = {}): string {
  const { text: result, error } = evaluate(
    text,
    (name) => ({ kind: 'value', text: name === 'A' ? value : (others[name] ?? '') }),
    'strict',
  );
  return error ? error.kind : result;
}

type Case = readonly [text: string, value: string, expected: string];

describe('cases', () => {
  test.for<Case>([
    ['${A^}', 'val', 'Val'],
    ['${A^^}', 'val', 'VAL'],
    ['${A,}', 'VAL', 'vAL'],
    ['${A,,}', 'VAL', 'val'],
    ['${A^}', '', ''],
    ['${A^}', 'éa', 'Éa'],
    ['${A^}', '😀a', '😀a'],
    ['${A,^}', 'vaL', 'vaL'],
    ['${A^,}', 'vaL', 'vaL'],
  ])('%s of %j is %j', ([text, value, expected]) => {
    expect(apply(text, value)).toBe(expected);
  });
});

describe('lengths', () => {
  test.for<Case>([
    ['${#A}', 'val', '3'],
    ['${#A}', '', '0'],
    ['${#A}', 'é', '2'],
    ['${#A}', '😀', '4'],
  ])('%s of %j counts bytes: %s', ([text, value, expected]) => {
    expect(apply(text, value)).toBe(expected);
  });
});

describe('substrings', () => {
  test.for<Case>([
    ['${A:0}', 'abcdef', 'abcdef'],
    ['${A:1}', 'abcdef', 'bcdef'],
    ['${A:6}', 'abcdef', ''],
    ['${A:7}', 'abcdef', ''],
    ['${A:1:2}', 'abcdef', 'bc'],
    ['${A:1:0}', 'abcdef', ''],
    ['${A:4:9}', 'abcdef', 'ef'],
    ['${A:9:2}', 'abcdef', ''],
    ['${A: -2}', 'abcdef', 'abcdef'],
    ['${A:+1}', 'abcdef', 'abcdef'],
    ['${A:raw}', 'abcdef', 'abcdef'],
    ['${A:1:raw}', 'abcdef', 'abcdef'],
    ['${A:1::2}', 'abcdef', 'bc'],
    ['${A:0:2}', 'é!', 'é'],
  ])('%s of %j is %j', ([text, value, expected]) => {
    expect(apply(text, value)).toBe(expected);
  });

  test('take their numbers from other variables', () => {
    expect(apply('${A:${N}:${M}}', 'abcdef', { N: '2', M: '3' })).toBe('cde');
  });

  test('count from the end with a negative number, which needs another variable', () => {
    expect(apply('${A:${N}}', 'abcdef', { N: '-2' })).toBe('ef');
    expect(apply('${A:${N}}', 'abcdef', { N: '-9' })).toBe('abcdef');
  });

  test.for(['-1', '-6'])(
    'with a length below zero are an error, like the panic of the real program: %s',
    (length) => {
      expect(apply(`\${A:2:${length}}`, 'abcdef')).toBe('syntax');
    },
  );
});

describe('trims', () => {
  test.for<Case>([
    ['${A#a}', 'abcabc', 'bcabc'],
    ['${A#b}', 'abcabc', 'abcabc'],
    ['${A#*c}', 'abcabc', 'abc'],
    ['${A##*c}', 'abcabc', ''],
    ['${A##*b}', 'abcabc', 'c'],
    ['${A%c}', 'abcabc', 'abcab'],
    ['${A%b*}', 'abcabc', 'abca'],
    ['${A%%b*}', 'abcabc', 'a'],
    ['${A#?}', 'abc', 'bc'],
    ['${A#[a-b]}', 'abc', 'bc'],
    ['${A#[^a]}', 'abc', 'abc'],
    ['${A#*/}', 'a/b/c', 'b/c'],
    ['${A##*/}', 'a/b/c', 'c'],
    ['${A%%/*}', 'a/b/c', 'a'],
    ['${A#v}', 'v1.2', '1.2'],
    ['${A#\\*}', '*x', 'x'],
    ['${A###}', '#x', 'x'],
    ['${A%%%}', 'x%', 'x'],
    ['${A#x}', '', ''],
  ])('%s of %j is %j', ([text, value, expected]) => {
    expect(apply(text, value)).toBe(expected);
  });

  test('take at least one character, even for a star', () => {
    expect(apply('${A#*}', 'abc')).toBe('bc');
    expect(apply('${A%*}', 'abc')).toBe('ab');
  });

  test.for<Case>([
    ['${A#[}', '[x', '[x'],
    ['${A#[a}', 'abc', 'abc'],
    ['${A#[]a]}', ']x', ']x'],
    ['${A#a\\}', 'a', 'a'],
  ])('leave the value alone where the pattern is malformed: %s', ([text, value, expected]) => {
    expect(apply(text, value)).toBe(expected);
  });

  // The real program turns value and pattern around, and a class that is turned around is none.
  test('do not know classes at the end of a value', () => {
    expect(apply('${A%[0-9]}', 'v1')).toBe('v1');
  });

  test('take the pattern from another variable', () => {
    expect(apply('${A%${S}}', 'app-prod', { S: '-prod' })).toBe('app');
  });

  test('do not become slow with many stars', () => {
    expect(apply(`\${A#${'*a'.repeat(30)}b}`, 'a'.repeat(300))).toBe('a'.repeat(300));
  });
});

describe('replacements', () => {
  test.for<Case>([
    ['${A/b/x}', 'abcb', 'axcb'],
    ['${A//b/x}', 'abcb', 'axcx'],
    ['${A/b/}', 'abcb', 'acb'],
    ['${A//b/}', 'abcb', 'ac'],
    ['${A/z/x}', 'abcb', 'abcb'],
    ['${A/#a/x}', 'aba', 'xba'],
    ['${A/#b/x}', 'aba', 'aba'],
    ['${A/%a/x}', 'aba', 'abx'],
    ['${A/%b/x}', 'aba', 'aba'],
    ['${A/#a/}', 'aba', 'aba'],
    ['${A/%a/}', 'aba', 'aba'],
    ['${A/./-}', 'a.b', 'a-b'],
    ['${A//./-}', '1.2.3', '1-2-3'],
    ['${A//\\//-}', 'a/b/c', 'a-b-c'],
    ['${A/\\\\/-}', 'a\\b', 'a-b'],
    ['${A/a/$$}', 'a', '$'],
    ['${A/a/b/c}', 'a', 'b/c'],
    ['${A/a//b}', 'a', 'b'],
    ['${A/}/x}', 'a}', 'ax'],
    ['${A/*/x}', 'a*', 'ax'],
  ])('%s of %j is %j', ([text, value, expected]) => {
    expect(apply(text, value)).toBe(expected);
  });

  test('do not read signs of JavaScript in the replacement', () => {
    expect(apply('${A/b/${R}}', 'abc', { R: '$&' })).toBe('a$&c');
  });

  test('take both texts from other variables', () => {
    expect(apply('${A/${S}/${R}}', 'abc', { S: 'b', R: 'x' })).toBe('axc');
  });

  test('of an empty text put the replacement in front', () => {
    expect(apply('${A/${S}/x}', 'abc')).toBe('xabc');
  });
});

test.for<[operator: string, value: string, args: readonly string[], expected: string]>([
  ['^^', 'straße', [], 'STRAßE'],
  ['^', 'ßa', [], 'ßa'],
  [',,', 'ΑΣ', [], 'ασ'],
  [',,', 'İ', [], 'i'],
  ['//', 'ab', ['', '-'], '-a-b-'],
  ['/', 'ab', ['', '-'], '-ab'],
  [':', 'abc', ['99999999999999999999'], 'abc'],
  [':', 'abc', ['0', '99999999999999999999'], 'abc'],
  [':', 'abc', ['+1'], 'bc'],
])('%s does with %j and %j what Go does', ([operator, value, args, expected]) => {
  expect(call(operator, value, args)).toBe(expected);
});
