import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { placeholderNotReplaced } from './rule.js';

test('reports placeholders in the fields that a source needs', () => {
  expectMarks(
    placeholderNotReplaced,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: team, namespace: flux-system }
spec:
  interval: 1m
  url: https://github.com/<org>/app
  #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ placeholder-not-replaced: 'flux-system/team': spec.url still holds the placeholder '<org>'.
  ref:
    branch: CHANGE_ME
    #       ^^^^^^^^^ placeholder-not-replaced: spec.ref.branch
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: Bucket
metadata: { name: files, namespace: flux-system }
spec:
  interval: 1m
  endpoint: minio.example.org
  bucketName: your-repo
  #           ^^^^^^^^^ placeholder-not-replaced: 'your-repo'
`,
  );
});

test('stays silent about real values, and about texts for people', () => {
  expectSilence(
    placeholderNotReplaced,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: team
  namespace: flux-system
  annotations: { note: 'Replace <org> when you copy this.' }
spec: { interval: 1m, url: https://github.com/yourself/replacement, ref: { branch: change } }
`,
  );
});

test('stays silent on unknown: an address that a variable completes', () => {
  expectSilence(
    placeholderNotReplaced,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/sources.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: team, namespace: flux-system }
spec: { interval: 1m, url: 'https://github.com/${'$'}{ORGANISATION}/app' }
`,
  );
});
