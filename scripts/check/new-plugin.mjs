// A team's first package, as a team would make it: the packed packages in an empty directory outside this repository,
// `fluxvet new-plugin`, its build and tests, and a repository whose configuration names it.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const work = mkdtempSync(join(tmpdir(), 'fluxvet-plugin-'));

try {
  for (const name of ['core', 'rules', 'reporter-sarif', 'cli']) {
    run('npx', ['--yes', packageManager, 'pack', '--pack-destination', work], join(root, 'packages', name));
  }
  const packed = readdirSync(work).map((file) => join(work, file));
  const core = packed.find((file) => file.includes('fluxvet-core-'));
  const home = join(work, 'home');
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{ "private": true, "type": "module" }\n');
  run('npm', ['install', '--no-audit', '--no-fund', ...packed], home);
  run('npx', ['fluxvet', 'new-plugin', '@team/fluxvet-shop'], home);
  const plugin = join(home, 'fluxvet-shop');
  run('npm', ['install', '--no-audit', '--no-fund', '--save-dev', core], plugin);
  run('npm', ['test'], plugin);

  const repository = join(home, 'repository');
  cpSync(join(root, 'examples/skyscrapers'), repository, { recursive: true });
  const config =
    "extends: [shop/recommended]\nplugins: ['../fluxvet-shop', './plain.mjs']\nrules: { plain/any: warning }\n";
  writeFileSync(join(repository, 'fluxvet.config.yaml'), config);
  // One without a build: plain JavaScript, and nothing imported.
  const rule = `{ apiVersion: 1, id: 'any', title: 'Any', why: 'Any.', category: 'style', severity: 'note', confidence: 'certain', stability: 'stable', since: '1', messages: { any: 'There is a cluster.' }, *check(model, { finding }) { yield finding('any', { in: model.clusters[0].objects[0] }); } }`;
  writeFileSync(
    join(repository, 'plain.mjs'),
    `export default { apiVersion: 1, name: 'plain', version: '1.0.0', namespace: 'plain', rules: [${rule}] };\n`,
  );
  const output = run('npx', ['fluxvet', 'check', 'repository', '--format', 'line'], home);
  for (const wanted of ['[shop/owner-label]', '[plain/any]']) {
    if (!output.includes(wanted)) fail(`The output has no ${wanted}:\n${output}`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

function run(command, args, cwd) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) fail(`${command} ${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

function fail(message) {
  rmSync(work, { recursive: true, force: true });
  console.error(message);
  process.exit(1);
}
