import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { fluxObjectsOutsideFluxDirectory } from './rule.js';

const INFRA = `# === flux/clusters/prod/infra.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: infra, namespace: flux-system }
spec: { interval: 10m, path: ./infra, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`;

test('reports Flux objects in another directory, once for each', () => {
  expectMarks(
    fluxObjectsOutsideFluxDirectory,
    repo`
${bootstrapped('flux/clusters/prod')}${INFRA}
# === infra/ingress.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ingress
  #     ^^^^^^^ flux-objects-outside-flux-directory: 'infra' has 2 Flux objects such as HelmRelease/infra/ingress
  namespace: infra
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: ingress, namespace: infra }
# === spare/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: old
  #     ^^^ flux-objects-outside-flux-directory: HelmRelease/infra/old stands in 'spare'
  namespace: infra
`,
  );
});

test('stays silent on other kinds, on examples, and where there is no such directory', () => {
  expectSilence(
    fluxObjectsOutsideFluxDirectory,
    repo`
${bootstrapped('flux/clusters/prod')}${INFRA}
# === infra/app.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: app, namespace: infra }
# === docs/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: sample, namespace: infra }
`,
  );
  expectSilence(
    fluxObjectsOutsideFluxDirectory,
    repo`
${bootstrapped('clusters/prod')}
# === infra/ingress.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: ingress, namespace: infra }
`,
  );
});

test('stays silent on unknown: text that is no object yet', () => {
  expectSilence(
    fluxObjectsOutsideFluxDirectory,
    repo`
${bootstrapped('flux/clusters/prod')}
# === chart/release.yaml
{{ if .Values.release }}
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
{{ end }}
`,
  );
});
