import { expect, test } from 'vitest';
import { isPrintable, writeKey, writeScalar } from './print-scalar.js';

// The expectations were recorded from `kubectl kustomize` (kustomize 5.5.0).

/** The lines of a string as the value of a key `a` of an outermost mapping entry two further in. */
const write = (text: string): string[] => writeScalar({ text, quoted: true }, 5, 4);
const words = (count: number): string => Array.from({ length: count }, (_, at) => `word${at}`).join(' ');

test.for([
  'a',
  'a b',
  'a:b',
  'a#b',
  ':a',
  '-a',
  '?a',
  '--',
  'a]',
  'a,b',
  '\\',
  'it\'s "here"',
  'é',
  '日本語',
  '+',
  '.',
  '<<',
  '=',
  '08x',
  '2024-13-01',
  'nULL',
])('writes %j plain', (text) => {
  expect(write(text)).toEqual([text]);
});

test.for<[text: string, written: string]>([
  [' ', "' '"],
  ['a ', "'a '"],
  [' a', "' a'"],
  ['a:', "'a:'"],
  ['a: b', "'a: b'"],
  ['a #b', "'a #b'"],
  ['#a', "'#a'"],
  ['- a', "'- a'"],
  ['? a', "'? a'"],
  ['-', "'-'"],
  ['---', "'---'"],
  ['---a', "'---a'"],
  ['[a', "'[a'"],
  ['*a', "'*a'"],
  ['!a', "'!a'"],
  ['@a', "'@a'"],
  ['`a', "'`a'"],
  ['"a"', `'"a"'`],
  ["'a", "'''a'"],
  [',a', "',a'"],
])('writes %j in single quotes', ([text, written]) => {
  expect(write(text)).toEqual([written]);
});

test.for<[text: string, written: string]>([
  ['', '""'],
  ['null', '"null"'],
  ['~', '"~"'],
  ['true', '"true"'],
  ['yes', '"yes"'],
  ['N', '"N"'],
  ['1', '"1"'],
  ['0644', '"0644"'],
  ['0o17', '"0o17"'],
  ['1e3', '"1e3"'],
  ['.inf', '".inf"'],
  ['12:30:45', '"12:30:45"'],
  ['2024-01-02', '"2024-01-02"'],
  ['a\tb', '"a\\tb"'],
  ['a\rb', '"a\\rb"'],
  ['\0', '"\\0"'],
  ['\x1b[0m', '"\\e[0m"'],
  ['😀', '"\\U0001F600"'],
  ['a \nb', '"a \\nb"'],
  ['a\n\tb', '"a\\n\\tb"'],
])('writes %j in double quotes', ([text, written]) => {
  expect(write(text)).toEqual([written]);
});

test.for<[text: string, lines: string[]]>([
  ['a\n', ['|', '    a']],
  ['a\nb', ['|-', '    a', '    b']],
  ['a\n\n', ['|+', '    a', '']],
  ['\n', ['|2+', '']],
  ['\na', ['|2-', '', '    a']],
  [' a\nb', ['|2-', '     a', '    b']],
  ['a\n b', ['|-', '    a', '     b']],
  ['a\n---\nb', ['|-', '    a', '    ---', '    b']],
  ['a\n#b', ['|-', '    a', '    #b']],
])('writes %j as a block', ([text, lines]) => {
  expect(write(text)).toEqual(lines);
});

test('never folds a line of a block', () => {
  expect(write(`${words(30)}\n`)).toEqual(['|', `    ${words(30)}`]);
});

test('folds a long text at the first blank past column 80', () => {
  const [first = '', second = ''] = write(words(30));
  expect(first).toBe(words(13));
  expect(second).toMatch(/^ {4}word13 /);
});

test('does not fold a text without blanks', () => {
  expect(write('x'.repeat(200))).toHaveLength(1);
});

test('folds within single and double quotes', () => {
  expect(write(`# ${words(30)}`).length).toBeGreaterThan(1);
  expect(write(`${words(30)}\t`)[0]?.startsWith('"')).toBe(true);
  expect(write(`${words(30)}\t`).length).toBeGreaterThan(1);
});

test('loses nothing where it folds', () => {
  const unfolded = write(words(60))
    .map((line) => line.trim())
    .join(' ');
  expect(unfolded).toBe(words(60));
});

test('writes what is no string as it is', () => {
  expect(writeScalar({ text: 'true', quoted: false }, 0, 0)).toEqual(['true']);
});

test.for<[key: string, written: string]>([
  ['a', 'a'],
  ['a/b.c-d', 'a/b.c-d'],
  ['a b', 'a b'],
  ['<<', '<<'],
  ['', '""'],
  ['yes', '"yes"'],
  ['y', '"y"'],
  ['8080', '"8080"'],
  ['a:', "'a:'"],
  ["'a", "'''a'"],
  ['*', "'*'"],
])('writes the key %j', ([key, written]) => {
  expect(writeKey(key, 0)).toBe(written);
});

test('marks a key that is longer than a simple one may be', () => {
  expect(writeKey('k'.repeat(128), 2)).toBe('k'.repeat(128));
  expect(writeKey('k'.repeat(129), 2)).toBe(`? ${'k'.repeat(129)}\n  `);
});

test('tells which characters are written as they are', () => {
  const chars = [
    'a',
    '\n',
    ' ',
    'é',
    '\u00a0',
    '日',
    '\t',
    '\x7f',
    '\x85',
    '\ufeff',
    '\ud800',
    '\ufffe',
    '\0',
  ];
  expect(chars.filter((char) => isPrintable(char))).toEqual(['a', '\n', ' ', 'é', '\u00a0', '日']);
});
