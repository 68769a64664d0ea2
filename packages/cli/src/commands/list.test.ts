import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { shopOnDisk } from '../testing/shop-on-disk.js';

const { fluxvet, root } = shopOnDisk();

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
