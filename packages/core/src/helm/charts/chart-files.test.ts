import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { directoryFiles, unpackArchive } from './chart-files.js';

const NAMES = ['.hidden', 'a.txt', 'b.md', 'dir/a.txt', 'dir/b.md', 'dir/sub/c.txt', 'tmp/x', 'x.bak'];

function kept(rules: string): string {
  const files = [...NAMES, 'templates/v.yaml', 'templates/.swp'].map((name) => ({ name, content: 'x' }));
  const all = [{ name: '.helmignore', content: rules }, ...files].map((each) => ({
    ...each,
    path: each.name as RepoPath,
  }));
  const found = directoryFiles(all);
  if ('error' in found) return found.error;
  return found
    .map(({ name }) => name)
    .filter((name) => NAMES.includes(name) || name === 'templates/.swp')
    .sort()
    .join(' ');
}

describe('directoryFiles', () => {
  // Recorded from Helm.
  it.each([
    ['', '.hidden a.txt b.md dir/a.txt dir/b.md dir/sub/c.txt tmp/x x.bak'],
    ['/a.txt', '.hidden b.md dir/a.txt dir/b.md dir/sub/c.txt tmp/x x.bak'],
    ['dir/', '.hidden a.txt b.md tmp/x x.bak'],
    ['dir', '.hidden a.txt b.md tmp/x x.bak'],
    ['dir/*.txt', '.hidden a.txt b.md dir/b.md dir/sub/c.txt tmp/x x.bak'],
    ['dir/sub', '.hidden a.txt b.md dir/a.txt dir/b.md tmp/x x.bak'],
    ['# c\n\n *.bak ', '.hidden a.txt b.md dir/a.txt dir/b.md dir/sub/c.txt tmp/x'],
    ['a[.]txt', '.hidden b.md dir/b.md dir/sub/c.txt tmp/x x.bak'],
    ['?.md', '.hidden a.txt dir/a.txt dir/sub/c.txt tmp/x x.bak'],
    ['sub/', '.hidden a.txt b.md dir/a.txt dir/b.md tmp/x x.bak'],
    ['dir/s*', '.hidden a.txt b.md dir/a.txt dir/b.md tmp/x x.bak'],
    ['!b.md', 'b.md'],
    ['**/a.txt', 'double-star (**) syntax is not supported'],
    ['[', 'syntax error in pattern'],
  ])('keeps what %j leaves', (rules, names) => {
    expect(kept(rules)).toBe(names);
  });
});

function tarEntry(name: string, text: string, type: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(text.length.toString(8).padStart(11, '0'), 124);
  header.write(type, 156);
  return Buffer.concat([header, Buffer.from(text), Buffer.alloc((512 - (text.length % 512)) % 512)]);
}

function unpack(entries: readonly (readonly [name: string, text: string, type?: string])[]): unknown {
  const tar = Buffer.concat(entries.map(([name, text, type = '0']) => tarEntry(name, text, type)));
  const files = unpackArchive(gzipSync(tar), 'charts/sub.tgz' as RepoPath);
  return 'error' in files ? files.error : files.map(({ name, text }) => [name, text]);
}

describe('unpackArchive', () => {
  it('reads files without their first directory, and long names', () => {
    const long = `sub/${'a'.repeat(120)}.txt`;
    const entries = [
      ['sub/', '', '5'],
      ['sub/Chart.yaml', 'name: sub\n'],
      ['././@LongLink', `${long}\0`, 'L'],
      ['sub/cut', 'x'],
    ] as const;
    expect(unpack(entries)).toEqual([
      ['Chart.yaml', 'name: sub\n'],
      [`${'a'.repeat(120)}.txt`, 'x'],
    ]);
  });

  it.each([
    [[['Chart.yaml', 'x']], 'chart yaml not in base directory'],
    [[['sub/../x', 'x']], 'chart illegally references parent directory'],
    [[['sub//etc/x', 'x']], 'chart illegally contains absolute paths'],
    [[['sub/', '', '5']], 'no files in chart archive'],
  ] as const)('refuses %j', (entries, error) => {
    expect(unpack(entries)).toBe(error);
  });

  it('refuses what is no archive', () => {
    expect(unpackArchive(Buffer.from('text'), 'x.tgz' as RepoPath)).toEqual({
      error: 'gzip: invalid header',
    });
  });
});
