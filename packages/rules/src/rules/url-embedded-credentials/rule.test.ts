import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { urlEmbeddedCredentials } from './rule.js';

test('reports a password and a token in the address of a source', () => {
  const report = expectMarks(
    urlEmbeddedCredentials,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: team, namespace: flux-system }
spec:
  interval: 1m
  url: https://bot:hunter42@git.example.org/team/app
  #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ url-embedded-credentials: in the address of 'git.example.org'
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: other, namespace: flux-system }
spec:
  interval: 1m
  url: https://ghp_0123456789abcdefghij0123456789abcdef@github.com/team/app
  #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ url-embedded-credentials
`,
  );
  expect(JSON.stringify(report.findings.map(({ message }) => message))).not.toContain('hunter42');
});

test('reports the address of a webhook, which is a credential by itself', () => {
  expectMarks(
    urlEmbeddedCredentials,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/alerts.yaml
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Provider
metadata: { name: chat, namespace: flux-system }
spec:
  type: discord
  address: https://discord.com/api/webhooks/123456789012345678/abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789
  #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ url-embedded-credentials: holds a webhook of 'discord.com'
`,
  );
});

test('stays silent about users without a password, and about placeholders', () => {
  expectSilence(
    urlEmbeddedCredentials,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: one, namespace: flux-system }
spec: { interval: 1m, url: 'ssh://git@git.example.org:2222/team/app' }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: two, namespace: flux-system }
spec: { interval: 1m, url: 'https://bot:<password>@git.example.org/team/app' }
---
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Provider
metadata: { name: chat, namespace: flux-system }
spec: { type: slack, address: 'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX' }
---
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Provider
metadata: { name: api, namespace: flux-system }
spec: { type: slack, address: 'https://slack.com/api/chat.postMessage', secretRef: { name: slack } }
`,
  );
});

test('stays silent on unknown: an address that a variable completes', () => {
  expectSilence(
    urlEmbeddedCredentials,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: one, namespace: flux-system }
spec: { interval: 1m, url: 'https://bot:${'$'}{TOKEN}@git.example.org/team/app' }
`,
  );
});
