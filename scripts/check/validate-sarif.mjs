// Validates SARIF files with Microsoft's validator, by the rules of the specification and of GitHub.
//   node scripts/check/validate-sarif.mjs out.sarif [more.sarif …]
// Exit code 0: nothing but accepted notes; 1: anything else; 2: no files, or the validator is not to be had.
import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PACKAGE = '@microsoft/sarif-multitool';
const VERSION = '5.7.0';

// What a file for GitHub must or may be, as notes; as warnings or errors they would count.
const ACCEPTED = {
  SARIF2002: 'message ids instead of texts, which GitHub refuses',
  SARIF2003: 'no provenance unless it is asked for',
  SARIF2006: 'addresses that cannot be reached from here',
  SARIF2009: 'ids that do not look like ABC1234',
  SARIF2010: 'locations without their text: that of Secrets is not shown',
  SARIF2011: 'locations without the lines around',
  SARIF2012: 'no page for rules of plug-ins',
};

const files = process.argv.slice(2);
if (files.length === 0) exit(2, 'Name at least one SARIF file.');
const validator = installed(createRequire(import.meta.url)) ?? fetched();
if (!validator) exit(2, `The validator cannot be had: neither is ${PACKAGE} installed nor can npx fetch it.`);
makeExecutable(validator);

let failed = false;
for (const file of files) {
  const problems = validate(resolve(file));
  if (problems.length > 0) failed = true;
  console.log(`${file}: ${problems.length === 0 ? 'valid' : `${problems.length} problems`}`);
  for (const problem of problems.slice(0, 20)) console.log(`  ${problem}`);
}
process.exitCode = failed ? 1 : 0;

function validate(file) {
  const directory = mkdtempSync(join(tmpdir(), 'validate-sarif-'));
  try {
    const output = join(directory, 'verdict.sarif');
    // Started without a shell: one would take the semicolons for ends of commands.
    const options = ['--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning;Note', '--log', 'ForceOverwrite'];
    const run = spawnSync(validator, ['validate', file, ...options, '--output', output, '--quiet'], {
      encoding: 'utf8',
      // It prints every note, however quiet it is to be.
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
    });
    if (run.error) return [`The validator does not start: ${run.error.message}`];
    return problemsOf(readVerdict(output) ?? `The validator gave no verdict: ${run.stderr}`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function readVerdict(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

// The exit code of the validator is 0 whatever it finds.
function problemsOf(verdict) {
  if (typeof verdict === 'string') return [verdict];
  return verdict.runs.flatMap(({ results = [], tool, invocations = [] }) => {
    const rules = tool.driver.rules ?? [];
    const found = results
      .filter(({ ruleId, level = 'warning' }) => level !== 'note' || !(ruleId in ACCEPTED))
      .map((result) => `${result.ruleId} ${result.level ?? 'warning'}: ${textOf(result, rules)}`);
    const broken = invocations
      .flatMap((each) => [
        ...(each.toolExecutionNotifications ?? []),
        ...(each.toolConfigurationNotifications ?? []),
      ])
      .filter(({ level }) => level === 'error')
      .map(({ message }) => `validator: ${message.text ?? message.id}`);
    return [...found, ...broken];
  });
}

function textOf({ ruleId, ruleIndex, message }, rules) {
  const rule = rules[ruleIndex] ?? rules.find(({ id }) => id === ruleId);
  const template = message.text ?? rule?.messageStrings?.[message.id]?.text ?? message.id;
  return template.replace(/\{(\d+)\}/g, (hole, index) => message.arguments?.[index] ?? hole);
}

function installed(require) {
  const name = { linux: 'linux', darwin: 'darwin', win32: 'win32' }[process.platform];
  try {
    return require(`${PACKAGE}-${name}`);
  } catch {
    return undefined;
  }
}

// Only to fetch it: through its own command the semicolons would be lost.
function fetched() {
  const which = 'command -v sarif-multitool';
  const run = spawnSync('npx', ['--yes', `--package=${PACKAGE}@${VERSION}`, '-c', which], {
    encoding: 'utf8',
  });
  const command = run.stdout?.trim().split('\n').at(-1);
  if (run.status !== 0 || !command) return undefined;
  return installed(createRequire(realpathSync(command)));
}

function makeExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    // pnpm runs no scripts of packages unless told to, and this one's is a chmod.
    chmodSync(path, 0o755);
  }
}

function exit(code, message) {
  console.error(message);
  process.exit(code);
}
