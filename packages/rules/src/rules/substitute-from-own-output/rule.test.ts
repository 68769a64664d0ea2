import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { substituteFromOwnOutput } from './rule.js';

const source = 'sourceRef: { kind: GitRepository, name: flux-system }';
const app = (name: string, ...more: readonly string[]): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec:
  interval: 10m
  path: ./${name}
  prune: true
  ${source}
${more.join('\n')}
`;
const from = (...marks: readonly string[]): string =>
  ['  postBuild:', '    substituteFrom:', '      - kind: ConfigMap', '        name: settings', ...marks].join(
    '\n',
  );
const SETTINGS = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: flux-system }
data: { region: eu }
`;

test('reports an app that brings its own variables', () => {
  const report = expectMarks(
    substituteFromOwnOutput,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
${app('apps', from('        #     ^^^^^^^^ substitute-from-own-output: which only it brings itself'))}
# === apps/settings.yaml
${SETTINGS}
`,
  );
  expect(report.findings[0]?.severity).toBe('warning');
});

test('reports variables that come with an app below, or with one that depends on it', () => {
  expectMarks(
    substituteFromOwnOutput,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
${app('apps', from("        #     ^^^^^^^^ substitute-from-own-output: comes with 'flux-system/inner', an app that it applies itself"))}
# === apps/inner.yaml
${app('inner')}
# === inner/settings.yaml
${SETTINGS}
`,
  );
  expectMarks(
    substituteFromOwnOutput,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
${app('apps', from("        #     ^^^^^^^^ substitute-from-own-output: and that one depends on 'flux-system/apps'"))}---
${app('later', '  dependsOn: [{ name: apps }]')}
# === apps/one.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: one, namespace: flux-system } }
# === later/settings.yaml
${SETTINGS}
`,
  );
});

test('stays silent where an earlier app brings them, or all have defaults and the object is optional', () => {
  expectSilence(
    substituteFromOwnOutput,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
${app('settings')}---
${app('apps', '  dependsOn: [{ name: settings }]', from())}
# === settings/settings.yaml
${SETTINGS}
# === apps/one.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: one, namespace: flux-system } }
`,
  );
  expectSilence(
    substituteFromOwnOutput,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
${app('apps', from('        optional: true'))}
# === apps/settings.yaml
${SETTINGS}
# === apps/one.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: one, namespace: flux-system }
data: { region: "\${region:=us}" }
`,
  );
});

test('stays silent on unknown: no file brings the object', () => {
  expectSilence(
    substituteFromOwnOutput,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
${app('apps', from())}
# === apps/one.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: one, namespace: flux-system } }
`,
  );
});
