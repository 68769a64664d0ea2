import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryTree } from '../../../source/file-tree.js';
import type { RepoPath } from '../../../source/repo-path.js';
import type { MapNode } from '../../../yaml/nodes/node.js';
import { parseYaml } from '../../../yaml/read/parse-yaml.js';
import { helmReleaseSpec } from './helm-release.js';
import { kustomizationSpec } from './kustomization.js';
import { readSpec } from './read-spec.js';
import {
  bucketSpec,
  gitRepositorySpec,
  helmChartSpec,
  helmRepositorySpec,
  ociRepositorySpec,
} from './sources.js';

function parse(text: string): MapNode {
  const file = memoryTree({ 'a.yaml': text }).read('a.yaml' as RepoPath);
  const root = file && parseYaml(file).documents[0]?.root;
  if (root?.kind !== 'map') throw new Error('no mapping');
  return root;
}

const read = (spec: string): unknown => readSpec(parse(`spec: ${spec}`), kustomizationSpec);

describe('a spec', () => {
  test('is read field by field', () => {
    expect(
      read(`{ path: ./apps, interval: 10m, prune: true, suspend: false, sourceRef: { kind: Bucket, name: b },
              dependsOn: [{ name: a }, { name: b, namespace: c }], postBuild: { substitute: { x: y } } }`),
    ).toEqual({
      path: './apps',
      interval: '10m',
      prune: true,
      suspend: false,
      sourceRef: { kind: 'Bucket', name: 'b' },
      dependsOn: [{ name: 'a' }, { name: 'b', namespace: 'c' }],
      postBuild: { substitute: { x: 'y' } },
    });
  });

  test.for<[spec: string, expected: unknown]>([
    ['{ path: [a], interval: 10m }', { interval: '10m' }],
    ['{ interval: 10, path: a }', { path: 'a' }],
    ['{ prune: "true", path: a }', { path: 'a' }],
    ['{ sourceRef: text, path: a }', { path: 'a' }],
    ['{ sourceRef: { kind: [x], name: b } }', { sourceRef: { name: 'b' } }],
    ['{ dependsOn: [{ name: a }, 7, { name: b }] }', { dependsOn: [{ name: 'a' }, { name: 'b' }] }],
    ['{ dependsOn: [{ name: [] }, { name: b }] }', { dependsOn: [{}, { name: 'b' }] }],
    [
      '{ postBuild: { substitute: { a: 1, b: x } }, path: p }',
      { postBuild: { substitute: { b: 'x' } }, path: 'p' },
    ],
    ['{ dependsOn: [7, 8, { name: a }] }', { dependsOn: [{ name: 'a' }] }],
    ['{ dependsOn: [7, { name: a }, 8, 9, { name: b }] }', { dependsOn: [{ name: 'a' }, { name: 'b' }] }],
    [
      '{ dependsOn: [{ name: 1, namespace: x }, 7, { name: b, namespace: [] }] }',
      { dependsOn: [{ namespace: 'x' }, { name: 'b' }] },
    ],
    [`{ components: [${'[], '.repeat(30)}a] }`, { components: ['a'] }],
    ['{ components: [a, { b: c }, d] }', { components: ['a', 'd'] }],
    ['{ unknown: x, path: a }', { path: 'a' }],
  ])('leaves out what does not fit: %s', ([spec, expected]) => {
    expect(read(spec)).toEqual(expected);
  });

  test.for(['', '7', 'text', '[]', 'null', '{}'])('is empty where it is %j', (spec) => {
    expect(read(spec)).toEqual({});
  });

  test('is empty where the object has none', () => {
    expect(readSpec(parse('kind: A'), kustomizationSpec)).toEqual({});
  });

  test('takes a null for nothing', () => {
    expect(read('{ path: null, sourceRef: , interval: 1m }')).toEqual({ interval: '1m' });
  });

  test('leaves out what cannot be known', () => {
    const body = parse('spec: { path: a, interval: 1m }');
    const spec = body.entries[0];
    if (spec?.value.kind !== 'map') throw new Error('no spec');
    const entries = spec.value.entries.map(({ key, value }) => ({
      key,
      value: key.value === 'path' && value.kind === 'scalar' ? { ...value, unknown: 'why' } : value,
    }));
    const changed: MapNode = { ...body, entries: [{ ...spec, value: { ...spec.value, entries } }] };
    expect(readSpec(changed, kustomizationSpec)).toEqual({ interval: '1m' });
  });

  test('does not become a prototype', () => {
    const spec = read('{ __proto__: { suspend: true }, constructor: x, path: a }') as { suspend?: boolean };
    expect(spec.suspend).toBeUndefined();
  });

  test('with faults in ten levels still keeps what is good', () => {
    expect(
      read('{ kubeConfig: { secretRef: { name: [x], key: [y] } }, healthChecks: [[[[]]]], path: a }'),
    ).toMatchObject({
      path: 'a',
    });
  });
});

describe('of other kinds', () => {
  test('is read for a HelmRelease', () => {
    const body = parse(`spec:
  chart: { spec: { chart: podinfo, version: "6.x", sourceRef: { kind: HelmRepository, name: r } } }
  valuesFrom: [{ kind: Secret, name: s, optional: true }]
  install: { crds: Create, remediation: { retries: 3 } }
  upgrade: { remediation: { retries: many } }
`);
    expect(readSpec(body, helmReleaseSpec)).toEqual({
      chart: { spec: { chart: 'podinfo', version: '6.x', sourceRef: { kind: 'HelmRepository', name: 'r' } } },
      valuesFrom: [{ kind: 'Secret', name: 's', optional: true }],
      install: { crds: 'Create', remediation: { retries: 3 } },
      upgrade: { remediation: {} },
    });
  });

  test.for([
    [
      'GitRepository',
      gitRepositorySpec,
      '{ url: u, ref: { branch: b, tag: 1 } }',
      { url: 'u', ref: { branch: 'b' } },
    ],
    [
      'OCIRepository',
      ociRepositorySpec,
      '{ url: u, layerSelector: { operation: copy } }',
      { url: 'u', layerSelector: { operation: 'copy' } },
    ],
    [
      'HelmRepository',
      helmRepositorySpec,
      '{ url: u, type: oci, insecure: "no" }',
      { url: 'u', type: 'oci' },
    ],
    [
      'HelmChart',
      helmChartSpec,
      '{ chart: c, sourceRef: { name: n } }',
      { chart: 'c', sourceRef: { name: 'n' } },
    ],
    ['Bucket', bucketSpec, '{ bucketName: b, region: [r] }', { bucketName: 'b' }],
  ] as const)('is read for a %s', ([, schema, spec, expected]) => {
    expect(readSpec<object>(parse(`spec: ${spec}`), schema)).toEqual(expected);
  });
});

test('any spec is read without an exception', () => {
  const fields = [
    'path',
    'sourceRef',
    'dependsOn',
    'postBuild',
    'components',
    'kubeConfig',
    'name',
    'substitute',
  ];
  const values = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(null, 'a', 7, true, 1.5),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...fields), tie('value'), { maxKeys: 4 }),
    ),
  })).value;
  fc.assert(
    fc.property(values, (value) => {
      const spec = readSpec(parse(`spec: ${JSON.stringify(value)}`), kustomizationSpec);
      expect(['string', 'undefined']).toContain(typeof spec.path);
      expect(spec.dependsOn === undefined || Array.isArray(spec.dependsOn)).toBe(true);
    }),
  );
});
