import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { customResourceBeforeCrd } from './rule.js';

const app = (name: string, more = ''): string => `# === clusters/prod/${name}.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec: { interval: 10m, path: ./${name}, prune: true, sourceRef: { kind: GitRepository, name: flux-system }${more} }`;

const DEFINITION = `# === crds/widget.yaml
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec:
  group: example.com
  names: { kind: Widget, plural: widgets }
  scope: Namespaced
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }]`;

const WIDGET = `apiVersion: example.com/v1
kind: Widget
metadata: { name: front, namespace: default }`;

test('reports a custom resource whose definition comes from an app that is not waited for', () => {
  expectMarks(
    customResourceBeforeCrd,
    repo`
${bootstrapped('clusters/prod')}
${app('crds')}
${app('web')}
${DEFINITION}
# === web/widget.yaml
${WIDGET}
#                 ^^^^^ custom-resource-before-crd: applies 'Widget/default/front' without depending on 'flux-system/crds'
`,
  );
});

test('reports a custom resource that stands beside the app with its definition', () => {
  expectMarks(
    customResourceBeforeCrd,
    repo`
${bootstrapped('clusters/prod')}
${app('crds')}
${DEFINITION}
# === clusters/prod/widget.yaml
${WIDGET}
#                 ^^^^^ custom-resource-before-crd: neither is ever applied
`,
  );
});

test('stays silent where the app depends on the one with the definition, or is brought by one that does', () => {
  expectSilence(
    customResourceBeforeCrd,
    repo`
${bootstrapped('clusters/prod')}
${app('crds')}
${app('base', ', dependsOn: [{ name: crds }]')}
${app('web', ', dependsOn: [{ name: base }]')}
${DEFINITION}
# === base/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: base, namespace: default }
# === web/widget.yaml
${WIDGET}
`,
  );
});

test('stays silent where the definition is applied together with the custom resource', () => {
  expectSilence(
    customResourceBeforeCrd,
    repo`
${bootstrapped('clusters/prod')}
${app('crds')}
${DEFINITION}
# === crds/widget-front.yaml
${WIDGET}
`,
  );
});

test('stays silent on unknown: an app that is not rendered completely may bring the definition', () => {
  expectSilence(
    customResourceBeforeCrd,
    repo`
${bootstrapped('clusters/prod')}
${app('crds')}
${app('remote')}
${app('web', ', dependsOn: [{ name: remote }]')}
${DEFINITION}
# === remote/kustomization.yaml
resources: ["https://github.com/example/crds?ref=v1"]
# === web/widget.yaml
${WIDGET}
`,
  );
});

test('stays silent on the kinds of Flux itself, without which nothing is applied', () => {
  const flux = (text: string): string =>
    text.replaceAll('example.com', 'helm.toolkit.fluxcd.io').replaceAll('kind: Widget', 'kind: HelmRelease');
  expectSilence(
    customResourceBeforeCrd,
    repo`
${bootstrapped('clusters/prod')}
${app('crds')}
${app('web')}
${flux(DEFINITION)}
# === web/release.yaml
${flux(WIDGET)}
`,
  );
});
