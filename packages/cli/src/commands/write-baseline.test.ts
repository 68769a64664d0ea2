import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { main } from '../main.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fluxvet-'));
  write('rules.mjs', RULES);
  write('fluxvet.config.yaml', `${CONFIG}baseline: known.json\n`);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const CONFIG =
  'extends: []\nplugins: [./rules.mjs]\nrules: { team/flagged: error }\nclusters: [{ path: prod, name: prod }]\n';

// Finds the flag of every ConfigMap; throws at one that is called crash.
const RULES = `
export default {
  apiVersion: 1, name: 'team-rules', version: '1.0.0', namespace: 'team',
  rules: [{
    apiVersion: 1, id: 'flagged', severity: 'error', title: 'A flag', why: 'It fails.', category: 'style',
    confidence: 'certain', stability: 'stable', since: '1.0.0', messages: { found: "'{name}' has a flag." },
    *check(model, { finding }) {
      for (const { objects } of model.clusters) for (const object of objects) {
        if (object.id.kind !== 'ConfigMap') continue;
        if (object.id.name === 'crash') throw new Error('out of luck');
        yield finding('found', { in: object, path: ['data', 'flag'] }, { data: { name: object.id.name } });
      }
    },
  }],
};
`;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function writeMaps(...names: readonly string[]): void {
  rmSync(join(root, 'prod'), { recursive: true, force: true });
  for (const name of names) {
    write(
      `prod/${name}.yaml`,
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: { flag: on }\n`,
    );
  }
}

async function fluxvet(...argv: readonly string[]) {
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
  const code = await main(['check', '-f', 'line', ...argv], {
    cwd: root,
    ...io,
    color: false,
    watched: false,
  });
  return { code, err, found: [...out.matchAll(/'(\w+)' has a flag/g)].map(([, name]) => name) };
}

const known = (path = 'known.json'): string[] =>
  (JSON.parse(readFileSync(join(root, path), 'utf8')) as { entries: { object: string }[] }).entries.map(
    ({ object }) => object,
  );

test('adds the findings of today, and reports only newer ones from then on', async () => {
  writeMaps('one', 'two');
  const { code, err, found } = await fluxvet('--update-baseline');
  expect(code).toBe(0);
  expect(err).toMatch(/known\.json.*2 entries/);
  expect(found).toEqual([]);
  expect(known()).toEqual(['ConfigMap/one', 'ConfigMap/two']);
  expect(await fluxvet()).toMatchObject({ code: 0, found: [] });
  writeMaps('one', 'two', 'three');
  expect(await fluxvet()).toMatchObject({ code: 1, found: ['three'] });
});

test('does not write a baseline unasked', async () => {
  writeMaps('one');
  expect(await fluxvet()).toMatchObject({ code: 1, found: ['one'] });
  expect(existsSync(join(root, 'known.json'))).toBe(false);
});

test('only adds when it updates, and only takes away when it prunes', async () => {
  writeMaps('one', 'two');
  await fluxvet('--update-baseline');
  writeMaps('two', 'three');
  expect(await fluxvet('--update-baseline')).toMatchObject({ code: 0, found: [] });
  expect(known()).toEqual(['ConfigMap/one', 'ConfigMap/three', 'ConfigMap/two']);
  writeMaps('two', 'four');
  expect(await fluxvet('--prune-baseline')).toMatchObject({ found: ['four'] });
  expect(known()).toEqual(['ConfigMap/two']);
});

test('updates and prunes at once', async () => {
  writeMaps('one', 'two');
  await fluxvet('--update-baseline');
  writeMaps('two', 'three');
  await fluxvet('--update-baseline', '--prune-baseline');
  expect(known()).toEqual(['ConfigMap/three', 'ConfigMap/two']);
});

test('writes the same bytes again', async () => {
  writeMaps('one', 'two');
  await fluxvet('--update-baseline');
  const bytes = readFileSync(join(root, 'known.json'), 'utf8');
  await fluxvet('--update-baseline');
  expect(readFileSync(join(root, 'known.json'), 'utf8')).toBe(bytes);
  expect(bytes).not.toContain(root);
});

test('takes the baseline that is named rather than the configured one', async () => {
  writeMaps('one');
  await fluxvet('--update-baseline', '--baseline', 'other.json');
  expect(known('other.json')).toEqual(['ConfigMap/one']);
  expect(existsSync(join(root, 'known.json'))).toBe(false);
  expect(await fluxvet('--baseline', 'other.json')).toMatchObject({ code: 0, found: [] });
  expect(await fluxvet()).toMatchObject({ code: 1, found: ['one'] });
});

test('takes the whole repository into the baseline, whatever the run reports on', async () => {
  write(
    'fluxvet.config.yaml',
    `${CONFIG.replace('name: prod }', 'name: prod }, { path: lab, name: lab }')}baseline: known.json\n`,
  );
  write('lab/three.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: three }\ndata: { flag: on }\n');
  writeMaps('one');
  await fluxvet('--update-baseline', '--cluster', 'prod');
  expect(known()).toEqual(['ConfigMap/one', 'ConfigMap/three']);
});

test('writes into the directory that is checked where no baseline is configured', async () => {
  write('fluxvet.config.yaml', CONFIG);
  writeMaps('one');
  await fluxvet('--update-baseline');
  expect(known('fluxvet-baseline.json')).toEqual(['ConfigMap/one']);
});

test('refuses to make a baseline of an incomplete run, and leaves the old one', async () => {
  writeMaps('one');
  await fluxvet('--update-baseline');
  writeMaps('crash', 'one');
  const { code, err } = await fluxvet('--prune-baseline');
  expect(code).toBe(2);
  expect(err).toContain('incomplete');
  expect(known()).toEqual(['ConfigMap/one']);
});

test('refuses a baseline that is broken, with its place, and leaves it as it is', async () => {
  writeMaps('one');
  write('known.json', '{ "version": 1,\n "entries": [{}] }');
  for (const argv of [[], ['--update-baseline']]) {
    const { code, err } = await fluxvet(...argv);
    expect(code).toBe(2);
    expect(err).toContain('known.json:2:');
  }
  expect(readFileSync(join(root, 'known.json'), 'utf8')).toBe('{ "version": 1,\n "entries": [{}] }');
});
