/**
 * `fluxvet render`: the objects that a cluster gets.
 *
 * @module
 */
import {
  type AppliedObject,
  type Cluster,
  closest,
  findCluster,
  nameOf,
  printObjects,
  UsageError,
} from '@fluxvet/core';
import { CONFIG_OPTIONS, openModel } from '../config/repository-options.js';
import type { Command } from '../output/command.js';

export const renderCommand: Command = {
  name: 'render',
  takes: '[path]',
  most: 1,
  summary: 'Print the objects that Flux would apply to a cluster',
  options: {
    cluster: { type: 'string', value: 'NAME', help: 'The cluster' },
    app: { type: 'string', value: 'NAMESPACE/NAME', help: 'Only what this Flux Kustomization applies' },
    origins: { type: 'boolean', help: 'Tell the file and line of every value beside it' },
    'show-secrets': { type: 'boolean', help: 'Write out the values of Secrets, which are hidden else' },
    ...CONFIG_OPTIONS,
  },
  async run(given, io) {
    const model = await openModel(given.positionals[0], given, io);
    const name = given.text('cluster');
    if (name === undefined && model.clusters.length !== 1) {
      const names = model.clusters.map((each) => each.name).join(', ');
      throw new UsageError(
        'bad-argument',
        `Say which cluster with --cluster; there are: ${names || 'none'}.`,
      );
    }
    const cluster = name === undefined ? model.clusters[0] : findCluster(model, name);
    if (!cluster) throw new UsageError('no-such-cluster', 'There is no cluster.');
    const objects = objectsOf(cluster, given.text('app'));
    const origins = given.flag('origins') ? 'comments' : 'none';
    const secrets = given.flag('show-secrets') ? 'shown' : 'hidden';
    io.write(printObjects(objects, model.tree, { origins, secrets }));
    return 0;
  },
};

function objectsOf(cluster: Cluster, app: string | undefined): readonly AppliedObject[] {
  if (app === undefined) return cluster.objects;
  const apps = cluster.apps.flatMap((each) => (each.kind === 'Kustomization' ? [each] : []));
  const found = apps.find(({ object }) => nameOf(object) === app);
  if (found) return found.objects;
  const near = closest(
    app,
    apps.map(({ object }) => nameOf(object)),
  );
  const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
  throw new UsageError(
    'no-such-object',
    `The cluster '${cluster.name}' has no Flux Kustomization '${app}'.${hint}`,
  );
}
