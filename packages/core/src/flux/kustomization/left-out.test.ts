import { expect, test } from 'vitest';
import { bootstrapped } from '../../testing/bootstrapped.js';
import { parseRepo } from '../../testing/repo.js';
import { loadModel } from '../load-model.js';

const app = (source: string, entry: string): string => `
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: own, namespace: flux-system }
spec: { interval: 5m, url: ssh://git@github.com/example/fleet.git, ref: { branch: main }, ${source} }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps/prod, prune: true, sourceRef: { kind: GitRepository, name: own } }
# === apps/prod/kustomization.yaml
resources: [${entry}]
# === apps/base/kustomization.yaml
resources: []
`;

test.for([
  [
    'sparseCheckout: [apps/prod]',
    '../base',
    /'\.\.\/base' exists, but the GitRepository 'flux-system\/own' leaves it out \(sparseCheckout\)/,
  ],
  [
    'ignore: "apps/base"',
    '"../base"',
    /'\.\.\/base' exists, but the GitRepository .* leaves it out \(spec\.ignore/,
  ],
  ['sparseCheckout: [apps/prod]', '../gone', /'\.\.\/gone' does not exist/],
] as const)('with "%s" the entry %s is told as what it is', ([source, entry, message]) => {
  const { diagnostics } = loadModel(parseRepo(app(source, entry)).tree);
  expect(diagnostics.map((each) => each.message)).toEqual([expect.stringMatching(message)]);
});
