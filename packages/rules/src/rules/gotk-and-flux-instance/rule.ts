import { type Cluster, defineRule, isKind, nameOf, nodeAt, OPERATOR_GROUP, type Rule } from '@fluxvet/core';
import { isBootstrapped, syncApp } from '../../questions/clusters/cluster-sync.js';

export const gotkAndFluxInstance: Rule = defineRule({
  id: 'gotk-and-flux-instance',
  title: 'A cluster is bootstrapped and has a FluxInstance too',
  why: 'Flux has two owners that overwrite each other: the files of bootstrap and the Flux Operator.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    sync: "FluxInstance '{instance}' sets up the sync of a cluster that '{file}' syncs already.",
    components: "FluxInstance '{instance}' installs the controllers that '{file}' installs already.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      const app = syncApp(cluster);
      if (!isBootstrapped(cluster) || !app) continue;
      for (const instance of cluster.objects) {
        if (!isKind(instance, OPERATOR_GROUP, 'FluxInstance')) continue;
        const at = { in: instance, path: ['spec', 'sync'], on: 'key' } as const;
        const { components } = cluster.flux.files;
        if (nodeAt(instance.body, 'spec', 'sync')) {
          yield finding('sync', at, {
            data: { instance: nameOf(instance), file: cluster.entry.file },
            related: [{ at: { in: app.object, path: ['spec', 'path'] }, says: 'The sync of bootstrap' }],
          });
        } else if (components !== undefined && applies(cluster, components)) {
          // What comes last wins, until the other one looks again.
          yield finding('components', at, {
            data: { instance: nameOf(instance), file: components },
            atMost: 'warning',
          });
        }
      }
    }
  },
});

function applies({ apps }: Cluster, file: string): boolean {
  return apps.some(
    (app) =>
      app.kind === 'Kustomization' &&
      app.path.kind === 'built' &&
      [...app.path.build.inputs].some((input) => input === file),
  );
}
