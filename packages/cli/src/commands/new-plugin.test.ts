import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, Rule } from '@fluxvet/core';
import { bootstrapped, repo, testRule } from '@fluxvet/core/testing';
import { beforeEach, expect, test } from 'vitest';
import { directoriesOnDisk, type Files, runIn, writeFiles } from '../testing/program-on-disk.js';

const directory = directoriesOnDisk();
let root: string;
beforeEach(() => {
  root = directory();
});

const write = (files: Files) => writeFiles(root, files);
const fluxvet = (...argv: readonly string[]) => runIn(root, argv);

const read = (path: string) => readFileSync(join(root, path), 'utf8');

test('writes a package with a rule, its test and its page', async () => {
  const { code, out, err } = await fluxvet('new-plugin', '@team/flux-rules');
  expect(code).toBe(0);
  expect(out).toBe('');
  expect(err).toContain('flux-rules');
  const files = readdirSync(join(root, 'flux-rules'), { recursive: true, encoding: 'utf8' }).sort();
  expect(files).toEqual([
    '.gitignore',
    'README.md',
    'docs',
    'docs/owner-label.md',
    'package.json',
    'src',
    'src/index.ts',
    'src/owner-label.test.ts',
    'src/owner-label.ts',
    'tsconfig.json',
  ]);
});

test('writes a manifest that fits the name, and files that are JSON', async () => {
  await fluxvet('new-plugin', '@team/flux-rules');
  const manifest = JSON.parse(read('flux-rules/package.json')) as Record<string, unknown>;
  expect(manifest).toMatchObject({ name: '@team/flux-rules', type: 'module' });
  expect(manifest).toHaveProperty('peerDependencies.@fluxvet/core');
  expect(() => JSON.parse(read('flux-rules/tsconfig.json'))).not.toThrow();
});

test.for([
  ['@team/flux-rules', 'flux-rules'],
  ['shop', 'shop'],
  ['fluxvet-plugin-shop', 'shop'],
  ['@team/fluxvet-shop', 'shop'],
] as const)('gives the package %s the namespace %s', async ([name, namespace]) => {
  await fluxvet('new-plugin', name, '--directory', 'out');
  expect(read('out/src/index.ts')).toContain(`namespace: '${namespace}'`);
  expect(read('out/README.md')).toContain(`${namespace}/recommended`);
});

test('writes a plug-in that can be loaded, with a rule that holds all that is demanded', async () => {
  await fluxvet('new-plugin', '@team/flux-rules');
  const module = (await import(join(root, 'flux-rules/src/owner-label.ts'))) as { ownerLabel: Rule };
  const app = (name: string, labels: string) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}${labels}
  namespace: flux-system
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }`;
  testRule(module.ownerLabel, {
    reports: {
      'an app without an owner': repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
${app('apps', '\n  #     ^^^^ owner-label')}
`,
    },
    silent: {
      'an app with an owner': repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
${app('apps', '\n  labels: { owner: shop }')}
`,
    },
  });
  const { default: plugin } = (await import(join(root, 'flux-rules/src/index.ts'))) as { default: Plugin };
  expect(plugin).toMatchObject({ apiVersion: 1, name: '@team/flux-rules', rules: [{ id: 'owner-label' }] });
  const recommended = Object.keys(plugin.presets?.['recommended']?.rules ?? {});
  expect(recommended).toEqual(['owner-label']);
});

test('writes into a directory that is named, if it is empty or not there', async () => {
  write({ 'taken/notes.md': 'mine\n' });
  expect((await fluxvet('new-plugin', 'shop', '--directory', 'deep/er')).code).toBe(0);
  expect(existsSync(join(root, 'deep/er/src/index.ts'))).toBe(true);
  const { code, err } = await fluxvet('new-plugin', 'shop', '--directory', 'taken');
  expect(code).toBe(2);
  expect(err).toContain("'taken'");
  expect(readdirSync(join(root, 'taken'))).toEqual(['notes.md']);
});

test.for(['', 'Team', '../evil', '@team', '@team/', 'a b', "x'; evil", '.hidden', '-x', '1x'])(
  'refuses %j as the name of a package',
  async (name) => {
    const { code, err } = await fluxvet('new-plugin', '--', name);
    expect(code).toBe(2);
    expect(err).toContain(name);
    expect(readdirSync(root)).toEqual([]);
  },
);

test('refuses to write a package without a name', async () => {
  expect((await fluxvet('new-plugin')).code).toBe(2);
});
