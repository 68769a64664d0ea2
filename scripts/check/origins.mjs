// For every scalar of every object that the kustomizations below a directory render: the text at its origin, read as YAML, is
// the value, or its origin has a step that explains the difference.
//   node scripts/check/origins.mjs DIR…
import { dirname } from 'node:path';
import { buildKustomization, openTree, parseYaml, scalarsOf, sourceFile } from '@fluxvet/core';

let scalars = 0;
let stepped = 0;
const wrong = [];
for (const directory of process.argv.slice(2)) {
  const tree = openTree(directory);
  const seen = new Set();
  for (const path of tree.paths.filter((each) => /(^|\/)(kustomization\.ya?ml|Kustomization)$/.test(each))) {
    const at = dirname(path) === '.' ? '' : dirname(path);
    for (const { body } of buildKustomization(tree, at).objects) {
      for (const { node, path: field } of scalarsOf(body)) {
        if (seen.has(node)) continue;
        seen.add(node);
        scalars++;
        if (node.origin.step) stepped++;
        else if (!isAt(node, tree))
          wrong.push(`${directory}/${path} ${field.join('.')}: '${node.value.slice(0, 60)}'`);
      }
    }
  }
}
console.log(
  `${scalars} scalars: ${scalars - stepped - wrong.length} as written, ${stepped} explained by a step, ${wrong.length} wrong`,
);
for (const each of wrong.slice(0, 20)) console.log(`  ${each}`);
if (wrong.length > 0) process.exitCode = 1;

function isAt({ origin, value, tag }, tree) {
  const { file, start, end } = origin.span;
  const text = tree.read(file)?.text;
  if (text === undefined) return false;
  const written = text.slice(start, end);
  if (tag === '!!null' && written.trim() === '') return true;
  // The key before it gives a block scalar its indentation.
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = ' '.repeat(/^ */.exec(text.slice(lineStart))[0].length);
  for (const form of [written, `${indent}k: ${written}`, `${indent}- ${written}`]) {
    const root = parseYaml(sourceFile('x.yaml', form)).documents[0]?.root;
    const found = root?.kind === 'map' ? root.entries[0]?.value : root?.kind === 'seq' ? root.items[0] : root;
    if (found?.kind === 'scalar' && found.value === value) return true;
  }
  // kustomize folds text anew between its steps, which adds line breaks before lines that are indented further.
  if (/^>/.test(written) && unfolded(value) === unfolded(written.replace(/^>[-+0-9]*/, ''))) return true;
  // An alias stands for the anchored value; JSON and embedded patches hold it in quotes of their own.
  return /^[*&]/.test(written) || written.includes(value) || JSON.stringify(value).slice(1, -1) === written;
}

function unfolded(text) {
  return text.replace(/\s+/g, ' ').trim();
}
