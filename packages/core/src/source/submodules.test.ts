import { expect, test } from 'vitest';
import { type FileTree, memoryTree } from './file-tree.js';
import type { RepoPath } from './repo-path.js';
import { submoduleOf, submodulesOf } from './submodules.js';

const withModules = (text: string): FileTree => memoryTree({ '.gitmodules': text, 'a.yaml': '' });

test('reads the paths of .gitmodules', () => {
  const tree = withModules(
    '[submodule "one"]\n\tpath = vendor/one\n\turl = https://example.com/one.git\n' +
      '[submodule "two"]\n  path=two/\n',
  );
  expect(submodulesOf(tree)).toEqual(['vendor/one', 'two']);
});

test('reads .gitmodules with lines that end in CR LF', () => {
  expect(submodulesOf(withModules('[submodule "a"]\r\n\tpath = a\r\n'))).toEqual(['a']);
});

test.for(['path = ../out', 'path = /etc', 'path = .', 'path =', '# path = a', 'xpath = a', ''])(
  'has no submodule for %j',
  (line) => {
    expect(submodulesOf(withModules(`[submodule "x"]\n${line}\n`))).toEqual([]);
  },
);

test('has no submodules without .gitmodules', () => {
  expect(submodulesOf(memoryTree({ 'a.yaml': '' }))).toEqual([]);
});

test('trusts a tree that knows its submodules over the file', () => {
  const tree: FileTree = { ...withModules('path = a\n'), submodules: ['b' as RepoPath] };
  expect(submodulesOf(tree)).toEqual(['b']);
});

test('tells the submodule that a path stands in', () => {
  const tree = withModules('path = vendor/one\n');
  const of = (path: string): RepoPath | undefined => submoduleOf(tree, path as RepoPath);
  expect([of('vendor/one'), of('vendor/one/a/b.yaml')]).toEqual(['vendor/one', 'vendor/one']);
  expect([of('vendor/one-more/a'), of('vendor'), of('')]).toEqual([undefined, undefined, undefined]);
});
