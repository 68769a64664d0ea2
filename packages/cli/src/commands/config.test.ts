import { join } from 'node:path';
import { bootstrapped, parseRepo } from '@fluxvet/core/testing';
import { beforeEach, expect, test } from 'vitest';
import { directoriesOnDisk, type Files, runIn, writeFiles } from '../testing/program-on-disk.js';

const directory = directoriesOnDisk();
let root: string;
beforeEach(() => {
  root = directory();
});

const write = (files: Files) => writeFiles(root, files);
const fluxvet = (...argv: readonly string[]) => runIn(root, argv);

const CLUSTER = parseRepo(`${bootstrapped('clusters/prod')}# === clusters/prod/shop.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: shop }
# === elsewhere/notes.yaml
a: 1
`).files;

const RULES = `export default {
  apiVersion: 1, name: 'team-rules', version: '1.2.0', namespace: 'team',
  rules: [{
    apiVersion: 1, id: 'owner', title: 'T', why: 'W.', category: 'style', confidence: 'certain', severity: 'warning', messages: {}, check: () => [],
    options: { '~standard': { version: 1, vendor: 'x', validate: (value) => ({ value: { least: 1, ...value } }) } },
  }],
};
`;

const CONFIG = `extends: [recommended]
plugins: [./rules.mjs]
rules:
  team/owner: [error, { most: 3 }]
  path-not-found: off
failOn: warning
ignore: ['vendor/**', 'clusters/*/vendor.yaml']
overrides:
- files: ['clusters/prod/**']
  rules: { team/owner: note }
  reason: everybody owns it
- files: ['clusters/staging/**']
  rules: { team/owner: off }
- kinds: [Secret]
  rules: { interval-too-short: error }
`;

test('shows what holds where there is no configuration', async () => {
  write(CLUSTER);
  const { code, out, err } = await fluxvet('config');
  expect(code).toBe(0);
  expect(err).toBe('');
  expect(out).toMatch(
    /^Configuration: none\nPresets: recommended\nPlug-ins: @fluxvet\/rules@.*\nFails on: error\n/,
  );
  expect(out).toMatch(/^ {2}path-not-found: error/m);
});

test('shows what the configuration says, with the options as they hold', async () => {
  write({ ...CLUSTER, 'fluxvet.config.yaml': CONFIG, 'rules.mjs': RULES });
  const { code, out } = await fluxvet('config');
  expect(code).toBe(0);
  expect(out).toMatch(/^Configuration: fluxvet\.config\.yaml$/m);
  expect(out).toMatch(/^Plug-ins: .*team-rules@1\.2\.0$/m);
  expect(out).toMatch(/^Fails on: warning$/m);
  expect(out).toMatch(/^ {2}team\/owner: error \{"least":1,"most":3\}$/m);
  expect(out).not.toMatch(/^ {2}path-not-found: /m);
});

test('shows for a file its clusters and the overrides that can hold there, with their reasons', async () => {
  write({ ...CLUSTER, 'fluxvet.config.yaml': CONFIG, 'rules.mjs': RULES });
  const { out } = await fluxvet('config', '--for', 'clusters/prod/shop.yaml');
  expect(out).toMatch(/^clusters\/prod\/shop\.yaml:\n {2}clusters: prod\n/m);
  expect(out).toContain('team/owner: note (everybody owns it)');
  expect(out).toContain('kinds ["Secret"]: interval-too-short: error');
  expect(out).not.toContain('clusters/staging');
});

test('shows a file that no cluster reaches, and one that is ignored', async () => {
  write({
    ...CLUSTER,
    'clusters/prod/vendor.yaml': 'a: 1\n',
    'fluxvet.config.yaml': CONFIG,
    'rules.mjs': RULES,
  });
  expect((await fluxvet('config', '--for', 'elsewhere/notes.yaml')).out).toContain('clusters: none');
  const { out } = await fluxvet('config', '--for', 'clusters/prod/vendor.yaml');
  expect(out).toContain("'clusters/*/vendor.yaml'");
  expect(out).toContain('clusters: none');
});

test('takes the file as seen from the working directory', async () => {
  write(CLUSTER);
  const { out } = await fluxvet('config', '.', '--for', join(root, 'clusters/prod/shop.yaml'));
  expect(out).toMatch(/^clusters\/prod\/shop\.yaml:$/m);
});

test('says which rules only an override switches on', async () => {
  const config = "extends: []\noverrides: [{ files: ['clusters/**'], rules: { path-not-found: on } }]\n";
  write({ ...CLUSTER, 'fluxvet.config.yaml': config });
  expect((await fluxvet('config')).out).toMatch(/Rules:\n {2}path-not-found: off.*override/);
});

test('leaves out what needs a plug-in where plug-ins are refused', async () => {
  write({ ...CLUSTER, 'fluxvet.config.yaml': CONFIG, 'rules.mjs': 'throw new Error("it ran");' });
  const { code, out } = await fluxvet('config', '--no-plugins');
  expect(code).toBe(0);
  expect(out).not.toContain('team/owner');
});

test('refuses a wrong configuration, with the place', async () => {
  write({ ...CLUSTER, 'fluxvet.config.yaml': 'rules:\n  path-not-fuond: off\n' });
  const { code, out, err } = await fluxvet('config');
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toMatch(/fluxvet\.config\.yaml:2:3: .*'path-not-found'/);
});
