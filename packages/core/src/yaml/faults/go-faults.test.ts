import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { sourceFile } from '../../source/source-file.js';
import { parseYaml } from '../read/parse-yaml.js';

const read = (text: string) => parseYaml(sourceFile('a.yaml' as RepoPath, text));

test.for<[text: string, place: string]>([
  ['%YAML 1.2\n---\na: 1\n', '%'],
  ['# c\n%YAML 1.3\n---\na: 1\n', '%'],
  ['%FOO bar\n---\na: 1\n', '%'],
])('tells of the directive of %j', ([text, place]) => {
  const { diagnostics, documents } = read(text);
  expect(diagnostics.map(({ code }) => code)).toEqual(['yaml/syntax']);
  expect(text.slice(diagnostics[0]?.span.start, diagnostics[0]?.span.end)).toBe(place);
  expect(documents[0]).toMatchObject({ root: undefined, broken: true });
});

test.for(['%YAML 1.1\n---\na: 1\n', 'a: "%YAML 1.2"\n', 'a: |\n  %FOO\n'])('takes %j', (text) => {
  expect(read(text).diagnostics).toEqual([]);
});

test('looks at no JSON patch with these eyes', () => {
  expect(read('[\n\t{"op": "add", "path": "/a", "value": "\\/\\ud83d\\ude00"}\n]\n\t\n').diagnostics).toEqual(
    [],
  );
});
