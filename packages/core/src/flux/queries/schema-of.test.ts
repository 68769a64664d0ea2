import { describe, expect, test } from 'vitest';
import { type KubernetesObject, toObject } from '../../kubernetes/object.js';
import { memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import { bootstrapped } from '../../testing/bootstrapped.js';
import { parseRepo } from '../../testing/repo.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { loadModel } from '../load-model.js';
import type { Cluster } from '../model.js';
import { problemsOf, schemaOf } from './schema-of.js';

function object(apiVersion: string, kind: string, spec: string): KubernetesObject {
  const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: x }\nspec: ${spec}\n`;
  const file = memoryTree({ 'x.yaml': text }).read('x.yaml' as RepoPath);
  const root = file && parseYaml(file).documents[0]?.root;
  if (root?.kind !== 'map') throw new Error('no mapping');
  return toObject(root, []);
}

function cluster(version: string, definitions: string = ''): Cluster {
  const text = `${bootstrapped('clusters/prod', { version })}# === clusters/prod/crds.yaml\n${definitions}`;
  const [only] = loadModel(parseRepo(text).tree).clusters;
  if (!only) throw new Error('no cluster');
  return only;
}

const definition = (group: string, kind: string, versions: string): string => `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: ${kind.toLowerCase()}s.${group} }
spec: { group: ${group}, names: { kind: ${kind} }, scope: Namespaced, versions: [${versions}] }
`;

const SCHEMA = (field: string): string =>
  `schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { ${field}: { type: string } } } } } }`;

const FLUX = 'kustomize.toolkit.fluxcd.io';
const kinds = (of: KubernetesObject, within?: Cluster): string[] =>
  problemsOf(of, within).map(({ kind }) => kind);

describe('the schema of an object', () => {
  test('is that of its own cluster', () => {
    const own = cluster(
      'v2.9.4',
      definition(FLUX, 'Kustomization', `{ name: v1, served: true, ${SCHEMA('special')} }`),
    );
    const special = object(`${FLUX}/v1`, 'Kustomization', '{ special: x }');
    expect(schemaOf(special, own)?.from).toBe('cluster');
    expect(problemsOf(special, own)).toEqual([]);
    expect(kinds(special, cluster('v2.9.4'))).toContain('unknown-field');
  });

  test('is a known one where the cluster brings none', () => {
    const found = schemaOf(object(`${FLUX}/v1`, 'Kustomization', '{}'), cluster('v2.9.4'));
    expect(found).toMatchObject({ from: 'newest', release: expect.stringContaining('2.') });
  });

  // What is refused was recorded from the definitions of the operator.
  test.for<[kind: string, spec: string, wanted: string[]]>([
    ['ResourceSet', '{ inputz: [], inputStrategy: { name: Wrong } }', ['unknown-field', 'not-in-enum']],
    ['ResourceSet', '{ inputsFrom: [{ name: a, selector: {} }] }', ['broken-rule']],
    ['ResourceSetInputProvider', '{ type: GitHubBranch }', ['broken-rule']],
    ['ResourceSetInputProvider', '{ type: Static, url: https://example.org }', ['broken-rule']],
    ['ResourceSetInputProvider', '{ type: Static, defaultValues: { a: b } }', []],
  ])('of the Flux Operator is a known one: %s %s', ([kind, spec, wanted]) => {
    expect(kinds(object('fluxcd.controlplane.io/v1', kind, spec))).toEqual(wanted);
  });

  test('of a FluxInstance asks for its name', () => {
    const instance = object(
      'fluxcd.controlplane.io/v1',
      'FluxInstance',
      '{ distribution: { version: 2.x, registry: ghcr.io/fluxcd } }',
    );
    expect(problemsOf(instance, undefined)).toMatchObject([{ kind: 'broken-rule', path: [] }]);
  });

  test('is a known one for objects of no cluster', () => {
    expect(schemaOf(object(`${FLUX}/v1`, 'Kustomization', '{}'), undefined)?.from).toBe('newest');
  });

  test('is an older one for versions that went', () => {
    const found = schemaOf(object(`${FLUX}/v1beta1`, 'Kustomization', '{}'), cluster('v2.9.4'));
    expect(found?.from).toBe('older');
  });

  test('is an older one where the cluster certainly runs an older Flux', () => {
    expect(schemaOf(object(`${FLUX}/v1`, 'Kustomization', '{}'), cluster('v2.5.1'))?.from).toBe('older');
  });

  test('is that of Kubernetes for its own kinds', () => {
    expect(schemaOf(object('apps/v1', 'Deployment', '{}'), undefined)?.from).toBe('kubernetes');
  });

  test.for([
    ['example.com/v1', 'Widget'],
    ['kustomize.config.k8s.io/v1beta1', 'Kustomization'],
    [`${FLUX}/v9`, 'Kustomization'],
    [`${FLUX}/v1`, 'Unheard'],
    ['apps/v9', 'Deployment'],
    ['', ''],
  ] as const)('is not known for %s %s', ([apiVersion, kind]) => {
    expect(schemaOf(object(apiVersion, kind, '{}'), undefined)).toBeUndefined();
  });

  test('is not known where the definition of another group does not serve the version, or brings no schema', () => {
    const served = definition(
      'example.com',
      'Widget',
      `{ name: v1, served: false, ${SCHEMA('a')} }, { name: v2, served: true }`,
    );
    const own = cluster('v2.9.4', served);
    expect(schemaOf(object('example.com/v1', 'Widget', '{}'), own)).toBeUndefined();
    expect(schemaOf(object('example.com/v2', 'Widget', '{}'), own)).toBeUndefined();
  });
});

describe('the problems of an object', () => {
  test('are what an API server would refuse', () => {
    const faulty = object(
      `${FLUX}/v1`,
      'Kustomization',
      '{ interval: 5 minutes, prune: "yes", sourceRef: { kind: Git, name: a }, sourceRefs: [] }',
    );
    expect(kinds(faulty).sort()).toEqual(['bad-pattern', 'not-in-enum', 'unknown-field', 'wrong-type']);
  });

  test('are missing fields that every version demands', () => {
    expect(problemsOf(object(`${FLUX}/v1`, 'Kustomization', '{ interval: 1m }'), undefined)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'missing-field', field: 'prune' }),
        expect.objectContaining({ kind: 'missing-field', field: 'sourceRef' }),
      ]),
    );
  });

  test('are none for fields that went with the version that had them', () => {
    const old = object(
      `${FLUX}/v1beta1`,
      'Kustomization',
      '{ interval: 1m, prune: true, validation: client, sourceRef: { kind: GitRepository, name: a } }',
    );
    expect(problemsOf(old, cluster('v2.9.4'))).toEqual([]);
  });

  test('are none where nothing is known', () => {
    expect(problemsOf(object('example.com/v1', 'Widget', '{ any: thing }'), undefined)).toEqual([]);
  });

  test('are judged once', () => {
    const faulty = object(`${FLUX}/v1`, 'Kustomization', '{ prune: x }');
    expect(problemsOf(faulty, undefined)).toBe(problemsOf(faulty, undefined));
  });

  test('are judged for each cluster by its own schema', () => {
    const narrow = cluster(
      'v2.9.4',
      definition('example.com', 'Widget', `{ name: v1, served: true, ${SCHEMA('a')} }`),
    );
    const wide = cluster(
      'v2.9.4',
      definition('example.com', 'Widget', `{ name: v1, served: true, ${SCHEMA('b')} }`),
    );
    const widget = object('example.com/v1', 'Widget', '{ a: x }');
    expect(kinds(widget, narrow)).toEqual([]);
    expect(kinds(widget, wide)).toEqual(['unknown-field']);
  });
});
