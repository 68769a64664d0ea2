import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { targetNamespaceRenamesNamespace } from './rule.js';

const APP = (more = ''): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
${more}`;

test('reports a Namespace that another app needs under its own name as an error', () => {
  const report = expectMarks(
    targetNamespaceRenamesNamespace,
    repo`
${APP(`  targetNamespace: web
  #                ^^^ target-namespace-renames-namespace: renames the Namespace 'shop' to 'web', although 'shop/config' is to be in 'shop'`)}
# === apps/namespace.yaml
apiVersion: v1
kind: Namespace
metadata: { name: shop }
# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: shop }
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('reports any other renamed Namespace as a warning', () => {
  const report = expectMarks(
    targetNamespaceRenamesNamespace,
    repo`
${APP(`  targetNamespace: web
  #                ^^^ target-namespace-renames-namespace: renames the Namespace 'shop' to 'web'.`)}
# === apps/namespace.yaml
apiVersion: v1
kind: Namespace
metadata: { name: shop }
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('stays silent where the Namespace has the name already, or a kustomization renames it', () => {
  expectSilence(
    targetNamespaceRenamesNamespace,
    repo`
${APP('  targetNamespace: web')}
# === apps/kustomization.yaml
resources: [namespace.yaml]
# === apps/namespace.yaml
apiVersion: v1
kind: Namespace
metadata: { name: web }
# === clusters/prod/kustomization.yaml
namespace: shop
resources: [flux-system/gotk-sync.yaml, namespace.yaml]
# === clusters/prod/namespace.yaml
apiVersion: v1
kind: Namespace
metadata: { name: template }
`,
  );
});

test('stays silent on unknown: a build that is not at hand', () => {
  expectSilence(
    targetNamespaceRenamesNamespace,
    repo`
${APP('  targetNamespace: web')}
# === apps/kustomization.yaml
resources: ["https://github.com/example/base?ref=v1"]
`,
  );
});

test('names a variable as one: its value comes only after the renaming', () => {
  expectMarks(
    targetNamespaceRenamesNamespace,
    repo`
${APP(`  targetNamespace: web
  #                ^^^ target-namespace-renames-namespace: renames the Namespace '${'$'}{SHOP}' to 'web'
  postBuild: { substitute: { SHOP: shop } }`)}
# === apps/namespace.yaml
apiVersion: v1
kind: Namespace
metadata: { name: "${'$'}{SHOP}" }
`,
  );
});
