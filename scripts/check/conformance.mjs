// Runs the conformance vectors of a directory against this build, and demands 98 % of each suite.
//   node scripts/check/conformance.mjs <directory>
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LEAST = 0.98;
const [directory] = process.argv.slice(2);
const adapter = fileURLToPath(new URL('conformance-adapter.mjs', import.meta.url));
const file = join(tmpdir(), `fluxvet-conformance-${process.pid}.json`);
spawnSync(process.execPath, [join(directory, 'run.mjs'), '--adapter', adapter, '--json', file], {
  stdio: 'inherit',
});
const results = JSON.parse(readFileSync(file, 'utf8'));
rmSync(file);
const suites = new Map();
for (const { class: name, state } of results) {
  const suite = String(name).split('/')[0];
  const counts = suites.get(suite) ?? { passed: 0, all: 0 };
  counts.all++;
  if (state === 'pass') counts.passed++;
  suites.set(suite, counts);
}
for (const [suite, { passed, all }] of suites) {
  if (passed / all < LEAST) process.exitCode = 1;
  console.log(`${suite}: ${passed} of ${all}`);
}
if (results.length === 0) process.exitCode = 1;
