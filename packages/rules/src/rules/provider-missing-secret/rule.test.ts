import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { providerMissingSecret } from './rule.js';

const provider = (name: string, type: string, rest = '{}'): string => `---
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Provider
metadata: { name: ${name}, namespace: flux-system, annotations: ${rest === '{}' ? '{}' : '{ a: b }'} }
spec:
${rest === '{}' ? '' : `  ${rest}\n`}  type: ${type}`;

test('reports providers without credentials, and without an address', () => {
  expectMarks(
    providerMissingSecret,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/alerts.yaml
${provider('status', 'github', 'address: https://github.com/example/fleet')}
# @9-14 provider-missing-secret: 'flux-system/status' of type 'github' names no secret
${provider('bot', 'slack', 'address: https://slack.com/api/chat.postMessage')}
# @9-13 provider-missing-secret: names no secret
${provider('teams', 'msteams')}
# @9-15 provider-missing-secret: has neither an address nor a secret
`,
  );
});

test('stays silent where a secret is named, or the address is all that is needed', () => {
  expectSilence(
    providerMissingSecret,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/alerts.yaml
${provider('status', 'github', 'secretRef: { name: github }')}
${provider('hook', 'slack', 'address: https://hooks.example.com/abc')}
${provider('manager', 'alertmanager', 'address: http://alertmanager.monitoring:9093/api/v2/alerts/')}
${provider('teams', 'msteams', 'secretRef: { name: teams }')}
${provider('devops', 'azuredevops', 'serviceAccountName: flux')}
${provider('new', 'something-new')}
`,
  );
});

test('stays silent on unknown: the secret is a variable that only the cluster knows', () => {
  expectSilence(
    providerMissingSecret,
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
# === apps/alerts.yaml
${provider('teams', 'msteams', `address: $${'{ADDRESS}'}`)}
${provider('status', 'github', `secretRef: $${'{SECRET}'}`)}
`,
  );
});
