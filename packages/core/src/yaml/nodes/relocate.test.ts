import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { sourceFile } from '../../source/source-file.js';
import { parseYaml } from '../read/parse-yaml.js';

const PADDING = `# ${'x'.repeat(5000)}\n`;
const TEXT = `${PADDING}a: &anchor
  list: [1, "two", 'three']
  text: |
    first
    second
b: *anchor
8080: odd
---
plain
`;

test('a file with the text of another one is read as if it were alone', () => {
  const first = parseYaml(sourceFile('one.yaml' as RepoPath, TEXT));
  const copied = parseYaml(sourceFile('two.yaml' as RepoPath, TEXT));
  const alone = parseYaml(sourceFile('two.yaml' as RepoPath, `${TEXT}\n`));
  const inOne = JSON.stringify(first).replaceAll('one.yaml', 'two.yaml');
  expect(JSON.stringify(copied)).toBe(inOne);
  expect(copied.documents[0]?.root).toEqual(alone.documents[0]?.root);
  expect(first.documents[0]?.root?.origin.span.file).toBe('one.yaml');
});

test('aliases stay shared: unfolded, a chain of them would fill any memory', () => {
  const text = `${PADDING}a: &a { x: y }\nb: *a\n`;
  const roots = ['shared-1.yaml', 'shared-2.yaml'].map(
    (name) => parseYaml(sourceFile(name as RepoPath, text)).documents[0]?.root,
  );
  for (const root of roots) {
    const values = root?.kind === 'map' ? root.entries.map(({ value }) => value) : [];
    expect(values).toHaveLength(2);
    expect(values[0]).toBe(values[1]);
  }
});

test('problems are told for each of the files', () => {
  const broken = `${PADDING}a: 1\na: 2\n`;
  for (const name of ['broken-1.yaml', 'broken-2.yaml']) {
    const { diagnostics } = parseYaml(sourceFile(name as RepoPath, broken));
    expect(diagnostics.map(({ code, span }) => [code, span.file])).toEqual([['yaml/duplicate-key', name]]);
  }
});
