import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { immutableSelectorLabel } from './rule.js';

test('reports a version in a selector', () => {
  expectMarks(
    immutableSelectorLabel,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector:
    matchLabels:
      app: web
      app.kubernetes.io/version: v1.2.3
      #                          ^^^^^^ immutable-selector-label: Deployment 'shop/web' selects its pods by the label 'app.kubernetes.io/version'
  template: { metadata: { labels: { app: web, app.kubernetes.io/version: v1.2.3 } } }
`,
  );
});

test('reports common labels of kustomize, which go into selectors', () => {
  expectMarks(
    immutableSelectorLabel,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, ../../apps]
# === apps/kustomization.yaml
resources: [web.yaml]
commonLabels:
  helm.sh/chart: web-1.2.3
  #              ^^^^^^^^^ immutable-selector-label: with the version 'web-1.2.3'
# === apps/web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } } }
`,
  );
});

test('stays silent for names, for lines of an app, and for versions in labels only', () => {
  expectSilence(
    immutableSelectorLabel,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop, labels: { app.kubernetes.io/version: 1.2.3 } }
spec:
  selector: { matchLabels: { app: web, version: v1, release: web-1.2 } }
  template: { metadata: { labels: { app: web, version: v1, release: web-1.2, app.kubernetes.io/version: 1.2.3 } } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app.kubernetes.io/version: 1.2.3 } }
`,
  );
});

test('stays silent on unknown: the label is a variable that only the cluster knows', () => {
  expectSilence(
    immutableSelectorLabel,
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
  postBuild: { substituteFrom: [{ kind: Secret, name: settings }] }
# === apps/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web, version: "$${'{VERSION}'}" } }
`,
  );
});
