import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { directoriesOnDisk, runIn } from '../testing/program-on-disk.js';

const directory = directoriesOnDisk();
const fluxvet = runIn;

// Finds the flag of every ConfigMap; throws at a ConfigMap that is called crash.
const RULES = `
const rule = (id, severity) => ({
  apiVersion: 1, id, severity, title: 'A flag', why: 'It fails.', category: 'style', confidence: 'certain',
  stability: 'stable', since: '1.0.0', messages: { found: "'{name}' has a flag." },
  *check(model, { finding }) {
    for (const { name: cluster, objects } of model.clusters) for (const object of objects) {
      if (object.id.kind !== 'ConfigMap') continue;
      if (object.id.name === 'crash') throw new Error('out of luck');
      yield finding('found', { in: object, path: ['data', 'flag'] }, { data: { name: object.id.name } });
    }
  },
});
export default {
  apiVersion: 1, name: 'team-rules', version: '1.0.0', namespace: 'team',
  rules: [rule('flagged', 'error'), rule('noted', 'note')],
  reporters: { count: ({ findings }) => \`\${findings.length} findings\\n\` },
};
`;

const configMap = (name: string) => `apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: default }
data:
  flag: "1"
`;

function repository(severity: string, more: Readonly<Record<string, string>> = {}, config = ''): string {
  return directory({
    'fluxvet.config.yaml': `extends: []
plugins: [./rules.mjs]
rules: { team/flagged: ${severity} }
clusters: [{ path: prod, name: prod }, { path: staging, name: staging }]
${config}`,
    'rules.mjs': RULES,
    'prod/one.yaml': configMap('one'),
    'staging/two.yaml': configMap('two'),
    ...more,
  });
}

const ONE = "prod/one.yaml:5:9: error: 'one' has a flag. [team/flagged]\n";
const TWO = "staging/two.yaml:5:9: error: 'two' has a flag. [team/flagged]\n";

test('reports what is wrong in the working directory, and fails', async () => {
  expect(await fluxvet(repository('error'), ['check', '-f', 'line'])).toEqual({
    code: 1,
    out: ONE + TWO,
    err: '',
  });
});

test('reports the same of a directory that is named, in paths of the repository', async () => {
  const root = repository('error');
  const elsewhere = directory({ 'unrelated.yaml': configMap('other') });
  expect(await fluxvet(elsewhere, ['check', root, '-f', 'line'])).toEqual({
    code: 1,
    out: ONE + TWO,
    err: '',
  });
});

test('is content with a repository without findings', async () => {
  const { code, out } = await fluxvet(repository('off'), ['check']);
  expect(code).toBe(0);
  expect(out).toContain('0 errors');
});

test.for<[string, string[], string, number]>([
  ['error', [], '', 1],
  ['warning', [], '', 0],
  ['warning', ['--fail-on', 'warning'], '', 1],
  ['note', ['--fail-on', 'warning'], '', 0],
  ['note', ['--fail-on=note'], '', 1],
  ['warning', [], 'failOn: warning\n', 1],
  ['warning', ['--fail-on', 'error'], 'failOn: warning\n', 0],
  ['warning', ['--max-warnings', '2'], '', 0],
  ['warning', ['--max-warnings', '1'], '', 1],
  ['error', ['--exit-zero'], '', 0],
  ['warning', ['--exit-zero', '--max-warnings', '0'], '', 0],
])('ends findings of severity %s under %j with the right code', async ([severity, argv, config, code]) => {
  const { code: is, out } = await fluxvet(repository(severity, {}, config), ['check', '-f', 'line', ...argv]);
  expect(is).toBe(code);
  expect(out.split('\n')).toHaveLength(3);
});

test.for([
  ['text'],
  ['line'],
  ['json'],
  ['sarif'],
  ['github'],
  ['gitlab'],
  ['junit'],
  ['markdown'],
  ['team/count'],
])('writes %s, with the same code', async ([format = '']) => {
  const root = repository('error');
  const { code, out, err } = await fluxvet(root, ['check', '--format', format]);
  expect(code).toBe(1);
  expect(err).toBe('');
  expect(out).not.toBe('');
  expect(out.endsWith('\n')).toBe(true);
  expect(out).not.toContain(root);
  expect((await fluxvet(root, ['check', '--format', format])).out).toBe(out);
});

test('writes several formats at once, all but one of them to files', async () => {
  const root = repository('error');
  const argv = [
    'check',
    '-f',
    'line',
    '-f',
    'json=out.json',
    '--format',
    'sarif=out=1.sarif',
    '-f',
    'text=out.txt',
  ];
  const { code, out } = await fluxvet(root, argv, true);
  expect(code).toBe(1);
  expect(out).toBe(ONE + TWO);
  const read = (name: string) => readFileSync(join(root, name), 'utf8');
  expect(JSON.parse(read('out.json'))).toMatchObject({ version: 1, findings: [{}, {}] });
  expect(JSON.parse(read('out=1.sarif'))).toMatchObject({ version: '2.1.0' });
  expect(read('out.txt')).toContain("'one' has a flag.");
  expect(read('out.txt')).not.toContain('\u001b');
});

test('writes colours to a terminal', async () => {
  expect((await fluxvet(repository('error'), ['check'], true)).out).toContain('\u001b[31m');
  expect((await fluxvet(repository('error'), ['check'], false)).out).not.toContain('\u001b');
});

test('writes to a file from the working directory on', async () => {
  const root = repository('error');
  const cwd = directory({});
  const { out } = await fluxvet(cwd, ['check', root, '-f', 'line=found.txt']);
  expect(out).toBe('');
  expect(readFileSync(join(cwd, 'found.txt'), 'utf8')).toBe(ONE + TWO);
});

test('reports on the clusters that are asked for', async () => {
  const root = repository('error');
  const on = async (...names: string[]) =>
    (await fluxvet(root, ['check', '-f', 'line', ...names.flatMap((name) => ['--cluster', name])])).out;
  expect(await on('prod')).toBe(ONE);
  expect(await on('staging', 'prod')).toBe(ONE + TWO);
});

test('shows what suppressions hide', async () => {
  const hidden = configMap('one').replace('"1"', '"1" # fluxvet-disable-line team/flagged -- why');
  const root = repository('error', { 'prod/one.yaml': hidden });
  expect((await fluxvet(root, ['check', '-f', 'line'])).out).toBe(TWO);
  expect((await fluxvet(root, ['check', '-f', 'line', '--no-suppressions'])).out).toBe(ONE + TWO);
});

test('tells how long each rule took, beside the report', async () => {
  const { out, err } = await fluxvet(repository('error'), ['check', '-f', 'line', '--stats']);
  expect(out).toBe(ONE + TWO);
  expect(err).toMatch(/ms.*team\/flagged\n.*all rules/);
});

test('calls a run incomplete in which a rule crashes, and keeps what was found', async () => {
  const root = repository('error', { 'staging/two.yaml': configMap('crash') }, 'overrides: []\n');
  const { code, out } = await fluxvet(root, ['check']);
  expect(code).toBe(3);
  expect(out).toContain("'one' has a flag.");
  expect(out).toMatch(/team\/flagged.*team-rules@1\.0\.0.*out of luck/);
  expect(out).toContain('incomplete');
  expect((await fluxvet(root, ['check', '--exit-zero'])).code).toBe(3);
  for (const format of ['line', 'json', 'sarif', 'junit']) {
    expect((await fluxvet(root, ['check', '-f', format])).code).toBe(3);
  }
});

test.for<[string, string[], string[]]>([
  ['a format that is nearly right', ['--format', 'jsno'], ["'jsno'", "'json'"]],
  ['a format that is like none', ['--format', 'powerpoint'], ["'powerpoint'", 'sarif', 'team/count']],
  ['two formats for the standard output', ['-f', 'text', '-f', 'json'], ['standard output']],
  ['a file that cannot be written', ['-f', 'json=gone/out.json'], ['gone/out.json']],
  ['a file without a name', ['-f', 'json='], ['cannot be written']],
  ['a severity that there is not', ['--fail-on', 'fatal'], ["'fatal'", 'warning']],
  ['a number that is none', ['--max-warnings', 'few'], ["'few'"]],
  ['a negative number', ['--max-warnings=-1'], ["'-1'"]],
  ['a cluster that there is not', ['--cluster', 'prdo'], ["'prdo'", 'prod', 'staging']],
  ['fixes of another kind', ['--fix=some'], ["'some'", 'unsafe']],
  ['a baseline that is not there', ['--baseline', 'gone.json'], ["'gone.json'"]],
  ['a configuration that is not there', ['--config', 'gone.yaml'], ["'gone.yaml'"]],
  ['an option that is nearly right', ['--no-supressions'], ["'--no-suppressions'"]],
  ['a revision outside a git repository', ['--since', 'main'], ['git']],
])('refuses %s', async ([, argv, words]) => {
  const { code, out, err } = await fluxvet(repository('error'), ['check', ...argv]);
  expect(code).toBe(2);
  expect(out).toBe('');
  for (const word of words) expect(err).toContain(word);
});

test.for<[string, Record<string, string>]>([
  ['no files at all', {}],
  ['no YAML', { 'readme.md': '# Hello\n' }],
  ['only ignored YAML', { '.git/HEAD': '', '.gitignore': '*.yaml\n', 'a.yaml': 'a: 1\n' }],
])('refuses a directory with %s: a clean report would be a lie', async ([, files]) => {
  const { code, out, err } = await fluxvet(directory(files), ['check']);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain('YAML');
});

test('checks YAML without a cluster, and without a configuration', async () => {
  const { code, out } = await fluxvet(directory({ 'a.yaml': 'a: 1\n' }), ['check']);
  expect(code).toBe(0);
  expect(out).toContain('0 clusters');
});
