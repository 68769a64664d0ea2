/**
 * A small repository on disk with two clusters, and the program run in it, for the tests of several commands.
 *
 * @module
 */
import { bootstrapped, repo } from '@fluxvet/core/testing';
import { directoriesOnDisk, type Ran, runIn } from './program-on-disk.js';

/** The repository of the shop, taken away after the tests of a file. */
export interface Shop {
  readonly root: string;
  fluxvet(argv: readonly string[], cwd?: string, color?: boolean): Promise<Ran>;
}

export function shopOnDisk(): Shop {
  const root = directoriesOnDisk()(files);
  return { root, fluxvet: (argv, cwd = root, color = false) => runIn(cwd, argv, color) };
}

const { files } = repo`
${bootstrapped('clusters/prod')}
${bootstrapped('clusters/staging')}
# === clusters/prod/shop.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shop, namespace: flux-system }
spec:
  interval: 10m
  prune: true
  path: ./shop
  dependsOn: [{ name: gone }]
  sourceRef: { kind: GitRepository, name: flux-system }
# === shop/kustomization.yaml
resources: [web.yaml]
namePrefix: my-
# === shop/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { replicas: 2 }
`;
