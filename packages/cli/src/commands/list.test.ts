import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bootstrapped, repo } from '@fluxvet/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../main.js';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'fluxvet-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function fluxvet(argv: readonly string[], cwd = root, color = false) {
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
  const code = await main(argv, { cwd, ...io, color, watched: false });
  return { code, out, err };
}

const { files } = repo`
${bootstrapped('clusters/prod')}
${bootstrapped('clusters/staging')}
# === clusters/prod/shop.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shop, namespace: flux-system }
spec:
  interval: 10m
  prune: true
  path: ./shop
  dependsOn: [{ name: gone }]
  sourceRef: { kind: GitRepository, name: flux-system }
# === shop/kustomization.yaml
resources: [web.yaml]
namePrefix: my-
# === shop/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { replicas: 2 }
`;

test('lists clusters, apps and sources', async () => {
  const { code, out, err } = await fluxvet(['list']);
  expect(code).toBe(0);
  expect(err).toBe('');
  expect(out).toMatch(/^prod {2}clusters\/prod, .*\n/);
  expect(out).toMatch(/^staging /m);
  expect(out).toContain(
    'Kustomization/flux-system/shop  ./shop, from GitRepository/flux-system/flux-system, 1 object',
  );
});

test('lists the same as JSON', async () => {
  const { code, out } = await fluxvet(['list', '--format', 'json']);
  expect(code).toBe(0);
  const { version, clusters } = JSON.parse(out) as {
    version: number;
    clusters: { name: string; apps: object[] }[];
  };
  expect(version).toBe(1);
  expect(clusters.map(({ name }) => name)).toEqual(['prod', 'staging']);
  expect(clusters[0]?.apps).toContainEqual({
    kind: 'Kustomization',
    namespace: 'flux-system',
    name: 'shop',
    appliedBy: 'Kustomization/flux-system/flux-system',
    path: './shop',
    source: { state: 'found', kind: 'GitRepository', namespace: 'flux-system', name: 'flux-system' },
    objects: 1,
    state: 'whole',
    suspended: false,
  });
});

test('lists a directory that is named', async () => {
  const { out } = await fluxvet(['list', root], tmpdir());
  expect(out).toBe((await fluxvet(['list'])).out);
});

test('lists in colours on a terminal, and never in JSON', async () => {
  expect((await fluxvet(['list'], root, true)).out).toContain('\u001b[');
  expect((await fluxvet(['list', '-f', 'json'], root, true)).out).not.toContain('\u001b[');
});

test('refuses a format that there is not', async () => {
  const { code, out, err } = await fluxvet(['list', '-f', 'yaml']);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain("'yaml'");
});
