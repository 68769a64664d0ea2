import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { kustomizeApiVersion } from './rule.js';

test('reports an apiVersion that no kustomization file has', () => {
  expectMarks(
    kustomizeApiVersion,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^ kustomize-api-version: must be kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [flux-system]
`,
  );
});

test('reports a Flux Kustomization in the file of kustomize', () => {
  expectMarks(
    kustomizeApiVersion,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, web]
# === clusters/prod/web/kustomization.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ kustomize-api-version: must be kustomize.config.k8s.io/v1beta1
kind: Kustomization
metadata: { name: web, namespace: flux-system }
spec: { interval: 10m, path: ./web, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`,
  );
});

test('reports the kind of something else', () => {
  expectMarks(
    kustomizeApiVersion,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
kind: ConfigMap
#     ^^^^^^^^^ kustomize-api-version: The kind of a kustomization file
resources: [flux-system]
`,
  );
});

test('stays silent on both kinds of kustomization files, and where nothing is written', () => {
  expectSilence(
    kustomizeApiVersion,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system]
components: [component]
# === clusters/prod/component/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
resources: [../base]
# === clusters/prod/base/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [config.yaml]
# === clusters/prod/base/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }
`,
  );
});

test('stays silent on unknown: the file of a remote base', () => {
  expectSilence(
    kustomizeApiVersion,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, "https://github.com/example/base?ref=v1"]
`,
  );
});
