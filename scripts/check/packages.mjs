// Packs every package as it would be published, and asks publint and attw what is wrong with it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { packageManager } = JSON.parse(
  (await import('node:fs')).readFileSync(join(root, 'package.json'), 'utf8'),
);
const work = mkdtempSync(join(tmpdir(), 'fluxvet-pack-'));
const bin = (name) => join(root, 'node_modules/.bin', name);

try {
  for (const name of ['core', 'rules', 'reporter-sarif', 'cli']) {
    const directory = join(root, 'packages', name);
    run('npx', ['--yes', packageManager, 'pack', '--pack-destination', work], directory);
    run(bin('publint'), ['--strict', '--pack', 'npm'], directory);
  }
  for (const file of readdirSync(work).sort())
    run(bin('attw'), [join(work, file), '--profile', 'esm-only'], root);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function run(command, args, cwd) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (status === 0) return;
  console.error(`${command} ${args.join(' ')} in ${cwd}\n${stdout}${stderr}`);
  process.exitCode = 1;
}
