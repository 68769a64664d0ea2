import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { unreferencedDirectory } from './rule.js';

const WEB = `apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }`;

const CLUSTER = `${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: web, namespace: flux-system }
spec: { interval: 10m, path: ./apps/web, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
# === apps/web/web.yaml
${WEB}`;

const SHOP = `apiVersion: v1
kind: ConfigMap
metadata: { name: shop, namespace: default }`;

test('reports a directory beside applied ones that no cluster reaches', () => {
  expectMarks(
    unreferencedDirectory,
    repo`
${CLUSTER}
# === apps/shop/app/shop.yaml
${SHOP}
#                 ^^^^ unreferenced-directory: the manifests in 'apps/shop'
`,
  );
});

test('reports a directory without applied neighbours as a note', () => {
  const report = expectMarks(
    unreferencedDirectory,
    repo`
${CLUSTER}
# === shop/shop.yaml
${SHOP}
#                 ^^^^ unreferenced-directory
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('reports in a repository without clusters what the kustomization above leaves out', () => {
  const app = (name: string): string => `# === apps/${name}/kustomization.yaml
resources: [config.yaml]
# === apps/${name}/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name} }`;
  expectMarks(
    unreferencedDirectory,
    repo`
# === apps/kustomization.yaml
resources: [a, b, c]
${app('a')}
${app('b')}
${app('c')}
# === apps/shop/kustomization.yaml
resources: [config.yaml]
# @1-24 unreferenced-directory: No kustomization lists 'apps/shop'
# === apps/shop/config.yaml
${SHOP}
`,
  );
});

test('stays silent where a directory is applied, commented out, a chart, or not meant for Flux', () => {
  expectSilence(
    unreferencedDirectory,
    repo`
${CLUSTER}
# === clusters/prod/kustomization.yaml
resources: [flux-system, web.yaml]
# path: ./apps/shop
# === apps/shop/shop.yaml
${SHOP}
# === apps/chart/Chart.yaml
apiVersion: v2
name: chart
# === apps/chart/extra/shop.yaml
${SHOP}
# === apps/examples/shop.yaml
${SHOP}
# === apps/values/values.yaml
replicas: 2
`,
  );
});

test('stays silent on directories that the source leaves out', () => {
  expectSilence(
    unreferencedDirectory,
    repo`
${CLUSTER}
# === .sourceignore
/apps/shop
# === apps/shop/shop.yaml
${SHOP}
`,
  );
});

test('stays silent where a dead kustomization takes the directory in: that one is reported', () => {
  expectMarks(
    unreferencedDirectory,
    repo`
${CLUSTER}
# === apps/shop/shop.yaml
${SHOP}
# === apps/all/kustomization.yaml
resources: [../shop/shop.yaml]
# @1-30 unreferenced-directory: 'apps/all'
`,
  );
});

test('stays silent on unknown: a path that is filled in later may lead there', () => {
  expectSilence(
    unreferencedDirectory,
    repo`
${CLUSTER}
# === clusters/prod/shop.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: release, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/fleet, ref: { tag: v1.0.0 } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shop, namespace: flux-system }
spec: { interval: 10m, path: ./apps/shop, prune: true, sourceRef: { kind: GitRepository, name: release } }
# === apps/shop/shop.yaml
${SHOP}
`,
  );
});
