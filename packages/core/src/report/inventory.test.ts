import { expect, test } from 'vitest';
import type { AppInventory, ClusterInventory } from '../flux/inventory.js';
import { printInventory } from './inventory.js';

function app(name: string, more: Partial<AppInventory> = {}): AppInventory {
  return {
    kind: 'Kustomization',
    namespace: 'flux-system',
    name,
    path: `./${name}`,
    source: { state: 'found', kind: 'GitRepository', namespace: 'flux-system', name: 'fleet' },
    objects: 2,
    state: 'whole',
    suspended: false,
    ...more,
  };
}

function print(apps: readonly AppInventory[], more: Partial<ClusterInventory> = {}, color = false): string[] {
  const cluster: ClusterInventory = {
    name: 'prod',
    root: 'clusters/prod',
    entry: 'gotk-sync',
    apps,
    sources: [],
    objects: 7,
    ...more,
  };
  return printInventory({ version: 1, clusters: [cluster] }, { color }).split('\n');
}

const by = (name: string) => ({ appliedBy: `Kustomization/flux-system/${name}` });
const indents = (lines: readonly string[]) =>
  lines.slice(1, -1).map((line) => `${line.search(/\S/)} ${line.trim().split(/[ /]/)[2]}`);

test('says what it found of a cluster, and where', () => {
  expect(print([])[0]).toBe('prod  clusters/prod, Flux version unknown, from gotk-sync.yaml, 7 objects');
  expect(
    print([], { root: '', environment: 'production', fluxVersion: 'v2.4.0', entry: 'unbootstrapped' })[0],
  ).toBe('prod  ./, production, Flux v2.4.0, not bootstrapped, 7 objects');
});

test('says so where there is no cluster', () => {
  expect(printInventory({ version: 1, clusters: [] })).toBe('No cluster was found.\n');
});

test('puts apps below the one that applies them', () => {
  const lines = print([
    app('root', by('root')),
    app('infra', by('root')),
    app('apps', by('root')),
    app('web', by('apps')),
  ]);
  expect(indents(lines)).toEqual(['2 root', '4 infra', '4 apps', '6 web']);
});

test('puts an app at the top whose applier is not there', () => {
  expect(indents(print([app('orphan', by('gone'))]))).toEqual(['2 orphan']);
});

test('lists apps that apply one another in a circle, each once', () => {
  const lines = print([app('a', by('b')), app('b', by('a')), app('c', by('b'))]);
  expect(indents(lines).sort()).toEqual(['2 a', '2 b', '2 c']);
});

test('says what is special about an app', () => {
  const release = { kind: 'HelmRelease', chart: 'podinfo', version: '6.x', state: 'unknown' } as const;
  const { path: _, objects: __, ...chart } = app('podinfo', release);
  const lines = print([
    app('one', { suspended: true, state: 'broken', objects: 1 }),
    app('two', { state: 'unknown', source: { state: 'missing', kind: 'Bucket', name: 'b' } }),
    app('three', { source: { state: 'unknown' } }),
    chart,
  ]);
  expect(lines[1]).toContain('1 object, suspended, broken');
  expect(lines[2]).toMatch(/from Bucket\/b \(missing\).*not followed/);
  expect(lines[3]).toContain('not known');
  expect(lines[4]).toBe(
    '  HelmRelease/flux-system/podinfo  chart podinfo 6.x, from GitRepository/flux-system/fleet',
  );
});

test('lists the sources with what is known of their content', () => {
  const lines = print([], {
    sources: [
      {
        kind: 'GitRepository',
        namespace: 'flux-system',
        name: 'fleet',
        url: 'ssh://x.test/y',
        content: 'repository',
      },
      { kind: 'OCIRepository', name: 'shop', content: 'mounted' },
      { kind: 'HelmRepository', name: 'charts', url: 'https://x.test', content: 'elsewhere' },
    ],
  });
  expect(lines.slice(1, -1)).toEqual([
    '  Sources',
    '    GitRepository/flux-system/fleet  ssh://x.test/y, this repository',
    '    OCIRepository/shop  mounted',
    '    HelmRepository/charts  https://x.test, elsewhere',
  ]);
});

test('adds nothing but escape codes with colours', () => {
  const apps = [app('root'), app('infra', by('root'))];
  const colored = print(apps, {}, true).join('\n');
  expect(colored).toContain('\u001b[');
  expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(print(apps).join('\n'));
});

test('keeps a name with line breaks on its line', () => {
  expect(print([app('a\n  Sources\r\n\u0007')])).toHaveLength(3);
});
