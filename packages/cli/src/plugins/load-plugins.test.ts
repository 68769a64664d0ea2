import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { directoriesOnDisk, writeFiles } from '../testing/program-on-disk.js';
import { loadPlugins, shownPath } from './load-plugins.js';

const directory = directoriesOnDisk();
let root: string;
beforeEach(() => {
  root = directory();
});

const RULE =
  "{ apiVersion: 1, id: 'owner', severity: 'note', title: 'T', why: 'W.', category: 'style', confidence: 'certain', messages: {}, check: () => [] }";

/** The text of a plug-in, with other fields than the usual ones. */
function plugin(more: Readonly<Record<string, string | undefined>> = {}): string {
  const fields = {
    apiVersion: '1',
    name: "'team-rules'",
    version: "'1.0.0'",
    namespace: "'team'",
    rules: `[${RULE}]`,
    ...more,
  };
  const lines = Object.entries(fields).filter(([, value]) => value !== undefined);
  return `{ ${lines.map(([key, value]) => `${key}: ${value}`).join(', ')} }`;
}

function load(files: Readonly<Record<string, string>>, specifiers = ['./rules.mjs']) {
  writeFiles(root, files);
  return loadPlugins(specifiers, join(root, 'fluxvet.config.yaml'));
}

test.for<[string, string]>([
  ['a default export', `export default ${plugin()};`],
  ['an export with the name plugin', `export const plugin = ${plugin()};`],
  ['an export with any name', `export const other = 1; export const rules = ${plugin()};`],
])('loads a plug-in of plain JavaScript from %s', async ([, text]) => {
  const [loaded, ...others] = await load({ 'rules.mjs': text });
  expect(others).toEqual([]);
  expect(loaded).toMatchObject({ name: 'team-rules', namespace: 'team', rules: [{ id: 'owner' }] });
});

test('loads a plug-in of TypeScript', async () => {
  const text = `const version: string = '1.0.0';\nexport default ${plugin({ version: 'version as string' })};`;
  const [loaded] = await load({ 'rules.ts': text }, ['./rules.ts']);
  expect(loaded?.version).toBe('1.0.0');
});

test('loads a package that stands beside the configuration', async () => {
  const files = {
    'node_modules/@team/rules/package.json': '{ "type": "module", "exports": "./main.js" }',
    'node_modules/@team/rules/main.js': `export default ${plugin()};`,
  };
  expect(await load(files, ['@team/rules'])).toHaveLength(1);
});

test('loads nothing where nothing is named', async () => {
  expect(await load({ 'rules.mjs': 'throw new Error("loaded");' }, [])).toEqual([]);
});

test.for<[string, string, string[]]>([
  ['throws when it is loaded', 'throw new Error("out of luck");', ['rules.mjs', 'out of luck']],
  ['is no JavaScript', 'export default {', ['rules.mjs']],
  ['exports nothing', 'export {};', ['rules.mjs', 'definePlugin']],
  ['exports a function', 'export default () => ({});', ['definePlugin']],
  ['exports null', 'export default null;', ['definePlugin']],
  [
    'says no version of the API',
    `export default ${plugin({ apiVersion: undefined })};`,
    ['API', 'upgrade the plug-in'],
  ],
  [
    'is made for a later API',
    `export default ${plugin({ apiVersion: '2' })};`,
    ['version 2', 'upgrade fluxvet'],
  ],
  [
    'is made for an earlier API',
    `export default ${plugin({ apiVersion: '0' })};`,
    ['version 0', 'upgrade the plug-in'],
  ],
  ['gives the version of the API as text', `export default ${plugin({ apiVersion: "'1'" })};`, ['API']],
  ['has no name', `export default ${plugin({ name: undefined })};`, ['name']],
  ['has a version that is no text', `export default ${plugin({ version: '1' })};`, ['version']],
  ['has no namespace', `export default ${plugin({ namespace: undefined })};`, ['namespace']],
  [
    "takes the namespace of fluxvet's own rules",
    `export default ${plugin({ namespace: "''" })};`,
    ['namespace'],
  ],
  ['has a namespace with a slash', `export default ${plugin({ namespace: "'a/b'" })};`, ["'a/b'"]],
  ['has no rules', `export default ${plugin({ rules: undefined })};`, ['rules']],
  ['has rules that are no list', `export default ${plugin({ rules: '{}' })};`, ['rules']],
  ['has a rule that is null', `export default ${plugin({ rules: '[null]' })};`, ['defineRule']],
  [
    'has a rule without a check',
    `export default ${plugin({ rules: "[{ apiVersion: 1, id: 'a' }]" })};`,
    ['defineRule'],
  ],
  [
    'has a rule without an id',
    `export default ${plugin({ rules: '[{ apiVersion: 1, check() {} }]' })};`,
    ['defineRule'],
  ],
  [
    'has a rule for another API',
    `export default ${plugin({ rules: "[{ apiVersion: 2, id: 'late', check() {} }]" })};`,
    ["'late'", 'API'],
  ],
  [
    'has two rules of one id',
    `export default ${plugin({ rules: `[${RULE}, ${RULE}]` })};`,
    ["two rules 'owner'"],
  ],
  [
    'has a rule without a title',
    `export default ${plugin({ rules: `[${RULE.replace("title: 'T',", '')}]` })};`,
    ["'owner'", 'title'],
  ],
  [
    'has a rule of a confidence that there is not',
    `export default ${plugin({ rules: `[${RULE.replace("'certain'", "'sure'")}]` })};`,
    ["'sure'", 'certain, likely, hint'],
  ],
  [
    'has a rule whose options schema is none',
    `export default ${plugin({ rules: `[${RULE.replace('messages', 'options: { type: "object" }, messages')}]` })};`,
    ["'owner'", 'Standard Schema'],
  ],
  [
    'has a reporter that is no function',
    `export default ${plugin({ reporters: "{ table: 'x' }" })};`,
    ["'table'", 'no function'],
  ],
  [
    'has a preset with a rule that it does not have',
    `export default ${plugin({ presets: "{ base: { rules: { owners: 'on' } } }" })};`,
    ["'base'", "'owners'"],
  ],
  [
    'has a preset with a severity that there is not',
    `export default ${plugin({ presets: "{ base: { rules: { owner: 'loud' } } }" })};`,
    ["'owner'", "'loud'"],
  ],
])('refuses a plug-in that %s', async ([, text, words]) => {
  const failure = await load({ 'rules.mjs': text }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'bad-plugin', message: expect.stringContaining("'./rules.mjs'") });
  for (const word of words) expect(failure).toMatchObject({ message: expect.stringContaining(word) });
});

test('refuses a plug-in that is not there, and says from where it looked', async () => {
  await expect(load({}, ['@team/rules'])).rejects.toMatchObject({
    code: 'bad-plugin',
    message: expect.stringMatching(/'@team\/rules'.*fluxvet\.config\.yaml/),
  });
});

test('refuses two versions of one namespace, and names both files', async () => {
  const files = {
    'a.mjs': `export default ${plugin()};`,
    'b.mjs': `export default ${plugin({ version: "'2.0.0'" })};`,
  };
  await expect(load(files, ['./a.mjs', './b.mjs'])).rejects.toMatchObject({
    code: 'bad-plugin',
    message: expect.stringMatching(/'team'.*a\.mjs.*1\.0\.0.*b\.mjs.*2\.0\.0/),
  });
});

test('takes the same plug-in, found twice, for one', async () => {
  const text = `export default ${plugin()};`;
  expect(await load({ 'a.mjs': text, 'b.mjs': text }, ['./a.mjs', './b.mjs', './a.mjs'])).toHaveLength(1);
});

test('keeps the plug-ins in the order in which they are named', async () => {
  const files = {
    'a.mjs': `export default ${plugin({ namespace: "'z'" })};`,
    'b.mjs': `export default ${plugin({ namespace: "'a'" })};`,
  };
  const loaded = await load(files, ['./a.mjs', './b.mjs']);
  expect(loaded.map(({ namespace }) => namespace)).toEqual(['z', 'a']);
});

test('shows a path as it is seen from a directory', () => {
  expect(shownPath('/home', '/home/a/b.yaml')).toBe('a/b.yaml');
  expect(shownPath('/home/c', '/home/b.yaml')).toBe('../b.yaml');
  expect(shownPath('/home', '/home')).toBe('.');
});
