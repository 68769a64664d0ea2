import { expect, test } from 'vitest';
import { loadModel } from '../flux/load-model.js';
import { type BootstrappedOptions, bootstrapped } from './bootstrapped.js';
import { parseRepo } from './repo.js';

function clusterOf(directory: string, options?: BootstrappedOptions) {
  const { tree } = parseRepo(bootstrapped(directory, options));
  const model = loadModel(tree);
  expect(model.diagnostics).toEqual([]);
  expect(model.gaps).toEqual([]);
  expect(model.clusters).toHaveLength(1);
  return model.clusters[0];
}

test('makes a directory a cluster that Flux would sync', () => {
  const cluster = clusterOf('clusters/prod');
  expect(cluster).toMatchObject({ name: 'prod', root: 'clusters/prod', entry: { kind: 'gotk-sync' } });
  expect(cluster?.flux.version?.text).toBe('v2.9.4');
  expect(cluster?.apps.map(({ object, source }) => `${object.id.name} ${source.kind}`)).toEqual([
    'flux-system found',
  ]);
});

test('takes another release, path and components', () => {
  const cluster = clusterOf('clusters/prod', {
    version: 'v2.2.0',
    path: './clusters',
    components: ['source-controller'],
  });
  expect(cluster?.root).toBe('clusters');
  expect(cluster?.flux.version?.text).toBe('v2.2.0');
  expect(cluster?.objects.filter(({ id }) => id.kind === 'Deployment').map(({ id }) => id.name)).toEqual([
    'source-controller',
  ]);
});
