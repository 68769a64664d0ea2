import { expect, test } from 'vitest';
import { bootstrapped } from '../../testing/bootstrapped.js';
import { parseRepo } from '../../testing/repo.js';
import { loadModel } from '../load-model.js';
import * as queries from './queries.js';

const RELEASE = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: web }
spec: { chartRef: { kind: OCIRepository, name: chart }, dependsOn: [{ name: db }] }
`;

const model = loadModel(
  parseRepo(`${bootstrapped('clusters/a')}# === clusters/a/web.yaml
${RELEASE}${bootstrapped('clusters/b')}# === loose/app.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: loose }
spec: { path: ./gone }
# === built/kustomization.yaml
resources: [c.yaml, r.yaml]
# === built/c.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: c }
# === built/r.yaml
${RELEASE}`).tree,
);

test('kustomizations come with their cluster', () => {
  const found = [...queries.kustomizationsOf(model)].map(({ cluster, app }) => [
    cluster.name,
    app.object.id.name,
  ]);
  expect(found).toEqual([
    ['a', 'flux-system'],
    ['b', 'flux-system'],
  ]);
});

test('releases and sources come with their cluster', () => {
  expect(
    [...queries.helmReleasesOf(model)].map(({ cluster, app }) => [cluster.name, app.object.id.name]),
  ).toEqual([['a', 'web']]);
  expect([...queries.sourcesOf(model)].map(({ cluster }) => cluster.name)).toEqual(['a', 'b']);
});

test('references can be asked for by role', () => {
  const roles = (...wanted: Parameters<typeof queries.referencesOf>[1][]): string[] =>
    [...queries.referencesOf(model, ...wanted)].map(
      ({ cluster, reference }) => `${cluster.name} ${reference.role}`,
    );
  expect(roles('dependency')).toEqual(['a dependency']);
  expect(roles('dependency', 'source').sort()).toEqual(['a dependency', 'a source', 'a source', 'b source']);
  expect(roles()).toEqual(expect.arrayContaining(['a secret', 'b secret']));
});

test('every object is judged: those of clusters, of detached builds and of loose files', () => {
  const judged = [...queries.objectsOf(model)].map(({ cluster, object }) => [cluster?.name, object.id.name]);
  expect(judged).toEqual(
    expect.arrayContaining([
      ['a', 'web'],
      ['b', 'flux-system'],
      [undefined, 'c'],
      [undefined, 'web'],
      [undefined, 'loose'],
    ]),
  );
});

test('Flux objects are those of them that belong to Flux', () => {
  const names = [...queries.fluxObjectsOf(model)].flatMap(({ cluster, object }) =>
    cluster ? [] : object.id.name,
  );
  expect(names).toEqual(['web', 'loose']);
});

test('an object of a cluster is found by its identity', () => {
  const [a, b] = model.clusters;
  const id = { group: 'helm.toolkit.fluxcd.io', kind: 'HelmRelease', namespace: 'web', name: 'web' };
  expect(a && queries.findObject(a, id)?.id).toEqual(id);
  expect(b && queries.findObject(b, id)).toBeUndefined();
  expect(a && queries.indexOf(a)).toBe(a && queries.indexOf(a));
});

test('an object is named with its namespace where it has one', () => {
  expect(queries.nameOf({ id: { group: '', kind: 'A', namespace: 'n', name: 'x' } })).toBe('n/x');
  expect(queries.nameOf({ id: { group: '', kind: 'A', name: 'x' } })).toBe('x');
});
