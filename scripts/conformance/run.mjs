// Puts recorded answers of the real programs (vectors) to this checkout, and ends each suite with `SUITE: N passed, N failed`.
//   node scripts/conformance/run.mjs DIR [--suite NAME] [--id TEXT] [--verbose]
// DIR holds some of the suites' directories. It fails where a vector fails that
// known-failures.json does not name.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runBuilds } from './builds.mjs';
import { runCharts } from './charts.mjs';
import { runHelm } from './helm.mjs';

// A suite takes its directory, and gives of each vector its id and, where it failed, why.
const SUITES = { kustomize: runBuilds, flux: runBuilds, helm: runHelm, charts: runCharts };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { suite: { type: 'string' }, id: { type: 'string' }, verbose: { type: 'boolean' } },
});
const [directory] = positionals;
if (!directory) throw new Error('usage: pnpm conformance DIR [--suite NAME] [--id TEXT] [--verbose]');
const known = JSON.parse(readFileSync(new URL('known-failures.json', import.meta.url), 'utf8'));

const present = Object.entries(SUITES).filter(
  ([suite]) => (!values.suite || suite === values.suite) && existsSync(join(directory, suite)),
);
if (present.length === 0) {
  console.error(`${directory} holds none of ${Object.keys(SUITES).join(', ')}`);
  process.exitCode = 2;
}
for (const [suite, run] of present) {
  const results = await run(join(directory, suite), (id) => !values.id || id.includes(values.id));
  const failed = results.filter(({ why }) => why !== undefined);
  const expected = new Set(Object.keys(known[suite] ?? {}));
  for (const { id, why } of failed) {
    if (expected.has(id) && !values.verbose) continue;
    console.log(
      `${suite} ${id}${expected.has(id) ? ' (known)' : ''}: ${values.verbose ? why : firstLine(why)}`,
    );
  }
  if (failed.some(({ id }) => !expected.has(id))) process.exitCode = 1;
  for (const { id, why } of results) {
    if (why === undefined && expected.has(id))
      console.log(`${suite} ${id}: passes now; take it out of known-failures.json`);
  }
  console.log(`${suite}: ${results.length - failed.length} passed, ${failed.length} failed`);
}

function firstLine(text) {
  return text.split('\n', 1)[0].slice(0, 200);
}
