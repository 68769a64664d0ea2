import { type Location, memoryTree, type ReportedFinding } from '@fluxvet/core';
import { expect, test } from 'vitest';
import { anchor, anchorFinding } from './anchor.js';

const at = (file: string, line = 1): Location => ({ file, line, column: 1, endLine: line, endColumn: 1 });
const tree = memoryTree({
  'apps/a.yaml': '',
  'apps/kustomization.yaml': '',
  'base/x/b.yaml': '',
  '@own/c.yaml': '',
});

test.each([
  ['the kustomization file of a directory', 'apps', 'apps/kustomization.yaml'],
  ['the first file below, where it has none', 'base', 'base/x/b.yaml'],
  ['the first file of all for the root', '', '@own/c.yaml'],
  ['a file itself', 'apps/a.yaml', 'apps/a.yaml'],
  ['a file that cannot be read', 'gone.yaml', 'gone.yaml'],
])('%s', (_, file, found) => {
  expect(anchor(at(file, 3), tree)).toEqual(at(found, file.endsWith('.yaml') ? 3 : 1));
});

const finding = (file: string, related: ReportedFinding['related']): ReportedFinding => ({
  rule: 'x',
  severity: 'error',
  message: 'It is wrong.',
  location: at(file, 7),
  related,
  clusters: [],
  fingerprint: 'f',
});
const included = { location: at('@fleet/kustomization.yaml'), message: 'Included here' };
const applied = { location: at('apps/a.yaml', 2), message: 'Applied by x' };

test('a finding of another repository moves to the nearest place here that leads to it', () => {
  const moved = anchorFinding(finding('@fleet/a.yaml', [included, applied]), tree);
  expect(moved?.location).toEqual(at('apps/a.yaml', 2));
  expect(moved?.related).toEqual([]);
  expect(moved?.message).toBe("It is wrong. It stands in '@fleet/a.yaml', line 7.");
});

test('a finding of another repository that nothing here leads to has no place', () => {
  expect(anchorFinding(finding('@fleet/a.yaml', [included]), tree)).toBeUndefined();
});

test('a directory of this repository may have a name like that of another one', () => {
  expect(anchorFinding(finding('@own/c.yaml', []), tree)?.location.file).toBe('@own/c.yaml');
});
