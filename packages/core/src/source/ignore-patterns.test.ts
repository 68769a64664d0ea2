import { expect, test } from 'vitest';
import { type IgnoreVerdict, judgeEntry, judgePath, parseIgnoreFile } from './ignore-patterns.js';
import { type RepoPath, ROOT } from './repo-path.js';

function judge(text: string, path: string, directory: string = ROOT): IgnoreVerdict {
  const patterns = parseIgnoreFile(text, directory as RepoPath);
  const what = path.endsWith('/') ? 'directory' : 'file';
  return judgePath(patterns, path.replace(/\/$/, '').split('/'), what);
}

test.for<[pattern: string, path: string]>([
  ['*.yaml', 'a.yaml'],
  ['*.yaml', 'x/y/a.yaml'],
  ['a.yaml', 'x/a.yaml'],
  ['/a.yaml', 'a.yaml'],
  ['x', 'x/y/a.yaml'],
  ['x', 'y/x'],
  ['x/', 'x/'],
  ['x/', 'x/a.yaml'],
  ['x/', 'y/x/a.yaml'],
  ['x/y', 'x/y/a.yaml'],
  ['x/*', 'x/y/a.yaml'],
  ['x/**', 'x/a.yaml'],
  ['**/a.yaml', 'a.yaml'],
  ['**/a.yaml', 'x/y/a.yaml'],
  ['x/**/a.yaml', 'x/a.yaml'],
  ['x/**/a.yaml', 'x/y/z/a.yaml'],
  ['/**/a.yaml', 'x/a.yaml'],
  ['[ab].yaml', 'b.yaml'],
  ['[!a].yaml', 'b.yaml'],
  ['?.yaml', 'a.yaml'],
  ['\\#a', '#a'],
  ['\\!a', '!a'],
  ['a ', 'a'],
  ['a\\ ', 'a '],
  ['.*', '.hidden'],
  ['  a', '  a'],
  ['x/\r', 'x/a.yaml'],
])('%j leaves out %s', ([pattern, path]) => {
  expect(judge(pattern, path)).toBe('ignored');
});

test.for<[pattern: string, path: string]>([
  ['/a.yaml', 'x/a.yaml'],
  ['x/y', 'z/x/y'],
  ['x/', 'x'],
  ['a.yaml/', 'a.yaml'],
  ['x/*/a.yaml', 'x/a.yaml'],
  ['x/*/a.yaml', 'x/y/z/a.yaml'],
  ['*/a.yaml', 'a.yaml'],
  ['[ab].yaml', 'c.yaml'],
  ['{a,b}.yaml', 'a.yaml'],
  ['+(a)', 'aa'],
  ['./a.yaml', 'a.yaml'],
  ['../a.yaml', 'a.yaml'],
  ['a.yaml #why', 'a.yaml'],
  ['#a', '#a'],
  ['A.yaml', 'a.yaml'],
  ['/', 'a'],
  ['', 'a'],
  ['   ', 'a'],
  ['a\t', 'a'],
])('%j says nothing of %s', ([pattern, path]) => {
  expect(judge(pattern, path)).toBe('no-match');
});

test('the last pattern that matches decides', () => {
  expect(judge('*.yaml\n!a.yaml', 'a.yaml')).toBe('included');
  expect(judge('!a.yaml\n*.yaml', 'a.yaml')).toBe('ignored');
});

test('reads lines that end in CR LF', () => {
  expect(judge('*.txt\r\n!a.txt\r\n', 'a.txt')).toBe('included');
});

test('binds a pattern to the directory of its file', () => {
  expect(judge('/a.yaml', 'x/a.yaml', 'x')).toBe('ignored');
  expect(judge('/a.yaml', 'x/y/a.yaml', 'x')).toBe('no-match');
  expect(judge('a.yaml', 'x/y/a.yaml', 'x')).toBe('ignored');
  expect(judge('a.yaml', 'y/a.yaml', 'x')).toBe('no-match');
});

test('says nothing of the very directory that a file of patterns stands in', () => {
  expect(judge('*', 'x/', 'x')).toBe('no-match');
});

test('ends on a pattern with many double stars', () => {
  expect(judge(`${'**/a/'.repeat(40)}b`, `${'a/'.repeat(80)}c`)).toBe('no-match');
});

test.for<[text: string, path: string, verdict: IgnoreVerdict]>([
  ['*\n!*/\n!*.yaml', 'x/b.txt', 'ignored'],
  ['*\n!*/\n!*.yaml', 'x/a.yaml', 'included'],
  ['*\n!*/\n!*.yaml', 'x/', 'included'],
  ['x', 'x/a', 'no-match'],
  ['x/', 'x/a', 'no-match'],
  ['x/', 'x', 'no-match'],
  ['x/', 'x/', 'ignored'],
  ['/x', 'x/a', 'no-match'],
  ['x/**', 'x/y/a', 'ignored'],
  ['**/a', 'x/y/a', 'ignored'],
  ['x/*', 'x/y/a', 'no-match'],
])('git is told by %j of the entry %s: %s', ([text, path, verdict]) => {
  const what = path.endsWith('/') ? 'directory' : 'file';
  const patterns = parseIgnoreFile(text, ROOT);
  expect(judgeEntry(patterns, path.replace(/\/$/, '').split('/'), what)).toBe(verdict);
});
