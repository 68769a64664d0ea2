/**
 * Runs the shell steps of action.yml, and of the workflow in the README, with the program as it is built.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = join(root, 'packages/cli/dist/bin.js');
let work = '';

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'fluxvet-action-'));
  // Stands for npx with the packed program: everything up to its name is npx's own.
  const npx = `#!/bin/bash\nwhile [ $# -gt 0 ] && [ "$1" != fluxvet ]; do shift; done\nshift\nexec "${process.execPath}" "${program}" "$@"\n`;
  writeFileSync(join(work, 'npx'), npx, { mode: 0o755 });
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function run(step: Step | undefined, env: Readonly<Record<string, string>>): ReturnType<typeof spawnSync> {
  return spawnSync('bash', ['-e', '-o', 'pipefail', '-c', step?.run ?? 'exit 99'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env, RUNNER_TEMP: work, PATH: `${work}:${process.env['PATH']}` },
  });
}

const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as { runs: { steps: Step[] } };
const defaults = {
  FLUXVET_VERSION: '0.1.0',
  FLUXVET_TRUST: 'true',
  FLUXVET_BASE: '',
  FLUXVET_CONFIG: '',
  FLUXVET_FAIL_ON: '',
  FLUXVET_ARGUMENTS: '',
  FLUXVET_PLUGINS: 'true',
};

test('the action checks, writes SARIF and the summary, and fails at the end', () => {
  const output = join(work, 'output');
  const summary = join(work, 'summary');
  const env = {
    ...defaults,
    FLUXVET_PATH: 'examples/broken',
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
  };
  const checked = run(action.runs.steps[0], env);
  expect(checked.status).toBe(0);
  expect(checked.stdout).toContain('::error file=');
  expect(readFileSync(output, 'utf8')).toContain('status=1');
  expect(readFileSync(summary, 'utf8')).toContain('## fluxvet:');
  expect(JSON.parse(readFileSync(join(work, 'fluxvet.sarif'), 'utf8'))).toHaveProperty('version', '2.1.0');
  expect(run(action.runs.steps[2], { FLUXVET_STATUS: '1' }).status).toBe(1);
});

test('the action passes options on, and no input becomes a command', () => {
  const marker = join(work, 'marker');
  const env = {
    ...defaults,
    FLUXVET_PATH: 'examples/skyscrapers',
    FLUXVET_ARGUMENTS: `--cluster $(touch\u0020${marker})`,
    GITHUB_OUTPUT: join(work, 'output-2'),
  };
  expect(run(action.runs.steps[0], env).status).toBe(2);
  expect(existsSync(marker)).toBe(false);
});

test('the action asks for an exact version, outside of the checkout', () => {
  expect(
    run(action.runs.steps[0], { ...defaults, FLUXVET_VERSION: 'latest', FLUXVET_PATH: '.' }).status,
  ).toBe(2);
  const where = join(work, 'where');
  const npx = `#!/bin/bash\npwd > "${where}"\nprintf '%s\\n' "$@" >> "${where}"\n`;
  const other = mkdtempSync(join(tmpdir(), 'fluxvet-npx-'));
  writeFileSync(join(other, 'npx'), npx, { mode: 0o755 });
  const path = `${other}:${process.env['PATH']}`;
  const env = {
    ...defaults,
    FLUXVET_TRUST: 'false',
    FLUXVET_BASE: 'HEAD',
    FLUXVET_PATH: 'examples/broken',
    FLUXVET_CONFIG: 'c.yaml',
  };
  spawnSync('bash', ['-e', '-c', action.runs.steps[0]?.run ?? ''], {
    cwd: root,
    env: { ...process.env, ...env, RUNNER_TEMP: other, PATH: path },
  });
  const [directory = '', ...given] = readFileSync(where, 'utf8').trimEnd().split('\n');
  expect(directory.startsWith(other)).toBe(true);
  expect(given).toContain('fluxvet@0.1.0');
  expect(given).toContain(join(root, 'examples/broken'));
  expect(given).toContain(join(root, 'c.yaml'));
  expect(given.join(' ')).toContain('--untrusted --base HEAD');
  rmSync(other, { recursive: true, force: true });
});

test("the README's workflow runs as it stands there", () => {
  const yaml =
    /```yaml\n(name: fluxvet[\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1] ?? '';
  const workflow = parse(yaml) as { jobs: { check: { steps: Step[] } } };
  const steps = workflow.jobs.check.steps.filter((step) => step.run !== undefined);
  const script = steps
    .map((step) => step.run?.replace('"$GITHUB_WORKSPACE"', join(root, 'examples/broken')))
    .join('\n');
  const summary = join(work, 'summary-2');
  const ran = spawnSync('bash', ['-e', '-c', script], {
    cwd: work,
    encoding: 'utf8',
    env: {
      ...process.env,
      RUNNER_TEMP: work,
      GITHUB_STEP_SUMMARY: summary,
      PATH: `${work}:${process.env['PATH']}`,
    },
  });
  expect(ran.status).toBe(0);
  expect(readFileSync(summary, 'utf8')).toContain('## fluxvet:');
  expect(existsSync(join(work, 'fluxvet.sarif'))).toBe(true);
});
