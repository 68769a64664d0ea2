import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { invalidYaml } from './rule.js';

test('reports a file that is no YAML', () => {
  const report = expectMarks(
    invalidYaml,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: config
  # @9-9 invalid-yaml: Nested mappings are not allowed
  # @9-14 invalid-yaml: Implicit keys need to be on a single line
   namespace: default
`,
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('reports an alias of an anchor that does not exist', () => {
  expectMarks(
    invalidYaml,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
data:
  one: *missing
  #    ^^^^^^^^ invalid-yaml: There is no anchor 'missing' above this alias.
`,
  );
});

test('reports a file that no cluster reaches as a note', () => {
  const report = expectMarks(
    invalidYaml,
    repo`
${bootstrapped('clusters/prod')}
# === drafts/config.yaml
one: *missing
#    ^^^^^^^^ invalid-yaml
`,
  );
  expect(report.findings[0]?.severity).toBe('note');
});

test('stays silent about YAML with all that it can have', () => {
  expectSilence(
    invalidYaml,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/config.yaml
---
apiVersion: v1
kind: ConfigMap
metadata: &meta { name: config, namespace: default }
data:
  text: |
    a: [1
  one: "\u00e9"
...
---
# Nothing but a comment.
`,
  );
});

test('stays silent on unknown: texts that a template engine completes', () => {
  expectSilence(
    invalidYaml,
    repo`
${bootstrapped('clusters/prod')}
# === charts/app/templates/config.yaml
apiVersion: v1
kind: ConfigMap
{{- with .Values.labels }}
metadata: { labels: {{ . }} }
{{- end }}
`,
  );
});
