import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { directoriesOnDisk, writeFiles } from '../testing/program-on-disk.js';
import { baselinePath, type LoadConfigOptions, loadBaseline, loadConfig } from './load-config.js';

const directory = directoriesOnDisk();
let root: string;
beforeEach(() => {
  root = directory();
});

function load(files: Readonly<Record<string, string>>, options: LoadConfigOptions = {}) {
  writeFiles(root, files);
  return loadConfig(root, options);
}

const PLUGIN = `export default {
  apiVersion: 1, name: 'team-rules', version: '1.0.0', namespace: 'team',
  rules: [{ apiVersion: 1, id: 'owner', severity: 'note', title: 'T', why: 'W.', category: 'style', confidence: 'certain', messages: {}, check: () => [] }],
};
`;

test("has fluxvet's own rules and nothing else where there is no configuration", async () => {
  const loaded = await load({});
  expect(loaded).toMatchObject({ config: {}, mounts: [], notices: [] });
  expect(loaded.plugins.map(({ namespace }) => namespace)).toEqual(['']);
  expect(loaded).not.toHaveProperty('path');
});

test.for<[string, string]>([
  ['fluxvet.config.yaml', 'failOn: warning # strict\n'],
  ['fluxvet.config.yml', '---\nfailOn: warning\n'],
  ['fluxvet.config.json', '{ "failOn": "warning" }'],
  ['fluxvet.config.ts', "const failOn: string = 'warning';\nexport default { failOn };\n"],
  ['fluxvet.config.mts', "export default { failOn: 'warning' as string };\n"],
  ['fluxvet.config.mjs', "export default { failOn: 'warning' };\n"],
])('reads %s', async ([name, text]) => {
  const loaded = await load({ [name]: text });
  expect(loaded.config).toEqual({ failOn: 'warning' });
  expect(loaded.path).toBe(join(root, name));
});

test('reads fluxvet.config.js of a package of modules', async () => {
  const files = {
    'package.json': '{ "type": "module" }',
    'fluxvet.config.js': "export default { failOn: 'note' };\n",
  };
  expect((await load(files)).config).toEqual({ failOn: 'note' });
});

test('reads the configuration that is named, as seen from the working directory', async () => {
  const files = { 'fluxvet.config.yaml': 'failOn: error\n', 'ci/strict.yaml': 'failOn: note\n' };
  const loaded = await load(files, { config: 'strict.yaml', cwd: join(root, 'ci') });
  expect(loaded.config).toEqual({ failOn: 'note' });
});

test.for<[string, Record<string, string>, string]>([
  [
    'a field that there is not',
    { 'fluxvet.config.yaml': 'extends: []\nrulez: {}\n' },
    'fluxvet.config.yaml:2:1: ',
  ],
  ['a wrong value', { 'fluxvet.config.json': '{\n  "failOn": "fatal"\n}' }, 'fluxvet.config.json:2:13: '],
  [
    'a wrong value of a program',
    { 'fluxvet.config.mjs': "export default { failOn: 'fatal' };" },
    'fluxvet.config.mjs: failOn',
  ],
  [
    'a program without a default export',
    { 'fluxvet.config.mjs': 'export const x = 1;' },
    'fluxvet.config.mjs: ',
  ],
  ['a program that throws', { 'fluxvet.config.ts': 'throw new Error("out of luck");' }, 'out of luck'],
  ['two configurations', { 'fluxvet.config.yaml': '', 'fluxvet.config.json': '{}' }, 'fluxvet.config.json'],
])('refuses %s', async ([, files, words]) => {
  const failure = await load(files).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'bad-config', message: expect.stringContaining(words) });
});

test('tells every mistake, one a line', async () => {
  const failure = await load({ 'fluxvet.config.yaml': 'one: 1\ntwo: 2\n' }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ message: expect.stringMatching(/:1:1: .*one.*\n.*:2:1: .*two/) });
});

test('shows the place of a mistake as seen from the working directory', async () => {
  const failure = await load(
    { 'fluxvet.config.yaml': 'one: 1\n', 'deep/a.yaml': '' },
    { cwd: join(root, 'deep') },
  ).catch((error: unknown) => error);
  expect(failure).toMatchObject({ message: expect.stringMatching(/^\.\.\/fluxvet\.config\.yaml:1:1: /) });
});

test('loads the plug-ins that are named, behind its own', async () => {
  const loaded = await load({ 'fluxvet.config.yaml': 'plugins: [./rules.mjs]\n', 'rules.mjs': PLUGIN });
  expect(loaded.plugins.map(({ namespace }) => namespace)).toEqual(['', 'team']);
});

test('runs no code of the repository where plug-ins are refused', async () => {
  const files = {
    'fluxvet.config.yaml': 'plugins: [./rules.mjs]\nrules: { team/owner: error }\n',
    'rules.mjs': 'throw new Error("it ran");',
  };
  const loaded = await load(files, { plugins: 'refused' });
  expect(loaded.plugins).toHaveLength(1);
  expect(loaded.config.rules).toEqual({});
  expect(loaded.notices.map(({ message }) => message)).toEqual([expect.stringContaining('./rules.mjs')]);
});

test('refuses a configuration that is a program where no code may run', async () => {
  const files = { 'fluxvet.config.mjs': 'globalThis.itRan = true; export default {};' };
  await expect(load(files, { plugins: 'refused' })).rejects.toMatchObject({ code: 'bad-config' });
  expect(globalThis).not.toHaveProperty('itRan');
});

test('leaves a configuration without plug-ins as it is where they are refused', async () => {
  const files = { 'fluxvet.config.yaml': 'extends: [recommended]\n' };
  expect(await load(files, { plugins: 'refused' })).toMatchObject({
    config: { extends: ['recommended'] },
    notices: [],
  });
});

test('opens the checkouts of other repositories, as seen from the configuration', async () => {
  const files = {
    'fleet/fluxvet.config.yaml': 'sources: [{ url: "https://x.test/shop", path: ../shop }]\n',
    'shop/deploy.yaml': 'a: 1\n',
  };
  const { mounts } = await load(files, { config: 'fleet/fluxvet.config.yaml' });
  expect(mounts.map(({ url, tree }) => [url, tree.paths])).toEqual([
    ['https://x.test/shop', ['deploy.yaml']],
  ]);
});

test('opens checkouts of sources that are named by their object, each for its ref', async () => {
  const files = {
    'fluxvet.config.yaml': `sources:
  - { kind: ExternalArtifact, name: shop, path: shop }
  - { url: "https://x.test/shop", ref: { tag: v1 }, path: shop }
`,
    'shop/deploy.yaml': 'a: 1\n',
  };
  const { mounts } = await load(files);
  expect(mounts.map(({ tree: _, ...handle }) => handle)).toEqual([
    { object: { kind: 'ExternalArtifact', namespace: undefined, name: 'shop' } },
    { url: 'https://x.test/shop', ref: { tag: 'v1' } },
  ]);
});

test('refuses a checkout that is not there', async () => {
  const files = { 'fluxvet.config.yaml': 'sources: [{ url: "https://x.test/shop", path: ../gone-shop }]\n' };
  await expect(load(files)).rejects.toMatchObject({ message: expect.stringContaining('gone-shop') });
});

test.for<[string, string, string]>([
  ['as it is configured', 'baseline: known.json\n', 'ci/known.json'],
  ['as it is configured with a policy', 'baseline: { path: ../known.json, stale: error }\n', 'known.json'],
  ['beside the files where it is not configured', 'extends: []\n', 'fluxvet-baseline.json'],
])('finds the baseline %s', async ([, text, expected]) => {
  const loaded = await load({ 'ci/fluxvet.config.yaml': text }, { config: 'ci/fluxvet.config.yaml' });
  const at = { cwd: join(root, 'sub'), directory: root };
  expect(baselinePath(undefined, loaded, at)).toBe(join(root, expected));
  expect(baselinePath('given.json', loaded, at)).toBe(join(root, 'sub/given.json'));
});

test('loads a baseline, and none where there is no file', () => {
  const path = join(root, 'known.json');
  expect(loadBaseline(path, root)).toBeUndefined();
  expect(loadBaseline(undefined, root)).toBeUndefined();
  writeFileSync(path, '{ "version": 1, "entries": [] }');
  expect(loadBaseline(path, root)).toEqual({ version: 1, entries: [] });
  writeFileSync(path, '{ "version": 1,\n  "entries": 7 }');
  expect(() => loadBaseline(path, root)).toThrow(/^known\.json:2:14: /);
});
