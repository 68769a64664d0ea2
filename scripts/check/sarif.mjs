// The SARIF of every example, put to the reference validator.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = join(root, 'packages/cli/dist/bin.js');
const work = mkdtempSync(join(tmpdir(), 'fluxvet-sarif-'));
const EXAMPLES = {
  skyscrapers: 'skyscrapers',
  broken: 'broken',
  external: 'external/platform',
  rules: 'rule-package/repository',
};

try {
  const files = Object.entries(EXAMPLES).map(([name, path]) => {
    const file = join(work, `${name}.sarif`);
    const args = [program, 'check', join(root, 'examples', path), '--exit-zero', '--format', `sarif=${file}`];
    spawnSync(process.execPath, args, { stdio: 'inherit', cwd: root });
    return file;
  });
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/check/validate-sarif.mjs'), ...files], {
    stdio: 'inherit',
  });
  // The validator is a large program of another platform; a machine that cannot have it says so.
  if (status === 2) console.log('skipped: the reference validator cannot be had here');
  else process.exitCode = status ?? 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
