import { expect, test } from 'vitest';
import { parseRepo, repo } from './repo.js';

test('makes a file of every section, without the marks', () => {
  const { files, tree, marks } = repo`
# === a/b.yaml
x: 1
#  ^ some-rule
y: 2

# === c.yaml
z: 3
`;
  expect(files).toEqual({ 'a/b.yaml': 'x: 1\ny: 2\n', 'c.yaml': 'z: 3\n' });
  expect(tree.paths).toEqual(['a/b.yaml', 'c.yaml']);
  expect(marks).toHaveLength(1);
});

test('reads a mark as the characters of the line above', () => {
  const { marks } = repo`
# === a.yaml
spec:
  name: fleet
  #     ^^^^^ source-not-found: names a GitRepository
`;
  expect(marks).toEqual([
    {
      file: 'a.yaml',
      line: 2,
      column: 9,
      endColumn: 14,
      rule: 'source-not-found',
      says: 'names a GitRepository',
    },
  ]);
});

test('reads columns where a caret cannot stand', () => {
  const { marks } = parseRepo('# === a.yaml\nname: x\n# @1-4 team/some-rule: why\n');
  expect(marks).toEqual([
    { file: 'a.yaml', line: 1, column: 1, endColumn: 5, rule: 'team/some-rule', says: 'why' },
  ]);
});

test('takes several marks below a line for marks of that line', () => {
  const { marks, files } = repo`
# === a.yaml
a: 1
#^ one
#  ^ two
b: 2
#  ^ three
`;
  expect(marks.map(({ rule, line }) => `${rule} ${line}`)).toEqual(['one 1', 'two 1', 'three 2']);
  expect(files['a.yaml']).toBe('a: 1\nb: 2\n');
});

test.for(['# just a comment', '# ^ Not a rule', '#^', '# ^^ rule but more words', 'a: "# ^ rule"'])(
  'keeps what is no mark: %s',
  (line) => {
    const { files, marks } = parseRepo(`# === a.yaml\n${line}\n`);
    expect(marks).toEqual([]);
    expect(files['a.yaml']).toBe(`${line}\n`);
  },
);

test('keeps backslashes, and takes values into the text', () => {
  const { files } = repo`
# === a.yaml
a: "\n"
b: ${1 + 1}
`;
  expect(files['a.yaml']).toBe('a: "\\n"\nb: 2\n');
});

test('keeps the last of two sections with one path', () => {
  expect(parseRepo('# === a.yaml\na: 1\n# === a.yaml\nb: 2').files).toEqual({ 'a.yaml': 'b: 2' });
});

test('refuses a text without files, and one that begins before the first', () => {
  expect(() => parseRepo('\n')).toThrow('# === path');
  expect(() => parseRepo('a: 1\n# === a.yaml\n')).toThrow('a: 1');
});
