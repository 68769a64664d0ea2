import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { directoriesOnDisk } from '../testing/program-on-disk.js';
import { writeBelow, writeText } from './write-files.js';

const onDisk = directoriesOnDisk();

test('writes a file as a whole, and leaves nothing beside it', () => {
  const root = onDisk({ 'a.yaml': 'old\n' });
  writeText(join(root, 'a.yaml'), 'new\n');
  expect(readFileSync(join(root, 'a.yaml'), 'utf8')).toBe('new\n');
  expect(readdirSync(root)).toEqual(['a.yaml']);
});

test('writes nothing outside of the directory, and then none of the files', () => {
  const outside = onDisk({ 'x.yaml': 'kept\n' });
  const root = onDisk({ 'a.yaml': 'old\n' });
  symlinkSync(join(outside, 'x.yaml'), join(root, 'b.yaml'));
  const files = new Map([
    ['a.yaml', 'new\n'],
    ['b.yaml', 'new\n'],
  ]);
  expect(() => writeBelow(root, files)).toThrow(/'b.yaml' cannot be written, and no file is changed/);
  expect(readFileSync(join(outside, 'x.yaml'), 'utf8')).toBe('kept\n');
  expect(readFileSync(join(root, 'a.yaml'), 'utf8')).toBe('old\n');
  expect(readdirSync(root)).toEqual(['a.yaml', 'b.yaml']);
});

test('tells what cannot be written', () => {
  const root = onDisk();
  mkdirSync(join(root, 'there'));
  expect(() => writeText(join(root, 'there'), 'x')).toThrow(/cannot be written/);
  expect(() => writeText(join(root, 'no', 'such', 'file'), 'x')).toThrow(/cannot be written/);
});
