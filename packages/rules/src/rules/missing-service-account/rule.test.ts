import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { missingServiceAccount } from './rule.js';

const TENANT = `apiVersion: v1
kind: Namespace
metadata: { name: team-a, labels: { toolkit.fluxcd.io/tenant: team-a } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: team-a, namespace: team-a }
spec: { interval: 1m, url: https://github.com/example/team-a, ref: { branch: main } }`;

const APP = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: team-a }
spec: { interval: 10m, path: ./, prune: true, sourceRef: { kind: GitRepository, name: team-a } }`;

test('reports apps of tenants without a service account', () => {
  expectMarks(
    missingServiceAccount,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/team-a.yaml
${TENANT}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: team-a }
spec:
# @1-4 missing-service-account: Kustomization 'team-a/apps'
  interval: 10m
  path: ./
  prune: true
  sourceRef: { kind: GitRepository, name: team-a }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: team-a }
spec: { interval: 1h, chartRef: { kind: OCIRepository, name: podinfo } }
# @1-4 missing-service-account: as an administrator
`,
  );
});

test('stays silent on apps with an account, of the platform, and of other clusters', () => {
  expectSilence(
    missingServiceAccount,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/team-a.yaml
${TENANT}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: team-a }
spec:
  interval: 10m
  path: ./
  prune: true
  serviceAccountName: team-a
  sourceRef: { kind: GitRepository, name: team-a }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: remote, namespace: team-a }
spec:
  interval: 10m
  path: ./
  prune: true
  kubeConfig: { secretRef: { name: other } }
  sourceRef: { kind: GitRepository, name: team-a }
`,
  );
});

test('stays silent where Flux has a default account', () => {
  expectSilence(
    missingServiceAccount,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/flux-system/kustomization.yaml
resources: [gotk-components.yaml, gotk-sync.yaml]
patches:
  - target: { kind: Deployment, name: (kustomize|helm)-controller }
    patch: |
      - op: add
        path: /spec/template/spec/containers/0/args/-
        value: --default-service-account=default
# === clusters/prod/team-a.yaml
${TENANT}
---
${APP}
`,
  );
  expectSilence(
    missingServiceAccount,
    repo`
# === clusters/prod/flux-system/flux-instance.yaml
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: 2.x, registry: ghcr.io/fluxcd }
  cluster: { multitenant: true }
  sync: { kind: GitRepository, url: https://github.com/example/fleet, ref: refs/heads/main, path: clusters/prod }
# === clusters/prod/team-a.yaml
${TENANT}
---
${APP}
`,
  );
});

test('stays silent on unknown: the controllers are not in the files, or a patch may set the account', () => {
  expectSilence(
    missingServiceAccount,
    repo`
# === clusters/prod/flux-system/gotk-components.yaml
# This file will be generated
# === clusters/prod/flux-system/gotk-sync.yaml
# This file will be generated
# === clusters/prod/team-a.yaml
${TENANT}
---
${APP}
`,
  );
  expectSilence(
    missingServiceAccount,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, team-a.yaml]
components: ['https://github.com/example/components//accounts?ref=v1']
# === clusters/prod/team-a.yaml
${TENANT}
---
${APP}
`,
  );
});

test('stays silent in a namespace that has only the label, and nothing of a tenant', () => {
  expectSilence(
    missingServiceAccount,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/ingress.yaml
apiVersion: v1
kind: Namespace
metadata: { name: ingress, labels: { toolkit.fluxcd.io/tenant: platform } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: ingress, namespace: ingress }
spec: { interval: 1h, chartRef: { kind: OCIRepository, name: ingress } }
`,
  );
});

test('reports an app where the rights of a tenant stand beside it', () => {
  expectMarks(
    missingServiceAccount,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/team.yaml
apiVersion: v1
kind: Namespace
metadata: { name: team, labels: { toolkit.fluxcd.io/tenant: team } }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: team, namespace: team, labels: { toolkit.fluxcd.io/tenant: team } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: team }
spec: { interval: 1h, chartRef: { kind: OCIRepository, name: web } }
# @1-4 missing-service-account: HelmRelease 'team/web'
`,
  );
});
