/**
 * Equal files give equal bytes, in whatever order they come.
 *
 * @module
 */
import { fileURLToPath } from 'node:url';
import { check, type FileTree, jsonReporter, openTree } from '@fluxvet/core';
import { fluxvetRules } from '@fluxvet/rules';
import { expect, test } from 'vitest';

const print = (tree: FileTree): string =>
  jsonReporter(check(tree, { plugins: [fluxvetRules], config: { extends: ['all'] } }), tree);

test.for(['skyscrapers', 'broken', 'external/platform'])('%s', (name) => {
  const tree = openTree(fileURLToPath(new URL(name, import.meta.url)));
  const once = print(tree);
  expect(print(tree)).toBe(once);
  const shuffled = [...tree.paths].sort((a, b) => turned(a).localeCompare(turned(b)));
  expect(shuffled).not.toEqual(tree.paths);
  expect(print({ ...tree, paths: shuffled })).toBe(once);
});

function turned(path: string): string {
  return [...path].reverse().join('');
}
