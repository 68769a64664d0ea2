import { beforeEach, expect, test } from 'vitest';
import { directoriesOnDisk, type Files, runIn, writeFiles } from '../testing/program-on-disk.js';

const directory = directoriesOnDisk();
let root: string;
beforeEach(() => {
  root = directory();
});

/** What a check of a repository with one ConfigMap says, with a line for each finding. */
function check(files: Readonly<Record<string, string>>, ...argv: readonly string[]) {
  return run(files, '-f', 'line', ...argv);
}

function run(files: Files, ...argv: readonly string[]) {
  const one = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: one }\n';
  writeFiles(root, { 'prod/one.yaml': one, ...files });
  return runIn(root, ['check', ...argv]);
}

const CLUSTER = 'clusters: [{ path: prod, name: prod }]\n';

/** A plug-in that says its word at every ConfigMap. */
const plugin = (word: string, namespace = 'team', version = '1.0.0', options = 'undefined') => `
export default {
  apiVersion: 1, name: 'team-rules', version: '${version}', namespace: '${namespace}',
  presets: { base: { rules: { say: 'on' } } },
  rules: [{
    apiVersion: 1, id: 'say', severity: 'warning', title: 'A word', why: 'It is said.', category: 'style',
    confidence: 'certain', stability: 'stable', since: '1.0.0', messages: { word: '${word}.' }, options: ${options},
    *check(model, { finding }) {
      for (const { objects } of model.clusters) for (const object of objects) {
        if (object.id.kind === 'ConfigMap') yield finding('word', { in: object });
      }
    },
  }],
};
`;

const found = (word: string, namespace = 'team') =>
  `prod/one.yaml:3:19: warning: ${word}. [${namespace}/say]\n`;

test('runs the rules of a preset of a plug-in', async () => {
  const config = `extends: [team/base]\nplugins: [./rules.mjs]\n${CLUSTER}`;
  const { code, out } = await check({ 'fluxvet.config.yaml': config, 'rules.mjs': plugin('Hello') });
  expect(code).toBe(0);
  expect(out).toBe(found('Hello'));
});

test('does not run the rules of a plug-in that nothing asks for', async () => {
  const config = `extends: []\nplugins: [./rules.mjs]\n${CLUSTER}`;
  expect((await check({ 'fluxvet.config.yaml': config, 'rules.mjs': plugin('Hello') })).out).toBe('');
});

test('runs two plug-ins beside each other', async () => {
  const config = `extends: [team/base, shop/base]\nplugins: [./a.mjs, ./b.mjs]\n${CLUSTER}`;
  const files = { 'fluxvet.config.yaml': config, 'a.mjs': plugin('Hello'), 'b.mjs': plugin('Bye', 'shop') };
  expect((await check(files)).out).toBe(found('Bye', 'shop') + found('Hello'));
});

test('takes the severity of a rule of a plug-in from the configuration', async () => {
  const config = `extends: []\nplugins: [./rules.mjs]\nrules: { team/say: error }\n${CLUSTER}`;
  const { code, out } = await check({ 'fluxvet.config.yaml': config, 'rules.mjs': plugin('Hello') });
  expect(code).toBe(1);
  expect(out).toBe(found('Hello').replace('warning', 'error'));
});

test('finds a plug-in from the configuration that names it, not from the working directory', async () => {
  const config = `extends: [team/base]\nplugins: [./rules.mjs]\nclusters: [{ path: prod, name: prod }]\n`;
  const files = { 'ci/strict.yaml': config, 'ci/rules.mjs': plugin('Hello'), 'rules.mjs': plugin('Wrong') };
  expect((await check(files, '--config', 'ci/strict.yaml')).out).toBe(found('Hello'));
});

test('runs no code of the repository where it is not to be trusted, and says so', async () => {
  const config = `extends: [team/base]\nplugins: [./rules.mjs]\n${CLUSTER}`;
  const files = { 'fluxvet.config.yaml': config, 'rules.mjs': 'throw new Error("it ran");' };
  const { code, out } = await check(files, '--no-plugins', '-f', 'text=out.txt');
  expect(code).toBe(0);
  expect(out).toBe('');
  expect((await check(files)).code).toBe(2);
});

const BROKEN_SCHEMA =
  "{ '~standard': { version: 1, vendor: 'x', validate() { throw new Error('no schema'); } } }";
const STRICT_SCHEMA =
  "{ '~standard': { version: 1, vendor: 'x', validate: (value) => ('most' in value ? { issues: [{ message: 'must be 3', path: ['most'] }] } : { value }) } }";

test.for<[string, Record<string, string>, string[]]>([
  ['a plug-in that is not there', {}, ["'./rules.mjs'"]],
  [
    'a plug-in for a later API',
    { 'rules.mjs': plugin('Hello').replace('apiVersion: 1, name', 'apiVersion: 2, name') },
    ['upgrade fluxvet'],
  ],
  [
    'a plug-in with a broken schema',
    { 'rules.mjs': plugin('Hello', 'team', '1.0.0', BROKEN_SCHEMA) },
    ['team/say', 'no schema'],
  ],
  [
    'wrong options',
    { 'rules.mjs': plugin('Hello', 'team', '1.0.0', STRICT_SCHEMA) },
    ['fluxvet.config.yaml:3:30', 'team/say', 'most'],
  ],
  [
    'options of a rule that has none',
    { 'rules.mjs': plugin('Hello') },
    ['fluxvet.config.yaml:3:', 'team/say'],
  ],
])('refuses %s', async ([, files, words]) => {
  const config = `extends: []\nplugins: [./rules.mjs]\nrules: { team/say: [error, { most: 4 }] }\n${CLUSTER}`;
  const { code, out, err } = await check({ 'fluxvet.config.yaml': config, ...files });
  expect(code).toBe(2);
  expect(out).toBe('');
  for (const word of words) expect(err).toContain(word);
});

const CRASHING = plugin('Hello').replace(
  "yield finding('word', { in: object });",
  "throw new Error('out of luck');",
);

test.for<[string, string[], 'told' | 'silent']>([
  ['a format without a place for it', ['-f', 'line'], 'told'],
  ['JSON for a program', ['-f', 'json'], 'told'],
  ['files alone', ['-f', 'text=out.txt'], 'told'],
  ['a difference', ['--fix-dry-run'], 'told'],
  ['text that tells it', ['-f', 'text'], 'silent'],
  ['workflow commands that tell it', ['-f', 'github', '-f', 'line=out.txt'], 'silent'],
])('says that a rule crashed on the standard error output beside %s', async ([, argv, told]) => {
  const config = `extends: [team/base]\nplugins: [./rules.mjs]\n${CLUSTER}`;
  const { code, err } = await run({ 'fluxvet.config.yaml': config, 'rules.mjs': CRASHING }, ...argv);
  expect(code).toBe(3);
  expect(err.includes("error: The rule 'team/say' of team-rules@1.0.0 crashed: out of luck\n")).toBe(
    told === 'told',
  );
});

/** A plug-in that brings a reporter of its own. */
const reporting = (body: string) => `export default {
  apiVersion: 1, name: 'team-reports', version: '1.0.0', namespace: 'reports', rules: [],
  reporters: { table: (report) => { ${body} } },
};`;

test('writes the format of a plug-in', async () => {
  const config = `extends: []\nplugins: [./rules.mjs]\n${CLUSTER}`;
  const files = {
    'fluxvet.config.yaml': config,
    'rules.mjs': reporting('return `${report.findings.length}\\n`;'),
  };
  expect(await check(files, '-f', 'line=all.txt', '-f', 'reports/table')).toMatchObject({ code: 2 });
  expect(await run(files, '-f', 'reports/table')).toEqual({ code: 0, out: '0\n', err: '' });
});

test.for<[string, string, string]>([
  [
    'throws',
    "throw new TypeError('out of luck');",
    "'reports/table' of team-reports@1.0.0 crashed: TypeError: out of luck",
  ],
  ['gives no text', 'return 7;', "'reports/table' of team-reports@1.0.0 gave no text"],
])(
  'says whose fault it is where the reporter of a plug-in %s, and writes the other formats',
  async ([, body, words]) => {
    const config = `extends: []\nplugins: [./rules.mjs]\n${CLUSTER}`;
    const files = { 'fluxvet.config.yaml': config, 'rules.mjs': reporting(body) };
    const { code, out, err } = await run(files, '-f', 'reports/table=out.txt', '-f', 'text', '--exit-zero');
    expect(code).toBe(3);
    expect(err).toContain(words);
    expect(err).not.toMatch(/bug in fluxvet|rules\.mjs/);
    expect(out).not.toBe('');
  },
);

test('refuses two versions of one plug-in', async () => {
  const config = `plugins: [./a.mjs, ./b.mjs]\n${CLUSTER}`;
  const files = {
    'fluxvet.config.yaml': config,
    'a.mjs': plugin('Hello'),
    'b.mjs': plugin('Bye', 'team', '2.0.0'),
  };
  const { code, err } = await check(files);
  expect(code).toBe(2);
  for (const word of ['a.mjs', 'b.mjs', '1.0.0', '2.0.0']) expect(err).toContain(word);
});

const LOCAL = `export const own = {
  apiVersion: 1, id: 'own', title: 'T', why: 'W.', category: 'style', severity: 'warning', confidence: 'certain',
  stability: 'stable', since: '1', messages: { seen: 'Seen.' },
  *check(model, { finding }) {
    for (const path of model.tree.paths) {
      if (path.endsWith('one.yaml')) yield finding('seen', { in: model.tree.read(path) });
    }
  },
};
`;

test('takes the rules of a directory that is named on the command line', async () => {
  const files = { 'rules/own.mjs': LOCAL, 'rules/own.test.mjs': 'throw new Error();', 'rules/notes.md': '' };
  const { code, out } = await check(files, '--rules-dir', 'rules');
  expect(code).toBe(0);
  expect(out).toContain('warning: Seen. [local/own]');
});

test('lets the configuration set the rules of a directory', async () => {
  const files = { 'rules/own.mjs': LOCAL, 'fluxvet.config.yaml': 'rules: { local/own: error }\n' };
  expect(await check(files, '--rules-dir', 'rules')).toMatchObject({ code: 1 });
});

test.for([
  ['that there is not', {}, 'it cannot be read'],
  ['without rules', { 'rules/a.mjs': 'export const a = 1;' }, 'none of its files exports a rule'],
  [
    'with a file that fails',
    { 'rules/a.mjs': 'throw new Error("broken");' },
    "'a.mjs' cannot be loaded: broken",
  ],
  ['with half a rule', { 'rules/a.mjs': 'export const a = { id: "a", check() {} };' }, "its rule 'a'"],
] as const)('refuses a directory of rules %s', async ([, files, words]) => {
  const { code, err } = await check(files, '--rules-dir', 'rules');
  expect(code).toBe(2);
  expect(err).toContain(words);
});
