import { expect, test } from 'vitest';
import { memoryTree } from '../source/file-tree.js';
import { gitlabReporter } from './gitlab.js';
import type { Report, ReportedFinding } from './report.js';

const FINDING: ReportedFinding = {
  rule: 'path-not-found',
  severity: 'error',
  message: 'There is no "./gone"\n\u001b[31m.',
  location: { file: 'apps/shop.yaml', line: 2, column: 9, endLine: 3, endColumn: 15 },
  related: [],
  clusters: ['prod'],
  fingerprint: 'f00',
};

function written(...findings: readonly ReportedFinding[]): string {
  return gitlabReporter({ findings } as Partial<Report> as Report, memoryTree({}));
}

test('writes a Code Quality issue for each finding', () => {
  expect(JSON.parse(written(FINDING))).toEqual([
    {
      description: FINDING.message,
      check_name: 'path-not-found',
      fingerprint: 'f00',
      severity: 'critical',
      location: { path: 'apps/shop.yaml', lines: { begin: 2, end: 3 } },
    },
  ]);
});

test('writes an empty list where there is nothing to report', () => {
  expect(written()).toBe('[]\n');
});

test.for(['error', 'warning', 'note'] as const)('knows a severity of GitLab for %s', (severity) => {
  const [issue] = JSON.parse(written({ ...FINDING, severity })) as { severity: string }[];
  expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(issue?.severity);
});

test('numbers equal fingerprints, of which GitLab would keep only one', () => {
  const issues = JSON.parse(written(FINDING, FINDING, { ...FINDING, fingerprint: 'b00' }, FINDING)) as {
    fingerprint: string;
  }[];
  const fingerprints = issues.map(({ fingerprint }) => fingerprint);
  expect(new Set(fingerprints).size).toBe(4);
  expect(fingerprints[0]).toBe('f00');
  expect(written(FINDING, FINDING)).toBe(written(FINDING, FINDING));
});
