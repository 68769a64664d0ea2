// Runs `fluxvet check` on hostile repositories, each under a limit of processor time and memory.
//   node scripts/measure/hostile.mjs [DIR…]    the repositories below the directories, and those that hostile-shapes.mjs makes
// A run must end within 2 s of processor time and 512 MB, with a report that tells the wrong path that every repository has.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CANARY, makeShapes } from './hostile-shapes.mjs';

const SECONDS = 2;
const MEGABYTES = 512;
const program = fileURLToPath(new URL('../../packages/cli/dist/bin.js', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'fluxvet-hostile-'));
// Written at the end of the process, by itself: no other account of a child is the same everywhere.
const usage = join(work, 'usage.mjs');
writeFileSync(
  usage,
  `import { writeFileSync } from 'node:fs';
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env.FLUXVET_USAGE, JSON.stringify([(user + system) / 1000, process.resourceUsage().maxRSS / 1024]));
});\n`,
);

let failed = 0;
try {
  const repositories = [
    ...process.argv.slice(2).flatMap(repositoriesIn),
    ...makeShapes(join(work, 'shapes')),
  ];
  for (const repository of repositories) {
    const { line, good } = measure(repository);
    if (!good) failed++;
    console.log(`${good ? 'ok    ' : 'FAILED'} ${line}`);
  }
  console.log(`${repositories.length - failed} of ${repositories.length} hold`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = failed > 0 ? 1 : 0;

/** The directories that are repositories, copied: nothing may be written beside them. */
function repositoriesIn(directory) {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    if (!statSync(path).isDirectory()) return [];
    if (!existsSync(join(path, 'clusters'))) return repositoriesIn(path);
    const copy = join(work, 'copies', `${basename(directory)}-${name}`);
    cpSync(path, copy, { recursive: true });
    return [copy];
  });
}

function measure(repository) {
  const told = join(work, 'usage.json');
  rmSync(told, { force: true });
  const { status, signal, stdout, stderr } = spawnSync(
    'bash',
    [
      '-c',
      `ulimit -t ${4 * SECONDS}; exec "$@"`,
      'bash',
      process.execPath,
      '--import',
      usage,
      program,
      'check',
      '--no-plugins',
      repository,
    ],
    { encoding: 'utf8', timeout: 60_000, maxBuffer: 2 ** 28, env: { ...process.env, FLUXVET_USAGE: told } },
  );
  const [ms, megabytes] = existsSync(told)
    ? JSON.parse(readFileSync(told, 'utf8'))
    : [Number.NaN, Number.NaN];
  const wants = hasCanary(repository);
  const problems = [
    ...(ms <= SECONDS * 1000 ? [] : ['time']),
    ...(megabytes <= MEGABYTES ? [] : ['memory']),
    ...(status === 1 || status === 0 ? [] : [`status ${status ?? signal}`]),
    ...(!wants || stdout.includes(CANARY) ? [] : ['the canary is not told']),
    ...(/^\d+ clusters?, /m.test(stdout) ? [] : ['no whole report']),
    ...(/Qz9/.test(stdout + stderr) ? ['a secret is told'] : []),
  ];
  const numbers = `${ms.toFixed(0).padStart(6)} ms ${megabytes.toFixed(0).padStart(4)} MB`;
  const line = `${numbers}  ${basename(repository)}${problems.length > 0 ? `: ${problems.join(', ')}` : ''}`;
  return { line, good: problems.length === 0 };
}

function hasCanary(repository) {
  return existsSync(join(repository, 'clusters/prod/canary.yaml'));
}
