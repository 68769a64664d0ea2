import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { directoriesOnDisk, runIn } from '../testing/program-on-disk.js';

const directory = directoriesOnDisk();
let root: string;
beforeAll(() => {
  root = directory(files);
});

const fluxvet = (argv: readonly string[], cwd = root, color = false) => runIn(cwd, argv, color);

const files = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  'base/kustomization.yaml': 'resources: [settings.yaml]\n',
  'base/settings.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n',
  'prod/kustomization.yaml': 'resources: [../base]\nnamePrefix: prod-\n',
  'broken/kustomization.yaml': 'resources: [../base, gone.yaml]\n',
  'remote/kustomization.yaml': "resources: [../base, 'https://github.com/example/base?ref=v1']\n",
  'plain/readme.md': '# Nothing\n',
};

test('builds a kustomization with what stands beside it in the repository', async () => {
  const { code, out, err } = await fluxvet(['build', 'prod']);
  expect(code).toBe(0);
  expect(err).toBe('');
  expect(out).toBe('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: prod-settings\n');
});

test('builds from any working directory, and by an absolute path', async () => {
  const { out } = await fluxvet(['build', 'prod']);
  expect((await fluxvet(['build', '.'], join(root, 'prod'))).out).toBe(out);
  expect((await fluxvet(['build', join(root, 'prod')], tmpdir())).out).toBe(out);
});

test('tells the line of every value', async () => {
  const { out } = await fluxvet(['build', 'prod', '--origins']);
  expect(out).toMatch(/^kind: ConfigMap +# base\/settings\.yaml:2$/m);
  expect(out).toMatch(/^ {2}name: prod-settings +# .*\(namePrefix\)$/m);
});

test('reads nothing outside the root that is named', async () => {
  const { code, err } = await fluxvet(['build', 'prod', '--root', 'prod']);
  expect(code).toBe(1);
  expect(err).toContain('../base');
});

test('tells what keeps a build from being whole, with its place, and fails', async () => {
  const { code, out, err } = await fluxvet(['build', 'broken']);
  expect(code).toBe(1);
  expect(err).toMatch(/^broken\/kustomization\.yaml:1:22: error: .*gone\.yaml/);
  expect(out).not.toContain('error');
});

test('tells what it cannot know, and does not fail for it', async () => {
  const { code, err } = await fluxvet(['build', 'remote']);
  expect(code).toBe(0);
  expect(err).toMatch(/^remote\/kustomization\.yaml:1:22: note: /);
});

test('fails where there is no kustomization', async () => {
  expect((await fluxvet(['build', 'plain'])).code).toBe(1);
});

test.for<[string, string[], string]>([
  ['no directory', [], 'directory'],
  ['a directory that is not there', ['gone'], "'gone'"],
  ['a file', ['base/settings.yaml'], "'base/settings.yaml'"],
  ['a directory outside the root', ['base', '--root', 'prod'], "'base'"],
  ['a root that is not there', ['prod', '--root', 'gone'], 'gone'],
])('refuses %s', async ([, argv, words]) => {
  const { code, out, err } = await fluxvet(['build', ...argv]);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain(words);
});
