import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { pathNotFound } from '../path-not-found/rule.js';
import { invalidSuppression } from './rule.js';

const config = (comment: string): string => `# === clusters/prod/config.yaml
# ${comment}
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }`;

test('reports a directive that does not exist', () => {
  expectMarks(
    invalidSuppression,
    repo`
${bootstrapped('clusters/prod')}
${config('fluxvet-disable-next path-not-found -- why\n# @1-44 invalid-suppression: is no directive')}
`,
    { with: [pathNotFound] },
  );
});

test('reports a suppression without rules', () => {
  expectMarks(
    invalidSuppression,
    repo`
${bootstrapped('clusters/prod')}
${config('fluxvet-disable -- why\n# @1-24 invalid-suppression: must name the rules')}
`,
  );
});

test('reports a rule that does not exist', () => {
  const report = expectMarks(
    invalidSuppression,
    repo`
${bootstrapped('clusters/prod')}
${config("fluxvet-disable path-not-fuond -- why\n# @1-39 invalid-suppression: 'path-not-fuond', which is no rule")}
`,
    { with: [pathNotFound] },
  );
  expect(report.findings[0]?.severity).toBe('error');
});

test('reports a suppression without a reason, as an error where the configuration demands one', () => {
  const without = repo`
${bootstrapped('clusters/prod')}
${config('fluxvet-disable path-not-found\n# @1-32 invalid-suppression: gives no reason')}
`;
  const report = expectMarks(invalidSuppression, without, { with: [pathNotFound] });
  expect(report.findings[0]?.severity).toBe('warning');
  const strict = expectMarks(invalidSuppression, without, {
    with: [pathNotFound],
    config: { suppressions: { requireReason: true } },
  });
  expect(strict.findings[0]?.severity).toBe('error');
});

test('stays silent about a suppression with rules and a reason, whether it hides something or not', () => {
  expectSilence(
    invalidSuppression,
    repo`
${bootstrapped('clusters/prod')}
${config('fluxvet-disable path-not-found, invalid-suppression -- it comes with the next release')}
`,
    { with: [pathNotFound] },
  );
});

test('stays silent on unknown: what only looks like a comment inside a text', () => {
  expectSilence(
    invalidSuppression,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: default }
data:
  notes: |
    # fluxvet-disable
`,
  );
});
