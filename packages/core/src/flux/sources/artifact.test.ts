import { describe, expect, test } from 'vitest';
import { type FileTree, memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import { artifactTree, whyLeftOut } from './artifact.js';

function tree(files: Readonly<Record<string, string>> | readonly string[]): FileTree {
  if (!Array.isArray(files)) return memoryTree(files as Readonly<Record<string, string>>);
  return memoryTree(Object.fromEntries(files.map((path: string) => [path, 'x'])));
}

const packed = (
  files: Readonly<Record<string, string>> | readonly string[],
  ignore = '',
): readonly string[] => artifactTree(tree(files), ignore).paths;

describe('without any patterns', () => {
  test.for([
    ...['.git/config', '.gitignore', '.gitmodules', 'a/.gitattributes'],
    ...['a/logo.png', 'x.jpg', 'x.jpeg', 'x.gif', 'x.wmv', 'x.flv', 'chart.tar.gz', 'a.zip'],
    ...['.github/ci.yaml', '.circleci/config.yml', '.travis.yml', '.gitlab-ci.yml', 'appveyor.yml'],
    ...['.drone.yml', 'cloudbuild.yaml', 'codeship-services.yml', 'codeship-steps.yml'],
    ...['.goreleaser.yml', '.sops.yaml', 'clusters/prod/.sops.yaml', '.flux.yaml', 'a/b/.flux.yaml'],
  ])('leaves out %s', (path) => {
    expect(packed([path, 'kept.yaml'])).toEqual(['kept.yaml']);
  });

  test.for([
    '.yamllint.yaml',
    'a/github/x.yaml',
    'README.md',
    '.sourceignore',
    'x.tgz',
    'sops.yaml',
    '.sops.yml',
  ])('keeps %s', (path) => {
    expect(packed([path])).toEqual([path]);
  });

  test('is the very tree where nothing is left out, and the same answer each time', () => {
    const files = tree(['a.yaml', '.sops.yaml']);
    expect(artifactTree(files)).toBe(artifactTree(files));
    expect(artifactTree(files)).not.toBe(artifactTree(files, 'a.yaml'));
  });
});

describe('patterns of the user', () => {
  const FILES = ['.git/x', '.gitignore', '.sops.yaml', '.github/ci.yaml', 'a.yaml', 'deploy/b.yaml', 'x.png'];

  test('in spec.ignore replace the defaults, but not those of version control', () => {
    expect(packed(FILES, 'a.yaml')).toEqual(['.github/ci.yaml', '.sops.yaml', 'deploy/b.yaml', 'x.png']);
  });

  test('that are only comments and empty lines leave the defaults', () => {
    expect(packed(FILES, '# nothing\n\n   \n')).toEqual(['a.yaml', 'deploy/b.yaml']);
  });

  test('exclude all and take a directory back', () => {
    expect(packed(FILES, '/*\n!/deploy\n')).toEqual(['deploy/b.yaml']);
  });

  test('count in order: the last one that fits', () => {
    expect(packed(['a.yaml', 'b.yaml'], '!a.yaml\n*.yaml')).toEqual([]);
    expect(packed(['a.yaml', 'b.yaml'], '*.yaml\n!a.yaml')).toEqual(['a.yaml']);
  });

  test('may end in CRLF', () => {
    expect(packed(['a.yaml', 'b.yaml'], 'a.yaml\r\n# x\r\n')).toEqual(['b.yaml']);
  });

  test('in .sourceignore replace the defaults as well', () => {
    expect(packed({ '.sourceignore': 'a.yaml', 'a.yaml': '', '.sops.yaml': '' })).toEqual([
      '.sops.yaml',
      '.sourceignore',
    ]);
  });

  test('of a .sourceignore in a directory reach no further than it', () => {
    const files = { 'x/.sourceignore': 'a.yaml\n/b.yaml\n', 'a.yaml': '', 'b.yaml': '' };
    const inside = { 'x/a.yaml': '', 'x/y/a.yaml': '', 'x/b.yaml': '', 'x/y/b.yaml': '' };
    expect(packed({ ...files, ...inside })).toEqual(['a.yaml', 'b.yaml', 'x/.sourceignore', 'x/y/b.yaml']);
  });

  test('in spec.ignore come after those in .sourceignore', () => {
    expect(packed({ '.sourceignore': '*.yaml', 'a.yaml': '', 'b.yaml': '' }, '!a.yaml')).toEqual([
      '.sourceignore',
      'a.yaml',
    ]);
  });
});

describe('links', () => {
  const linked: FileTree = { ...tree(['a.yaml', 'link.yaml']), links: new Set(['link.yaml' as RepoPath]) };

  test('are never packed', () => {
    expect(artifactTree(linked).paths).toEqual(['a.yaml']);
  });

  test('are told apart from what is ignored', () => {
    expect(whyLeftOut(linked, 'link.yaml' as RepoPath)).toBe('link');
    expect(whyLeftOut(linked, 'a.yaml' as RepoPath)).toBeUndefined();
    expect(whyLeftOut(linked, 'a.yaml' as RepoPath, 'a.*')).toBe('ignored');
  });
});

describe('submodules', () => {
  const files = tree({ '.gitmodules': '[submodule "x"]\n\tpath = vendor/x\n', 'a.yaml': '' });

  test('are known where the source fetches them, although .gitmodules is not packed', () => {
    expect(artifactTree(files, '', 'fetched').submodules).toEqual(['vendor/x']);
  });

  test('are nothing where it does not', () => {
    expect(artifactTree(files).submodules).toEqual([]);
  });
});
