import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { valuesTargetPathInvalid } from './rule.js';

const release = (value: string, ...reference: readonly string[]): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: shop }
spec:
  interval: 10m
  chart: { spec: { chart: web, sourceRef: { kind: HelmRepository, name: web } } }
  values: { plain: text }
  valuesFrom:
    - kind: ConfigMap
      name: settings
      valuesKey: hosts
${reference.join('\n')}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
data: { hosts: ${value} }
`;

test('reports a value with a comma, and does not quote it', () => {
  const report = expectMarks(
    valuesTargetPathInvalid,
    repo`
${release(
  '"a.example:9092,b.example:9092"',
  '      targetPath: kafka.hosts',
  '      #           ^^^^^^^^^^^ values-target-path-invalid: Put a backslash before it',
)}
`,
  );
  expect(report.findings[0]).toMatchObject({ severity: 'error' });
  expect(report.findings[0]?.message).not.toContain('9092');
});

test('reports a path that no value can be set at', () => {
  expectMarks(
    valuesTargetPathInvalid,
    repo`
${release('x', '      targetPath: plain.inner', '      #           ^^^^^^^^^^^ values-target-path-invalid: no mapping')}
`,
  );
});

test.for([
  ['"a,b"', '      targetPath: hosts\n      literal: true'],
  ["'a\\,b'", '      targetPath: hosts'],
  ['"{a,b}"', '      targetPath: hosts'],
  ['"a,b=c"', '      targetPath: hosts'],
  ['plain', '      targetPath: a.b[0].c'],
] as const)('says nothing of %s', ([value, reference]) => {
  expectSilence(
    valuesTargetPathInvalid,
    repo`
${release(value, reference)}
`,
  );
});

test('stays silent on a value without anything that means something', () => {
  expectSilence(
    valuesTargetPathInvalid,
    repo`
${release('broker.example', '      targetPath: host')}
`,
  );
});

test('stays silent on unknown: the value is a variable that only the cluster has', () => {
  expectSilence(
    valuesTargetPathInvalid,
    repo`
${release('"ENC[AES256_GCM,data:x,iv:y,tag:z,type:str]"', '      targetPath: hosts')}
`,
  );
});
