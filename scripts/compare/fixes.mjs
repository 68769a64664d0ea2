// Makes the safe fixes of every repository below a directory in memory, and compares what kustomize builds before and after.
//   node scripts/compare/fixes.mjs DIR
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { applyFixes, buildKustomization, check, openTree, showId, toPlain } from '@fluxvet/core';
import { fluxvetRules } from '@fluxvet/rules';

const [where] = process.argv.slice(2);
if (!where) throw new Error('usage: compare-fixes.mjs DIR');
const options = { plugins: [fluxvetRules], config: { extends: ['all'] } };

for (const { name } of readdirSync(where, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  const tree = openTree(join(where, name));
  const fixed = applyFixes(tree, (each) => check(each, options), { fixes: 'safe' });
  const changes = new Set();
  for (const directory of kustomizations(tree)) {
    const [before, after] = [objects(tree, directory), objects(fixed.tree, directory)];
    for (const id of new Set([...before.keys(), ...after.keys()])) {
      for (const path of differences(before.get(id), after.get(id), '')) changes.add(path);
    }
  }
  const again = applyFixes(fixed.tree, (each) => check(each, options), { fixes: 'safe' });
  console.log(
    `${name}: ${fixed.applied} fixes in ${fixed.files.size} files, a second run makes ${again.applied}; fields that differ: ${[...changes].join(', ') || 'none'}`,
  );
}

function kustomizations(tree) {
  return tree.paths
    .filter((path) => /(^|\/)(kustomization\.ya?ml|Kustomization)$/.test(path))
    .map((path) => (dirname(path) === '.' ? '' : dirname(path)));
}

function objects(tree, directory) {
  return new Map(
    buildKustomization(tree, directory).objects.map((each) => [showId(each.id), toPlain(each.body)]),
  );
}

function differences(a, b, path) {
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return [path || 'object'];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) =>
    differences(a[key], b[key], `${path}.${key}`),
  );
}
