import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { kustomizationFileInvalid } from './rule.js';

test('reports a field that kustomize does not know as an error', () => {
  const report = expectMarks(
    kustomizationFileInvalid,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, web]
# === clusters/prod/web/kustomization.yaml
namesapce: web
# @1-9 kustomization-file-invalid: 'namesapce' is not a field of a kustomization file.
resources: [config.yaml]
# === clusters/prod/web/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('reports such a field as a warning where Flux ignores it: in the file at the path', () => {
  const report = expectMarks(
    kustomizationFileInvalid,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system]
namesapce: web
# @1-9 kustomization-file-invalid: and is ignored
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('reports values of a wrong type', () => {
  expectMarks(
    kustomizationFileInvalid,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system]
components: alerts
#           ^^^^^^ kustomization-file-invalid: components must be a list
namePrefix: 1
#           ^ kustomization-file-invalid: namePrefix must be a string
`,
  );
});

test('reports an empty file below the path', () => {
  expectMarks(
    kustomizationFileInvalid,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, web]
# === clusters/prod/web/kustomization.yaml

# @1-0 kustomization-file-invalid: is empty
`,
  );
});

test('reports a component among the resources', () => {
  expectMarks(
    kustomizationFileInvalid,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, web]
#                        ^^^ kustomization-file-invalid: belongs under components
# === clusters/prod/web/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
resources: [config.yaml]
# === clusters/prod/web/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
});

test('stays silent on a file as kustomize expects it', () => {
  expectSilence(
    kustomizationFileInvalid,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, web]
# === clusters/prod/web/kustomization.yaml
namespace: web
resources: [config.yaml]
# === clusters/prod/web/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
});

test('stays silent on unknown: what a remote base brings', () => {
  expectSilence(
    kustomizationFileInvalid,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, "https://github.com/example/base?ref=v1"]
`,
  );
});
