import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { ociProviderMismatch } from './rule.js';

test('reports providers of other clouds', () => {
  expectMarks(
    ociProviderMismatch,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 5m, url: oci://ghcr.io/example/apps, provider: aws, ref: { tag: v1 } }
#                                                                ^^^ oci-provider-mismatch: has the provider 'aws', but 'ghcr.io'
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: charts, namespace: flux-system }
spec: { type: oci, url: oci://example.azurecr.io/charts, provider: gcp }
#                                                                  ^^^ oci-provider-mismatch
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 5m, image: docker.io/example/apps, provider: azure }
#                                                              ^^^^^ oci-provider-mismatch: ImageRepository 'flux-system/apps'
`,
  );
});

test('reports no more than a warning where Flux is older or not known', () => {
  const report = expectMarks(
    ociProviderMismatch,
    repo`
${bootstrapped('clusters/prod', { version: 'v2.5.1' })}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1beta2
kind: OCIRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 5m, url: oci://ghcr.io/example/apps, provider: aws, ref: { tag: v1 } }
#                                                                ^^^ oci-provider-mismatch
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('reports a private registry that is fetched without credentials as a note', () => {
  const report = expectMarks(
    ociProviderMismatch,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 5m, url: oci://123456789012.dkr.ecr.eu-west-1.amazonaws.com/apps, ref: { tag: v1 } }
#                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ oci-provider-mismatch: without credentials
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('stays silent on providers that fit, and on other registries', () => {
  expectSilence(
    ociProviderMismatch,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: one, namespace: flux-system }
spec: { interval: 5m, url: oci://123456789012.dkr.ecr.eu-west-1.amazonaws.com/apps, provider: aws, ref: { tag: v1 } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: two, namespace: flux-system }
spec: { interval: 5m, url: oci://public.ecr.aws/example/apps, ref: { tag: v1 } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: three, namespace: flux-system }
spec: { interval: 5m, url: oci://europe-west1-docker.pkg.dev/example/apps/web, provider: gcp, ref: { tag: v1 } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: four, namespace: flux-system }
spec: { interval: 5m, url: oci://example.azurecr.io/apps, provider: azure, ref: { tag: v1 } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: five, namespace: flux-system }
spec: { interval: 5m, url: https://dev.azure.com/example/apps/_git/apps, provider: azure, ref: { branch: main } }
`,
  );
});

test('stays silent where a Secret gives the credentials', () => {
  expectSilence(
    ociProviderMismatch,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 5m, url: oci://ghcr.io/example/apps, provider: aws, ref: { tag: v1 }, secretRef: { name: ghcr } }
`,
  );
});

test('stays silent on unknown: a variable of a Secret gives the provider or the registry', () => {
  expectSilence(
    ociProviderMismatch,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: Secret, name: cluster }] }
# === apps/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: one, namespace: flux-system }
spec: { interval: 5m, url: oci://ghcr.io/example/apps, provider: '${'$'}{PROVIDER}', ref: { tag: v1 } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: two, namespace: flux-system }
spec: { interval: 5m, url: 'oci://${'$'}{REGISTRY}/apps', provider: aws, ref: { tag: v1 } }
`,
  );
});
