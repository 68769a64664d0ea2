import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { generatedFileModified } from './rule.js';

function policy(cluster: string, port: number, mark = ''): string {
  const object = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow-webhooks
${mark}  namespace: flux-system
spec:
  ingress:
  - ports:
    - port: ${port}
`;
  return bootstrapped(`clusters/${cluster}`).replace(/(?=# === \S*gotk-sync)/, `---\n${object}`);
}

test('reports a field that bootstrap does not write', () => {
  const report = expectMarks(
    generatedFileModified,
    repo`
${bootstrapped('clusters/prod').replace(
  / {2}prune: true\n/,
  `  prune: true
  decryption: { provider: sops }
# @3-12 generated-file-modified: Kustomization/flux-system/flux-system in the generated file 'clusters/prod/flux-system/gotk-sync.yaml' has the field 'spec.decryption', which bootstrap does not write
`,
)}
`,
  );
  expect(report.findings[0]).toMatchObject({ severity: 'error', clusters: ['prod'] });
});

test('reports an object that bootstrap does not write', () => {
  expectMarks(
    generatedFileModified,
    repo`
${bootstrapped('clusters/prod')}---
apiVersion: v1
kind: ConfigMap
metadata:
  name: extra
  #     ^^^^^ generated-file-modified: holds ConfigMap/flux-system/extra
  namespace: flux-system
`,
  );
});

test('reports the one of several files of a release that differs', () => {
  const mark =
    "  #     ^^^^^^^^^^^^^^ generated-file-modified: NetworkPolicy/flux-system/allow-webhooks in 'clusters/c/flux-system/gotk-components.yaml' differs from the same release\n";
  const report = expectMarks(
    generatedFileModified,
    repo`${policy('a', 80)}${policy('b', 80)}${policy('c', 8080, mark)}`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('reports two files that differ as warnings: either can be the edited one', () => {
  const mark = '  #     ^^^^^^^^^^^^^^ generated-file-modified: one of the files was edited\n';
  const report = expectMarks(generatedFileModified, repo`${policy('a', 80, mark)}${policy('b', 8080, mark)}`);
  expect(report.findings.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
});

test('stays silent on what bootstrap writes, and on other releases', () => {
  expectSilence(generatedFileModified, repo`${bootstrapped('clusters/prod')}`);
  expectSilence(
    generatedFileModified,
    repo`${policy('a', 80)}${policy('b', 8080).replaceAll('v2.9.4', 'v2.9.3')}`,
  );
});

test('stays silent on patches in the kustomization file, where changes belong', () => {
  expectSilence(
    generatedFileModified,
    repo`
${bootstrapped('clusters/prod').replace(
  '- gotk-sync.yaml\n',
  "- gotk-sync.yaml\npatches: [{ patch: '- { op: add, path: /spec/wait, value: true }', target: { kind: Kustomization } }]\n",
)}
`,
  );
});

test('stays silent on unknown: a file that does not say that it was generated', () => {
  expectSilence(
    generatedFileModified,
    repo`
${bootstrapped('clusters/prod')
  .replace(/(gotk-sync\.yaml\n)# This manifest.*\n/g, '$1')
  .replace('  prune: true\n', '  prune: true\n  wait: true\n')}
`,
  );
});
