/** Demands that every promise of docs/security.md names a test that is there: `file: name of the test`. */
import { existsSync, readFileSync } from 'node:fs';

const text = readFileSync('docs/security.md', 'utf8');
const problems = [];
const promises = [...text.matchAll(/^- (?:[^\n]|\n(?!- |\n|#))+/gm)].map(([promise]) => promise);
if (promises.length === 0) problems.push('there are no promises');
for (const promise of promises) {
  const kept = [...promise.matchAll(/\[kept by `([^`]+)`: “([^”]+)”\]/g)];
  const short = promise.slice(2, 70).replace(/\s+/g, ' ');
  if (kept.length === 0) problems.push(`no test keeps “${short}…”`);
  for (const [, file, name] of kept) {
    if (!existsSync(file)) problems.push(`there is no ${file}`);
    else if (!readFileSync(file, 'utf8').includes(name.replace(/\s+/g, ' ')))
      problems.push(`${file} has no “${name}”`);
  }
}
for (const problem of problems) console.error(`docs/security.md: ${problem}`);
process.exit(problems.length > 0 ? 1 : 0);
