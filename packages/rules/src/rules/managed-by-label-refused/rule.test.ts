import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { managedByLabelRefused } from './rule.js';

const APP = `# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
# === apps/one.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: one, namespace: flux-system } }
`;

test('reports the label at the path of a Flux Kustomization, once for all of its objects', () => {
  expectMarks(
    managedByLabelRefused,
    repo`
${bootstrapped('clusters/prod')}
${APP}
# === apps/two.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: two, namespace: flux-system } }
# === apps/kustomization.yaml
resources: [one.yaml, two.yaml]
buildMetadata: [originAnnotations, managedByLabel]
#                                  ^^^^^^^^^^^^^^ managed-by-label-refused: every object of 'flux-system/apps'
`,
  );
});

test('stays silent for a base, where the field does nothing, and for other metadata', () => {
  expectSilence(
    managedByLabelRefused,
    repo`
${bootstrapped('clusters/prod')}
${APP}
# === apps/kustomization.yaml
resources: [base]
buildMetadata: [originAnnotations]
# === apps/base/kustomization.yaml
resources: [two.yaml]
buildMetadata: [managedByLabel]
# === apps/base/two.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: two, namespace: flux-system } }
`,
  );
});

test('stays silent on a label that somebody wrote', () => {
  expectSilence(
    managedByLabelRefused,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/one.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: one, namespace: flux-system, labels: { app.kubernetes.io/managed-by: kustomize } }
`,
  );
});

test('stays silent on unknown: the build metadata is a variable that the cluster has', () => {
  expectSilence(
    managedByLabelRefused,
    repo`
${bootstrapped('clusters/prod')}
${APP}
# === apps/kustomization.yaml
resources: [one.yaml]
buildMetadata: ["\${WHAT}"]
`,
  );
});
