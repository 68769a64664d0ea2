import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { multipleKustomizationFiles } from './rule.js';

test('reports the second file of a directory', () => {
  const report = expectMarks(
    multipleKustomizationFiles,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, web]
# === clusters/prod/web/kustomization.yaml
resources: [config.yaml]
# === clusters/prod/web/kustomization.yml
resources: [config.yaml]
# @1-0 multiple-kustomization-files: has more than one kustomization file
# === clusters/prod/web/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
  expect(report.findings[0]?.related[0]?.location.file).toBe('clusters/prod/web/kustomization.yaml');
});

test('stays silent on one file in each directory', () => {
  expectSilence(
    multipleKustomizationFiles,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, web]
# === clusters/prod/web/Kustomization
resources: [config.yaml]
# === clusters/prod/web/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
});

test('stays silent on unknown: the files of a remote base', () => {
  expectSilence(
    multipleKustomizationFiles,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, "https://github.com/example/base?ref=v1"]
`,
  );
});
