import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { check, openTree } from '@fluxvet/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from '../config/load-config.js';
import { main } from '../main.js';
import { fixRepository } from './fix-repository.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fluxvet-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

// Wants every flag and every mode to be "0"; the fix of a mode is unsafe.
const RULES = `
const valueOf = (node, key) => node?.entries?.find((entry) => entry.key.value === key)?.value;
const rule = (id, field, safety) => ({
  apiVersion: 1, id, severity: 'error', title: 'A value', why: 'It fails.', category: 'style', confidence: 'certain',
  stability: 'stable', since: '1.0.0', messages: { found: "The {field} of '{name}' is not 0." },
  *check(model, { finding }) {
    for (const { objects } of model.clusters) for (const object of objects) {
      const value = valueOf(valueOf(object.body, 'data'), field);
      if (value === undefined || value.value === '0') continue;
      const at = { in: object, path: ['data', field] };
      const fix = { title: 'Write 0', safety, edits: (edits) => edits.set(at, '0') };
      yield finding('found', at, { data: { field, name: object.id.name }, fix });
    }
  },
});
export default {
  apiVersion: 1, name: 'team-rules', version: '1.0.0', namespace: 'team',
  rules: [rule('flag', 'flag', 'safe'), rule('mode', 'mode', 'unsafe')],
};
`;

const TEXT =
  'apiVersion: v1\r\nkind: ConfigMap\r\nmetadata: { name: one }\r\ndata:\r\n  flag: \'1\' # why\r\n  mode: "7"\r\n';
const CALM = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: two }\ndata: { flag: "0" }\n';

function write(): void {
  const files = {
    'fluxvet.config.yaml':
      'extends: []\nplugins: [./rules.mjs]\nrules: { team/flag: error, team/mode: error }\nclusters: [{ path: prod, name: prod }]\n',
    'rules.mjs': RULES,
    'prod/one.yaml': TEXT,
    'prod/two.yaml': CALM,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

const read = (path = 'prod/one.yaml') => readFileSync(join(root, path), 'utf8');

async function fluxvet(...argv: readonly string[]) {
  write();
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
  const code = await main(argv, { cwd: root, ...io, color: false, watched: false });
  return { code, out, err };
}

test('makes the safe changes in the files, keeps every other byte, and reports on what remains', async () => {
  const { code, out, err } = await fluxvet('check', '--fix', '-f', 'line');
  expect(read()).toBe(TEXT.replace("'1'", "'0'"));
  expect(read('prod/two.yaml')).toBe(CALM);
  expect(code).toBe(1);
  expect(out).toBe("prod/one.yaml:6:9: error: The mode of 'one' is not 0. [team/mode]\n");
  expect(err).toMatch(/1 fix.*1 file/);
});

test('makes the unsafe changes, too, where they are asked for, and is content then', async () => {
  const { code, out } = await fluxvet('check', '--fix=unsafe', '-f', 'line');
  expect(read()).toBe(TEXT.replace("'1'", "'0'").replace('"7"', '"0"'));
  expect(code).toBe(0);
  expect(out).toBe('');
});

test('shows what it would change as a diff, and changes nothing', async () => {
  const { code, out, err } = await fluxvet('check', '--fix-dry-run');
  expect(read()).toBe(TEXT);
  expect(code).toBe(1);
  expect(out).toContain('--- a/prod/one.yaml');
  expect(out).toContain('+++ b/prod/one.yaml');
  const lines = out.split('\n').map((line) => line.trimEnd());
  expect(lines).toContain("-  flag: '1' # why");
  expect(lines).toContain("+  flag: '0' # why");
  expect(lines.filter((line) => /^[-+] /.test(line))).toHaveLength(2);
  expect(out).not.toContain('is not 0');
  expect(err).toContain('would be made');
});

test('shows the unsafe changes, too, where they are asked for', async () => {
  const { code, out } = await fluxvet('check', '--fix-dry-run=unsafe');
  expect(out).toContain('+  mode: "0"');
  expect(code).toBe(0);
  expect(read()).toBe(TEXT);
});

test('changes nothing where a dry run is asked for at the same time', async () => {
  await fluxvet('check', '--fix', '--fix-dry-run');
  expect(read()).toBe(TEXT);
});

test('changes nothing the second time', async () => {
  await fluxvet('check', '--fix=unsafe');
  const fixed = read();
  const io = { cwd: root, write: () => {}, warn: () => {}, color: false, watched: false };
  expect(await main(['check', '--fix=unsafe'], io)).toBe(0);
  expect(read()).toBe(fixed);
});

test('does not write over a file that has changed since it was read', async () => {
  write();
  const loaded = await loadConfig(root);
  const tree = openTree(root);
  const run = (each: typeof tree) => check(each, loaded);
  run(tree);
  writeFileSync(join(root, 'prod/one.yaml'), `${TEXT}# somebody was here\r\n`);
  const io = { cwd: root, write: () => {}, warn: () => {}, color: false, watched: false };
  const opened = { directory: root, tree, loaded };
  expect(() => fixRepository(opened, run, { fixes: 'safe', mode: 'write' }, io)).toThrow('prod/one.yaml');
  expect(read()).toBe(`${TEXT}# somebody was here\r\n`);
});
