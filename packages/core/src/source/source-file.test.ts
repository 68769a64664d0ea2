import { expect, test } from 'vitest';
import type { RepoPath } from './repo-path.js';
import { type SourceFile, sourceFile } from './source-file.js';

const file = (content: string | Uint8Array): SourceFile => sourceFile('a.yaml' as RepoPath, content);
const bytes = (...codes: number[]): Uint8Array => Uint8Array.from(codes);

test('decodes bytes as UTF-8', () => {
  const made = file(bytes(0xc3, 0xa9, 0x0a));
  expect(made.text).toBe('é\n');
  expect(made.bytes).toBeUndefined();
});

test('keeps a byte order mark, so that offsets count it', () => {
  expect(file(bytes(0xef, 0xbb, 0xbf, 0x61)).text).toBe('\ufeffa');
});

test.for<[name: string, content: Uint8Array]>([
  ['a lone continuation byte', bytes(0x61, 0x80)],
  ['a cut sequence', bytes(0x61, 0xc3)],
  ['an overlong sequence', bytes(0xc0, 0xaf)],
  ['a surrogate', bytes(0xed, 0xa0, 0x80)],
  ['UTF-16', bytes(0xff, 0xfe, 0x61, 0x00)],
  ['UTF-16 that is cut', bytes(0xff, 0xfe, 0x61)],
])('keeps the bytes of %s', ([, content]) => {
  expect(file(content).bytes).toBe(content);
});

test.for<[name: string, content: Uint8Array]>([
  ['little-endian', bytes(0xff, 0xfe, 0xe9, 0x00, 0x0a, 0x00)],
  ['big-endian', bytes(0xfe, 0xff, 0x00, 0xe9, 0x00, 0x0a)],
])('decodes %s UTF-16 by its mark', ([, content]) => {
  expect(file(content)).toMatchObject({ text: '\ufeffé\n', encoding: 'utf-16' });
});

test('tells what git-crypt has encrypted, and what is no text', () => {
  const locked = Uint8Array.from([0, ...Buffer.from('GITCRYPT'), 0, 1, 2]);
  expect(file(locked).encoding).toBe('git-crypt');
  expect(file(bytes(0xff, 0xfe, 0x61)).encoding).toBe('binary');
});

test('takes NUL characters for text', () => {
  expect(file(bytes(0x61, 0x00)).bytes).toBeUndefined();
});

test('reads an empty file', () => {
  expect(file(bytes()).text).toBe('');
  expect(file('').lines.starts).toEqual([0]);
});

test('counts its lines once', () => {
  const made = file('a\nb');
  expect(made.lines.starts).toEqual([0, 2]);
  expect(made.lines).toBe(made.lines);
});
