import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { duplicateYamlKey } from './rule.js';

test('reports a key that stands twice in one mapping', () => {
  const report = expectMarks(
    duplicateYamlKey,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
data:
  level: debug
  level: info
  # @3-7 duplicate-yaml-key
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('reports a key that is written in two ways', () => {
  expectMarks(
    duplicateYamlKey,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
data: { level: debug, "level": info }
# @23-29 duplicate-yaml-key
`,
  );
});

test('stays silent about equal keys in different mappings, documents and texts', () => {
  expectSilence(
    duplicateYamlKey,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: one, namespace: default }
data:
  name: one
  text: |
    a: 1
    a: 2
---
apiVersion: v1
kind: ConfigMap
metadata: { name: two, namespace: default }
`,
  );
});

test('stays silent on unknown: templates of a chart, which are no YAML yet', () => {
  expectSilence(
    duplicateYamlKey,
    repo`
${bootstrapped('clusters/prod')}
# === charts/app/templates/config.yaml
kind: ConfigMap
# {{ if .Values.one }}
data: { a: 1 }
# {{ else }}
data: { a: 2 }
# {{ end }}
`,
  );
});
