import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { imageAutomationRemovedTemplate } from './rule.js';

const automation = (name: string, template: string): string => `---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata: { name: ${name}, namespace: flux-system }
spec:
  interval: 30m
  sourceRef: { kind: GitRepository, name: flux-system }
  git:
    commit:
      author: { email: flux@example.com }
      messageTemplate: ${template}`;

test('reports fields that are gone', () => {
  expectMarks(
    imageAutomationRemovedTemplate,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/images.yaml
${automation('all', "'{{range .Updated.Images}}{{println .}}{{end}}'")}
# @24-70 image-automation-removed-template: uses '.Updated' in its commit message
${automation('more', "'{{ range .Changed.ImageResult.Images }}{{ end }}'")}
# @24-73 image-automation-removed-template: uses '.Changed.ImageResult'
`,
  );
});

test('stays silent for today’s fields, for text, and in a Flux that still has them', () => {
  expectSilence(
    imageAutomationRemovedTemplate,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/images.yaml
${automation('all', "'Updated: .Updated {{ range .Changed.Changes }}{{ .NewValue }}{{ end }}{{/* .Updated */}}'")}
${bootstrapped('clusters/old', { version: 'v2.6.4' })}
# === clusters/old/images.yaml
${automation('all', "'{{range .Updated.Images}}{{println .}}{{end}}'")}
`,
  );
});

test('stays silent on unknown: the message is a variable that only the cluster knows', () => {
  expectSilence(
    imageAutomationRemovedTemplate,
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
# === apps/images.yaml
${automation('all', `$${'{MESSAGE}'}`)}
`,
  );
});
