// Runs fluxvet over mistakes that were made and fixed in real repositories, before and after the fix.
//   node scripts/measure/real-bugs.mjs DIR [--class TEXT] [--misses] [--json FILE]     (build the packages first)
// DIR holds one directory a case: bug.json, before/ and after/ (only the files that differ; DELETED lists removed ones).
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { check, memoryTree } from '@fluxvet/core';
import { fluxvetRules } from '@fluxvet/rules';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { class: { type: 'string' }, misses: { type: 'boolean' }, json: { type: 'string' } },
});
const [where] = positionals;
if (!where) throw new Error('usage: real-bugs.mjs DIR [--class TEXT] [--misses] [--json FILE]');

function filesBelow(root, at = '') {
  const directory = join(root, at);
  if (!existsSync(directory)) return {};
  return Object.assign(
    {},
    ...readdirSync(directory).map((name) => {
      const path = at === '' ? name : `${at}/${name}`;
      if (statSync(join(root, path)).isDirectory()) return filesBelow(root, path);
      return { [path]: readFileSync(join(root, path)) };
    }),
  );
}

const run = (files) =>
  check(memoryTree(files), { plugins: [fluxvetRules], config: { extends: ['all'] } }).findings;

/**
 * A finding near the place, or one that has the place in its story, or one in the file at the very text that the case is
 * about: many cases name the line of the list and not that of its entry.
 */
function fits(finding, { file, line, message }, files) {
  // Line 0 stands for the whole file: one that cannot be read at all has no better place.
  const near = (location) => location.file === file && (line === 0 || Math.abs(location.line - line) <= 1);
  if (near(finding.location) || finding.related.some(({ location }) => near(location))) return true;
  const { location } = finding;
  if (location.file !== file || location.line !== location.endLine) return false;
  const lines = String(files[file]).split('\n');
  // The first lines of an object stand for all of it.
  if (
    /^(---|apiVersion:|kind:|metadata:)/.test(lines[line - 1] ?? '') &&
    isSameDocument(lines, line, location.line)
  ) {
    return true;
  }
  const text = lines[location.line - 1]?.slice(location.column - 1, location.endColumn - 1);
  const word = text?.replace(/^['"./]+|['"/]+$/g, '') ?? '';
  return word.length > 2 && message.includes(word);
}

function isSameDocument(lines, a, b) {
  return !lines.slice(Math.min(a, b), Math.max(a, b)).some((line) => line.startsWith('---'));
}

/** Where a case names no place, an error that the fix takes away. */
function isTold({ severity }) {
  return severity === 'error';
}

const keyOf = ({ rule, location, fingerprint }) => `${rule} ${location.file} ${fingerprint}`;
const results = [];
for (const name of readdirSync(where).sort()) {
  const root = join(where, name);
  if (!existsSync(join(root, 'bug.json'))) continue;
  const bug = JSON.parse(readFileSync(join(root, 'bug.json'), 'utf8'));
  if (values.class && !bug.class.includes(values.class)) continue;
  const before = filesBelow(join(root, 'before'));
  const { DELETED, ...changed } = filesBelow(join(root, 'after'));
  const after = { ...before, ...changed };
  for (const path of String(DELETED ?? '').split('\n')) delete after[path.trim()];
  const found = run(before);
  const hits = found.filter((finding) =>
    bug.expect.length === 0 ? isTold(finding) : bug.expect.some((each) => fits(finding, each, before)),
  );
  const left = new Set(run(after).map(keyOf));
  const fixed = hits.filter((finding) => !left.has(keyOf(finding)));
  const verdict = hits.length === 0 ? 'missed' : fixed.length === 0 ? 'still there' : 'found';
  results.push({
    name,
    class: bug.class,
    verdict,
    what: bug.what,
    rules: [...new Set(fixed.map(({ rule }) => rule))],
  });
}

const classes = [...new Set(results.map((each) => each.class))].sort();
const count = (list, verdict) => list.filter((each) => each.verdict === verdict).length;
console.log('class'.padEnd(48), 'cases found  rate');
for (const each of classes) {
  const list = results.filter((result) => result.class === each);
  const found = count(list, 'found');
  console.log(
    each.padEnd(48),
    String(list.length).padStart(5),
    String(found).padStart(5),
    `${Math.round((100 * found) / list.length)}%`.padStart(5),
  );
}
const found = count(results, 'found');
console.log(
  'all'.padEnd(48),
  String(results.length).padStart(5),
  String(found).padStart(5),
  `${((100 * found) / results.length).toFixed(1)}%`.padStart(6),
);
if (values.misses) {
  for (const { name, class: kind, verdict, what } of results.filter((each) => each.verdict !== 'found')) {
    console.log(`${name}  ${kind}  ${verdict}: ${what}`);
  }
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(results, undefined, 1)}\n`);
