// `npm start` and `npm test` on a machine that has only Node and npm: gets the pinned pnpm, installs what the lockfile says,
// builds what is stale, and goes on.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'fluxvet');
const PACKAGES = ['core', 'rules', 'reporter-sarif', 'cli'];

const [task, ...given] = process.argv.slice(2);
demandNode();
install();
build();
process.exitCode = task === 'test' ? test() : start();

function demandNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`fluxvet needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(2);
}

/** Installs when the lockfile is another one than at the last time. */
function install() {
  const wanted = hash([
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    ...PACKAGES.map((each) => `packages/${each}/package.json`),
  ]);
  if (read('installed') === wanted && existsSync(join(root, 'node_modules'))) return;
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  run('npx', [
    '--yes',
    packageManager,
    'install',
    '--frozen-lockfile',
    '--prefer-offline',
    '--reporter=silent',
  ]);
  write('installed', wanted);
}

/** Builds a package when its sources, or those of the packages before it, differ from what was built. */
function build() {
  let before = read('installed') ?? '';
  for (const name of PACKAGES) {
    const directory = join(root, 'packages', name);
    const own = filesBelow(join(directory, 'src')).filter((path) => !path.endsWith('.test.ts'));
    const wanted = hash(
      [...own, join(directory, 'tsup.config.ts'), join(root, 'tsconfig.base.json')],
      before,
    );
    const built =
      existsSync(join(directory, 'dist', 'index.js')) && existsSync(join(directory, 'dist', 'index.d.ts'));
    if (!built || read(`built-${name}`) !== wanted) {
      run(bin('tsup'), ['--silent'], directory);
      run(bin('tsc'), ['-p', 'tsconfig.build.json'], directory);
      write(`built-${name}`, wanted);
    }
    before = wanted;
  }
}

/** Without arguments the demonstration: what is found in an example repository, whatever the exit code. */
function start() {
  const program = join(root, 'packages', 'cli', 'dist', 'bin.js');
  const args = given.length > 0 ? given : ['check', join('examples', 'broken'), '--exit-zero'];
  const cwd = given.length > 0 ? (process.env.INIT_CWD ?? process.cwd()) : root;
  return spawnSync(process.execPath, [program, ...args], { stdio: 'inherit', cwd }).status ?? 3;
}

function test() {
  return (
    spawnSync(bin('vitest'), ['run', ...given], { stdio: 'inherit', cwd: root, shell: isWindows() }).status ??
    1
  );
}

function run(command, args, cwd = root) {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 2, 2], cwd, shell: isWindows() });
  if (status === 0) return;
  console.error(`'${command} ${args.join(' ')}' failed${error ? `: ${error.message}` : '.'}`);
  process.exit(status ?? 3);
}

function isWindows() {
  return process.platform === 'win32';
}

function bin(name) {
  return join(root, 'node_modules', '.bin', name);
}

function hash(paths, start = '') {
  const digest = createHash('sha256').update(start);
  for (const path of paths) {
    const full = path.startsWith(root) ? path : join(root, path);
    digest.update(path.replace(root, '')).update('\0').update(readFileSync(full)).update('\0');
  }
  return digest.digest('hex');
}

function filesBelow(directory) {
  return readdirSync(directory)
    .sort()
    .flatMap((name) => {
      const path = join(directory, name);
      return statSync(path).isDirectory() ? filesBelow(path) : [path];
    });
}

function read(name) {
  const path = join(cache, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function write(name, text) {
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, name), text);
}
