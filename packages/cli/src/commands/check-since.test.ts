import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bootstrapped, parseRepo } from '@fluxvet/core/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { main } from '../main.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fluxvet-'));
  git('init', '--quiet', '--initial-branch', 'main');
  write('fluxvet.config.yaml', CONFIG);
  write('rules.mjs', RULES);
  writeMap('prod/one.yaml', 'one');
  commit();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const CONFIG =
  'extends: []\nplugins: [./rules.mjs]\nrules: { team/flagged: error }\nclusters: [{ path: prod, name: prod }]\n';
const RULES = `
export default {
  apiVersion: 1, name: 'team-rules', version: '1.0.0', namespace: 'team',
  rules: [{
    apiVersion: 1, id: 'flagged', severity: 'error', title: 'A flag', why: 'It fails.', category: 'style',
    confidence: 'certain', stability: 'stable', since: '1.0.0', messages: { found: "'{name}' has a flag." },
    *check(model, { finding }) {
      for (const { objects } of model.clusters) for (const object of objects) {
        const data = object.body.entries.find(({ key }) => key.value === 'data')?.value;
        if (data?.entries[0]?.key.value !== 'flag') continue;
        yield finding('found', { in: object, path: ['data', 'flag'] }, { data: { name: object.id.name } });
      }
    },
  }],
};
`;

function git(...args: readonly string[]): void {
  const own = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  const { status, stderr } = spawnSync('git', ['-C', root, ...own, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

function commit(): void {
  git('add', '--all');
  git('commit', '--quiet', '--message', 'change');
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function writeMap(path: string, name: string, data = 'flag: on'): void {
  write(path, `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: { ${data} }\n`);
}

async function fluxvet(cwd: string, ...argv: readonly string[]) {
  let out = '';
  let err = '';
  const io = {
    write: (text: string) => {
      out += text;
    },
    warn: (text: string) => {
      err += text;
    },
  };
  const code = await main(['check', '-f', 'line', ...argv], { cwd, ...io, color: false, watched: false });
  return { code, err, found: [...out.matchAll(/'(\w+)' has a flag/g)].map(([, name]) => name) };
}

test('reports nothing of what the revision had already, though lines moved', async () => {
  write(
    'prod/one.yaml',
    '# more\n# lines\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: one }\ndata:\n  flag: off\n',
  );
  expect(await fluxvet(root, '--since', 'HEAD')).toMatchObject({ code: 0, found: [] });
});

test('reports what is new in the working tree, committed or not', async () => {
  writeMap('prod/two.yaml', 'two');
  expect(await fluxvet(root, '--since', 'main')).toMatchObject({ code: 1, found: ['two'] });
  commit();
  expect(await fluxvet(root, '--since', 'HEAD~1')).toMatchObject({ code: 1, found: ['two'] });
  expect(await fluxvet(root, '--since', 'HEAD')).toMatchObject({ code: 0, found: [] });
});

test('reports a fault that comes back', async () => {
  writeMap('prod/one.yaml', 'one', 'calm: on');
  commit();
  writeMap('prod/one.yaml', 'one');
  expect(await fluxvet(root, '--since', 'HEAD')).toMatchObject({ code: 1, found: ['one'] });
});

test('does not take the move of a file for a new finding', async () => {
  git('mv', 'prod/one.yaml', 'prod/moved.yaml');
  expect(await fluxvet(root, '--since', 'HEAD')).toMatchObject({ code: 0, found: [] });
});

test('compares the directory that is checked, where it stands below the root of the repository', async () => {
  write('team/fluxvet.config.yaml', CONFIG);
  write('team/rules.mjs', RULES);
  writeMap('team/prod/three.yaml', 'three');
  commit();
  writeMap('team/prod/four.yaml', 'four');
  const argv = ['--since', 'HEAD', '--config', join(root, 'team/fluxvet.config.yaml')];
  expect(await fluxvet(join(root, 'team'), ...argv)).toMatchObject({ code: 1, found: ['four'] });
});

test('compares a cluster that the revision did not have', async () => {
  for (const [path, text] of Object.entries(parseRepo(bootstrapped('lab')).files)) write(path, text);
  writeMap('lab/five.yaml', 'five');
  writeMap('prod/two.yaml', 'two');
  expect(await fluxvet(root, '--since', 'HEAD', '--cluster', 'lab')).toMatchObject({
    code: 1,
    found: ['five'],
  });
});

test('leaves the working tree as it is', async () => {
  writeMap('prod/two.yaml', 'two');
  await fluxvet(root, '--since', 'HEAD');
  const { stdout } = spawnSync('git', ['-C', root, 'status', '--short'], { encoding: 'utf8' });
  expect(stdout).toBe('?? prod/two.yaml\n');
});

test.for(['no-such-branch', '--output=x', 'HEAD:prod'])('refuses the revision %s', async (revision) => {
  const { code, found } = await fluxvet(root, `--since=${revision}`);
  expect(code).toBe(2);
  expect(found).toEqual([]);
});
