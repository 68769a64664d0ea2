import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { sourceFile } from '../../source/source-file.js';
import { toPlain } from '../nodes/to-plain.js';
import { parseYaml } from '../read/parse-yaml.js';

const read = (text: string) => parseYaml(sourceFile('a.yaml' as RepoPath, text));

test.for<[text: string, code: string]>([
  ['a: [http://b/c?d=e]\n', 'yaml/syntax'],
  ['a: {b: c?d}\n', 'yaml/syntax'],
  ['a: [0.0.0.0/0, ::/0]\n', 'yaml/syntax'],
  ['a: {b: ::1}\n', 'yaml/syntax'],
  ['a: "b\\/c"\n', 'yaml/syntax'],
  ['a: "\\ud83d\\ude00"\n', 'yaml/syntax'],
  ['a: "\\\\\\/"\n', 'yaml/syntax'],
  ['a: &b.c d\n', 'yaml/syntax'],
  ['a: &é d\ne: *é\n', 'yaml/syntax'],
  ['a: !!int b\n', 'yaml/bad-tag'],
  ['a: !!int 1.5\n', 'yaml/bad-tag'],
  ['a: !!float b\n', 'yaml/bad-tag'],
  ['a: !!bool yes\n', 'yaml/bad-tag'],
  ['a: !!null b\n', 'yaml/bad-tag'],
  ['a: !!timestamp b\n', 'yaml/bad-tag'],
  ['a: !!binary b$\n', 'yaml/bad-tag'],
  ['a: .inf\n', 'yaml/bad-tag'],
  ['a: -.Inf\n', 'yaml/bad-tag'],
  ['a: .nan\n', 'yaml/bad-tag'],
])('Go refuses %j', ([text, code]) => {
  const { diagnostics, documents } = read(text);
  expect(diagnostics.map((each) => each.code)).toEqual([code]);
  expect(documents[0]?.broken).toBe(true);
});

test.for([
  'a: http://b/c?d=e\n',
  'a: ["http://b/c?d=e"]\n',
  'a: [b]\nc: d?e\n',
  'a: ::1\n',
  'a: [a::b, c:d]\n',
  'a: "b\\\\/c"\n',
  "a: '\\/'\n",
  'a: |\n  "\\/\\ud83d"\n',
  'a: "\\u00e9"\n',
  'a: &b-c_1 d\ne: *b-c_1\n',
  'a: !!float 1\n',
  'a: !foo b\n',
  'a: !!foo b\n',
  'a: ".inf"\n',
])('Go takes %j', (text) => {
  expect(read(text).diagnostics).toEqual([]);
});

test.for<[text: string, value: unknown]>([
  ['!!binary aGVsbG8=', 'hello'],
  ['!!binary |\n  aGVs\n  bG8=', 'hello'],
  ['!!binary ""', ''],
  ['!!timestamp 2020-01-02', '2020-01-02T00:00:00Z'],
  ['!!timestamp "2020-01-02"', '2020-01-02T00:00:00Z'],
  ['!!set {b: , c: }', { b: null, c: null }],
  ['!!omap [b: 1]', [{ b: 1 }]],
  ['!!merge b', 'b'],
])('reads %j', ([text, value]) => {
  const [document] = read(`a: ${text}\n`).documents;
  expect(document?.root && toPlain(document.root)).toEqual({ a: value });
});
