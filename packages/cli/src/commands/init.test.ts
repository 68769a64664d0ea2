import { readFileSync } from 'node:fs';
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

const text = () => readFileSync(join(root, 'fluxvet.config.yaml'), 'utf8');

test('writes a configuration that is a good one, and names the clusters that it found', async () => {
  write(parseRepo(bootstrapped('clusters/prod') + bootstrapped('clusters/staging')).files);
  const { code, out, err } = await fluxvet('init');
  expect(code).toBe(0);
  expect(out).toBe('');
  expect(err).toContain('fluxvet.config.yaml');
  expect(text()).toContain('#   prod: clusters/prod\n#   staging: clusters/staging\n');
  expect((await fluxvet('config')).code).toBe(0);
});

test('writes one for a repository without clusters, and for an empty one', async () => {
  expect((await fluxvet('init')).code).toBe(0);
  expect(text()).toContain('#   none\n');
});

test('writes into a directory that is named', async () => {
  write(
    Object.fromEntries(
      Object.entries(parseRepo(bootstrapped('clusters/prod')).files).map(([path, each]) => [
        `fleet/${path}`,
        each,
      ]),
    ),
  );
  expect((await fluxvet('init', 'fleet')).code).toBe(0);
  expect(readFileSync(join(root, 'fleet/fluxvet.config.yaml'), 'utf8')).toContain(
    '#   prod: clusters/prod\n',
  );
});

const shop = (url: string) => `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: shop, namespace: flux-system }
spec: { interval: 1m, url: ${JSON.stringify(url)}, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shop, namespace: flux-system }
spec: { interval: 10m, prune: true, path: ./, sourceRef: { kind: GitRepository, name: shop } }
`;

test('names the repositories whose checkouts would help', async () => {
  write({
    ...parseRepo(bootstrapped('clusters/prod')).files,
    'clusters/prod/shop.yaml': shop('https://github.com/example/shop.git'),
  });
  await fluxvet('init');
  expect(text()).toContain('#   - url: https://github.com/example/shop.git\n#     path: ../shop\n');
});

test('lets no address of the repository end a comment', async () => {
  write({
    ...parseRepo(bootstrapped('clusters/prod')).files,
    'clusters/prod/shop.yaml': shop('https://x.test/y\nplugins: [./evil.mjs]'),
  });
  await fluxvet('init');
  expect(text()).not.toContain('evil');
});

test.for(['fluxvet.config.yaml', 'fluxvet.config.json', 'fluxvet.config.ts'])(
  'refuses to write beside %s',
  async (name) => {
    write({ [name]: '{}\n' });
    const { code, err } = await fluxvet('init');
    expect(code).toBe(2);
    expect(err).toContain(name);
    expect(readFileSync(join(root, name), 'utf8')).toBe('{}\n');
  },
);
