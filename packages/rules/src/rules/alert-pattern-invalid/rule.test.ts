import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { alertPatternInvalid } from './rule.js';

const alert = (lists: string): string => `
# === clusters/prod/alerts.yaml
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata: { name: chat, namespace: flux-system }
spec:
  providerRef: { name: chat }
  eventSources: [{ kind: Kustomization, name: "*" }]
${lists}
`;

test('reports a star without an operand and a look-behind', () => {
  expectMarks(
    alertPatternInvalid,
    repo`
${bootstrapped('clusters/prod')}
${alert(`  inclusionList:
    - "*failed"
    # ^^^^^^^^^ alert-pattern-invalid: '*failed' in inclusionList is no regular expression of Go
  exclusionList:
    - "(?<!not )ready"
    # ^^^^^^^^^^^^^^^^ alert-pattern-invalid: in exclusionList`)}
`,
  );
});

test('stays silent on regular expressions', () => {
  expectSilence(
    alertPatternInvalid,
    repo`
${bootstrapped('clusters/prod')}
${alert('  exclusionList: [".*waiting.*", "^Dependencies .* not ready", "(?i)timeout"]')}
`,
  );
});

test('stays silent on unknown: a variable that only the cluster knows', () => {
  expectSilence(
    alertPatternInvalid,
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
# === apps/alert.yaml
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata: { name: chat, namespace: flux-system }
spec:
  providerRef: { name: chat }
  eventSources: [{ kind: Kustomization, name: "*" }]
  exclusionList: ["*${'$'}{word}"]
`,
  );
});
