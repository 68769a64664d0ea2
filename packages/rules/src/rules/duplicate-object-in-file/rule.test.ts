import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { duplicateObjectInFile } from './rule.js';

const config = (name: string, namespace = 'apps'): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  namespace: ${namespace}\n  name: ${name}`;

test('reports the second of two objects with one name', () => {
  expectMarks(
    duplicateObjectInFile,
    repo`
# === apps/settings.yaml
${config('settings')}
---
${config('other')}
---
${config('settings')}
# @9-16 duplicate-object-in-file: ConfigMap 'settings'
`,
  );
});

test('stays silent on objects that differ in kind, namespace or name', () => {
  expectSilence(
    duplicateObjectInFile,
    repo`
# === apps/settings.yaml
${config('settings')}
---
${config('settings', 'other')}
---
${config('settings').replace('ConfigMap', 'Secret')}
---
${config('more')}
`,
  );
});

test('stays silent on what a build takes in, which tells it itself', () => {
  expectSilence(
    duplicateObjectInFile,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/settings.yaml
${config('settings')}
---
${config('settings')}
`,
  );
});

test('stays silent on unknown: names that are filled in later, and templates', () => {
  expectSilence(
    duplicateObjectInFile,
    repo`
# === apps/settings.yaml
${config(`${'$'}{name}`)}
---
${config(`${'$'}{name}`)}
# === charts/app/templates/settings.yaml
${config('settings')}
---
${config('settings')}
# === generated/settings.yaml
# {{ if .Values.a }}
${config('settings')}
# {{ else }}
---
${config('settings')}
`,
  );
});
