import { baseName, type Cluster, defineRule, type RepoPath, type Rule } from '@fluxvet/core';
import { isBootstrapped, syncApp } from '../../questions/clusters/cluster-sync.js';

export const clusterRootOmitsFluxSystem: Rule = defineRule({
  id: 'cluster-root-omits-flux-system',
  title: 'The kustomization file of a cluster leaves flux-system out',
  why: 'Upgrades of Flux that are committed never apply; and where flux-system was listed before, Flux deletes itself.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: { omits: "'{file}' is what the cluster applies, and it does not include '{directory}'." },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      const { path } = syncApp(cluster) ?? {};
      if (!isBootstrapped(cluster) || path?.kind !== 'built') continue;
      // What Flux generates takes in everything, and of a build that fails nothing is known.
      if (path.generated || !path.build.complete) continue;
      // A part of flux-system is left out by the kustomization file in it, and that is told elsewhere.
      const applied = appliedFiles(cluster);
      const { directory, ...files } = cluster.flux.files;
      const hasFiles = files.components !== undefined && files.sync !== undefined;
      if (!hasFiles || Object.values(files).some((each) => each !== undefined && applied.has(each))) continue;
      const file = [...path.build.inputs].find(
        (each) => KUSTOMIZATION_FILE.test(each) && isIn(cluster.root, each),
      );
      const source = file === undefined ? undefined : model.tree.read(file);
      if (!source) continue;
      const data = { file: source.path, directory };
      yield finding(
        'omits',
        { in: source, path: ['resources'], on: 'key' },
        { data, clusters: [cluster.name] },
      );
    }
  },
});

/** The files that the Flux Kustomizations of a cluster read. */
function appliedFiles({ apps }: Cluster): ReadonlySet<RepoPath> {
  const built = apps.flatMap((app) =>
    app.kind === 'Kustomization' && !app.remote && app.path.kind === 'built'
      ? [...app.path.build.inputs]
      : [],
  );
  return new Set(built);
}

const KUSTOMIZATION_FILE = /(^|\/)(kustomization\.ya?ml|Kustomization)$/;

function isIn(directory: RepoPath, file: RepoPath): boolean {
  return (directory === '' ? baseName(file) : `${directory}/${baseName(file)}`) === file;
}
