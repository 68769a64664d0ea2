import { describe, expect, test } from 'vitest';
import { type KubernetesObject, toObject } from '../../kubernetes/object.js';
import { memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import type { MapNode } from '../../yaml/nodes/node.js';
import { nodeAt, textAt } from '../../yaml/nodes/node-path.js';
import { type Plain, toPlain } from '../../yaml/nodes/to-plain.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { instanceOfChart, syncObjects } from './flux-instance.js';

function parse(text: string): MapNode {
  const file = memoryTree({ 'flux.yaml': text }).read('flux.yaml' as RepoPath);
  const root = file && parseYaml(file).documents[0]?.root;
  if (root?.kind !== 'map') throw new Error('no mapping');
  return root;
}

const instance = (spec: string, metadata = '{ name: flux, namespace: flux-system }'): KubernetesObject =>
  toObject(parse(`kind: FluxInstance\nmetadata: ${metadata}\nspec: ${spec}`), []);

const plain = (spec: string, metadata?: string): Plain[] =>
  syncObjects(instance(spec, metadata)).map(({ body }) => toPlain(body));

const SYNC = 'sync: { kind: GitRepository, url: "https://x/y", ref: refs/heads/main, path: clusters/prod }';

describe('the objects of spec.sync', () => {
  test('are a source and a Flux Kustomization with the name of the namespace', () => {
    const [source, kustomization] = plain(`{ ${SYNC} }`);
    expect(source).toEqual({
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata: { name: 'flux-system', namespace: 'flux-system' },
      spec: { interval: '1m', url: 'https://x/y', ref: { name: 'refs/heads/main' } },
    });
    expect(kustomization).toMatchObject({
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: 'flux-system', namespace: 'flux-system' },
      spec: { path: 'clusters/prod', prune: true, sourceRef: { kind: 'GitRepository', name: 'flux-system' } },
    });
  });

  test('may have a name of their own, and an interval, a provider and a secret', () => {
    const [source] = plain(
      '{ sync: { name: fleet, interval: 5m, provider: github, pullSecret: token, url: u, path: p } }',
    );
    expect(source).toMatchObject({
      metadata: { name: 'fleet' },
      spec: { interval: '5m', provider: 'github', secretRef: { name: 'token' } },
    });
  });

  test.for<[kind: string, expected: Plain]>([
    ['GitRepository', { url: 'u', ref: { name: 'r' } }],
    ['OCIRepository', { url: 'u', ref: { tag: 'r' } }],
    ['Bucket', { endpoint: 'u', bucketName: 'r' }],
  ])('of a %s follow the ref', ([kind, expected]) => {
    const [source] = plain(`{ sync: { kind: ${kind}, url: u, ref: r, path: p } }`);
    expect(source).toMatchObject({ kind, spec: expected });
    expect(Object.keys((source as { spec: object }).spec).sort()).toEqual(
      ['interval', ...Object.keys(expected as object)].sort(),
    );
  });

  test('are those after the patches of the instance', () => {
    const patch = `{ target: { kind: Kustomization }, patch: '- { op: add, path: /spec/decryption, value: { provider: sops } }' }`;
    const [source, kustomization] = plain(`{ ${SYNC}, kustomize: { patches: [${patch}] } }`);
    expect(kustomization).toMatchObject({ spec: { decryption: { provider: 'sops' } } });
    expect(source).not.toHaveProperty('spec.decryption');
  });

  test('do not mind patches for other objects', () => {
    const patch = `{ target: { kind: Deployment, name: source-controller }, patch: '- { op: add, path: /spec/x, value: y }' }`;
    expect(plain(`{ ${SYNC}, kustomize: { patches: [${patch}, 7, { patch: [] }] } }`)).toHaveLength(2);
  });

  test('stand in the namespace flux-system where the instance names none', () => {
    expect(plain(`{ ${SYNC} }`, '{ name: flux }')).toMatchObject([
      { metadata: { name: 'flux-system', namespace: 'flux-system' } },
      {},
    ]);
  });

  test.for(['{}', '7', '{ sync: x }', '{ sync: [] }', '{ sync: }'])('are none with a spec of %s', (spec) => {
    expect(syncObjects(instance(spec))).toEqual([]);
  });

  test('know that the operator made them, and which values were taken over', () => {
    const made = syncObjects(instance(`{ ${SYNC} }`));
    expect(made[0]?.body.origin.step).toMatchObject({ kind: 'generated', what: 'spec.sync' });
    const url = nodeAt(made[0]?.body, 'spec', 'url');
    expect(url?.origin.step).toBeUndefined();
    expect(url?.origin.span.file).toBe('flux.yaml');
  });
});

describe("the operator's chart", () => {
  const release = (spec: string): KubernetesObject =>
    toObject(parse(`kind: HelmRelease\nmetadata: { name: flux, namespace: a }\nspec: ${spec}`), []);

  test('makes an instance of its values, in the namespace of the release', () => {
    const made = instanceOfChart(release('{}'), parse(SYNC));
    expect(made?.id).toMatchObject({ group: 'fluxcd.controlplane.io', kind: 'FluxInstance', namespace: 'a' });
    expect(textAt(made?.body, 'spec', 'sync', 'path')).toBe('clusters/prod');
  });

  test('makes it where the release goes', () => {
    expect(instanceOfChart(release('{ targetNamespace: b }'), parse(SYNC))?.id.namespace).toBe('b');
  });

  test('makes none without a sync', () => {
    expect(instanceOfChart(release('{}'), parse('distribution: { version: 2.x }'))).toBeUndefined();
  });
});
