import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { insecureSource } from './rule.js';

test('reports what is fetched over http', () => {
  expectMarks(
    insecureSource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: team, namespace: flux-system }
spec: { interval: 5m, url: http://git.example.com/team/apps, ref: { branch: main } }
#                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ insecure-source: GitRepository 'flux-system/team' is fetched over http
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: charts, namespace: flux-system }
spec: { interval: 1h, url: http://10.0.0.5/charts }
#                          ^^^^^^^^^^^^^^^^^^^^^^ insecure-source
`,
  );
});

test('reports what is fetched without TLS', () => {
  expectMarks(
    insecureSource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 5m, url: oci://registry.example.com/apps, insecure: true, ref: { tag: v1 } }
#                                                                     ^^^^ insecure-source: without TLS
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: Bucket
metadata: { name: apps, namespace: flux-system }
spec: { interval: 5m, bucketName: apps, endpoint: minio.example.com:9000, insecure: true }
#                                                                                   ^^^^ insecure-source
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: { name: apps, namespace: flux-system }
spec: { interval: 5m, image: registry.example.com/apps, insecure: true }
#                                                                 ^^^^ insecure-source
`,
  );
});

test('reports credentials that are passed on', () => {
  expectMarks(
    insecureSource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: charts, namespace: flux-system }
spec: { interval: 1h, url: https://charts.example.com, passCredentials: true, secretRef: { name: charts } }
#                                                                       ^^^^ insecure-source: passes its credentials on
`,
  );
});

test('stays silent on protected sources, on the cluster itself, and on a field without effect', () => {
  expectSilence(
    insecureSource,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: one, namespace: flux-system }
spec: { interval: 1h, url: http://chartmuseum.charts.svc.cluster.local:8080 }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: two, namespace: flux-system }
spec: { interval: 5m, url: oci://kind-registry:5000/apps, insecure: true, ref: { tag: v1 } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: Bucket
metadata: { name: three, namespace: flux-system }
spec: { interval: 5m, bucketName: apps, endpoint: minio.storage.svc:9000, insecure: true }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: four, namespace: flux-system }
spec: { interval: 1h, url: https://charts.example.com, insecure: true, passCredentials: false }
`,
  );
});

test('stays silent on unknown: variables of a Secret give the address and the switch', () => {
  expectSilence(
    insecureSource,
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
metadata: { name: apps, namespace: flux-system }
spec: { interval: 5m, url: oci://registry.example.com/apps, insecure: ${'$'}{INSECURE}, ref: { tag: v1 } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: charts, namespace: flux-system }
spec: { interval: 1h, url: 'http://${'$'}{HOST}/charts' }
`,
  );
});
