import { describe, expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { bootstrapped } from '../../testing/bootstrapped.js';
import { parseRepo } from '../../testing/repo.js';
import { loadModel } from '../load-model.js';
import type { Cluster } from '../model.js';
import type { Opening } from '../unknown/opening.js';
import { couldBring } from './openings.js';

const wanted = { group: '', kind: 'ConfigMap', namespace: 'a', name: 'c' };

describe('an opening could bring an object', () => {
  const opening = (parts: Partial<Opening>): Opening => ({
    reason: 'x',
    span: { file: 'x.yaml' as RepoPath, start: 0, end: 0 },
    ...parts,
  });

  test.for<[parts: Partial<Opening>, expected: boolean]>([
    [{}, true],
    [{ namespace: 'a' }, true],
    [{ namespace: 'b' }, false],
    [{ kinds: ['Secret', 'ConfigMap'] }, true],
    [{ kinds: ['Secret'] }, false],
    [{ kinds: [] }, false],
    [{ name: 'c' }, true],
    [{ name: 'd' }, false],
    [{ kinds: ['ConfigMap'], name: 'c', namespace: 'a' }, true],
    [{ kinds: ['ConfigMap'], name: 'c', namespace: 'b' }, false],
  ])('with %j: %s', ([parts, expected]) => {
    expect(couldBring(opening(parts), wanted)).toBe(expected);
  });

  test('without a namespace through an opening to one', () => {
    const { namespace: _, ...anywhere } = wanted;
    expect(couldBring(opening({ namespace: 'b' }), anywhere)).toBe(true);
  });
});

function load(manifests: string, files: string = ''): Cluster {
  const text = `${bootstrapped('clusters/prod')}# === clusters/prod/objects.yaml\n${manifests}${files}`;
  const cluster = loadModel(parseRepo(text).tree).clusters.find(({ name }) => name === 'prod');
  if (!cluster) throw new Error('no cluster');
  return cluster;
}

const app = (name: string, spec: string): string => `---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec: ${spec}
`;

const SELF = 'sourceRef: { kind: GitRepository, name: flux-system }';
const ELSEWHERE = `---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: away, namespace: flux-system }
spec: { url: "oci://x/y" }
`;
const AWAY = 'sourceRef: { kind: OCIRepository, name: away }';

/** What became of a reference to a source that no file has. */
const WANTING = `---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: web }
spec: { chartRef: { kind: OCIRepository, name: chart } }
`;
const resolved = ({ references }: Cluster): string | undefined =>
  references.find(({ wanted: { name } }) => name === 'chart')?.to.kind;

describe('a cluster', () => {
  test('whose files are all at hand has none', () => {
    const cluster = load(WANTING + app('apps', `{ path: ./apps, ${SELF} }`), '# === apps/README.md\nx\n');
    expect(cluster.openings).toEqual([]);
    expect(resolved(cluster)).toBe('missing');
  });

  test('that fetches manifests from elsewhere has one at the path', () => {
    const cluster = load(WANTING + ELSEWHERE + app('apps', `{ path: ./apps, ${AWAY} }`));
    expect(cluster.openings).toMatchObject([
      { app: { name: 'apps' }, span: { file: 'clusters/prod/objects.yaml' } },
    ]);
    expect(cluster.openings[0]?.reason).toContain('flux-system/apps');
    expect(resolved(cluster)).toBe('unknown');
  });

  test('that fetches them for one namespace has one to it', () => {
    const spec = (namespace: string): string => `{ path: ./apps, ${AWAY}, targetNamespace: ${namespace} }`;
    expect(resolved(load(WANTING + ELSEWHERE + app('apps', spec('other'))))).toBe('missing');
    expect(resolved(load(WANTING + ELSEWHERE + app('apps', spec('web'))))).toBe('unknown');
  });

  test('has none through an app for another cluster', () => {
    const spec = `{ path: ./apps, ${AWAY}, kubeConfig: { secretRef: { name: s } } }`;
    expect(resolved(load(WANTING + ELSEWHERE + app('apps', spec)))).toBe('missing');
  });

  test('has none through an app whose path is not there', () => {
    expect(resolved(load(WANTING + app('apps', `{ path: ./gone, ${SELF} }`)))).toBe('missing');
  });

  test('has one where the name of an object is not known, for that kind', () => {
    const text = (kind: string): string =>
      `# === apps/x.yaml\napiVersion: source.toolkit.fluxcd.io/v1\nkind: ${kind}\nmetadata: { name: "\${n}", namespace: web }\n`;
    const spec = `{ path: ./apps, ${SELF}, postBuild: { substituteFrom: [{ kind: Secret, name: s }] } }`;
    expect(resolved(load(WANTING + app('apps', spec), text('OCIRepository')))).toBe('unknown');
    expect(resolved(load(WANTING + app('apps', spec), text('Bucket')))).toBe('missing');
  });
});

describe('a build', () => {
  const building = (kustomization: string, more: string = ''): string | undefined =>
    resolved(
      load(
        WANTING + app('apps', `{ path: ./apps, ${SELF} }`),
        `# === apps/kustomization.yaml\n${kustomization}${more}`,
      ),
    );

  test('with a base elsewhere may bring anything', () => {
    expect(building('resources: ["https://git.example.com/x/y//deploy?ref=v1"]\n')).toBe('unknown');
    expect(building('resources: ["https://github.com/example/y//deploy?ref=v1"]\n')).toBe('unknown');
  });

  test('with a base of another project brings nothing of yours', () => {
    expect(building('resources: ["https://github.com/x/y//deploy?ref=v1"]\n')).toBe('missing');
    expect(building('resources: ["https://github.com/fluxcd/flux2/manifests/install?ref=v2.9.0"]\n')).toBe(
      'missing',
    );
  });

  test('with definitions elsewhere may bring only those', () => {
    expect(building('resources: ["https://github.com/x/y/releases/download/v1/crds.yaml"]\n')).toBe(
      'missing',
    );
  });

  test('that cannot be read may bring anything', () => {
    expect(building('resources: [\n')).toBe('unknown');
  });

  test('whose manifest is no YAML may bring anything', () => {
    expect(building('resources: [x.yaml]\n', '# === apps/x.yaml\nkind: [\n')).toBe('unknown');
  });

  test('that only misses a file brings nothing: the file is not there', () => {
    expect(building('resources: [gone.yaml]\n')).toBe('missing');
  });

  test('with an unknown field brings nothing more', () => {
    expect(building('resource: [gone.yaml]\n')).toBe('missing');
  });
});

describe('a source', () => {
  const sourceOf = (cluster: Cluster, name: string): string | undefined =>
    cluster.references.find(({ from, role }) => from.id.name === name && role === 'source')?.to.kind;

  test('is not brought by the app that needs it', () => {
    expect(sourceOf(load(app('a', `{ path: ./a, ${AWAY} }`)), 'a')).toBe('missing');
  });

  test('is not brought by apps that wait for a source themselves', () => {
    const cluster = load(
      app('a', `{ path: ./a, ${AWAY} }`) + app('b', '{ path: ./b, sourceRef: { kind: Bucket, name: gone } }'),
    );
    expect([sourceOf(cluster, 'a'), sourceOf(cluster, 'b')]).toEqual(['missing', 'missing']);
  });

  test('may be brought by an app whose source is there', () => {
    const cluster = load(
      ELSEWHERE +
        app('a', `{ path: ./a, ${AWAY} }`) +
        app('b', '{ path: ./b, sourceRef: { kind: Bucket, name: gone } }'),
    );
    expect(sourceOf(cluster, 'b')).toBe('unknown');
  });
});

describe('a cluster that nothing brings up', () => {
  const text = (name: string): string => `# === clusters/prod/apps.yaml
${app('apps', `{ path: ./apps, sourceRef: { kind: GitRepository, name: ${name} } }`)}${WANTING}# === apps/c.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: c, namespace: d }
`;

  test('may have the source of its apps, and nothing else', () => {
    const [cluster] = loadModel(parseRepo(text('fleet')).tree).clusters;
    const source = cluster?.references.find(({ wanted: { name } }) => name === 'fleet');
    expect(source?.to.kind).toBe('unknown');
    expect(cluster && resolved(cluster)).toBe('missing');
  });
});
