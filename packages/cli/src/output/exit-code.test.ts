import type { Notice, Report, ReportedFinding, Severity } from '@fluxvet/core';
import { expect, test } from 'vitest';
import { type ExitOptions, exitCode } from './exit-code.js';

function reportOf(severities: readonly Severity[], more: Partial<Report> = {}): Report {
  const findings = severities.map((severity) => ({ severity }) as ReportedFinding);
  const warnings = severities.filter((each) => each === 'warning').length;
  const summary = { files: 1, clusters: [], errors: 0, warnings, notes: 0, suppressed: 0, known: 0 };
  return { complete: true, findings, notices: [], summary, ...more } as Partial<Report> as Report;
}

test.for<[Severity[], ExitOptions, number]>([
  [[], { failOn: 'error' }, 0],
  [['error'], { failOn: 'error' }, 1],
  [['warning', 'note'], { failOn: 'error' }, 0],
  [['warning'], { failOn: 'warning' }, 1],
  [['error'], { failOn: 'warning' }, 1],
  [['note'], { failOn: 'warning' }, 0],
  [['note'], { failOn: 'note' }, 1],
  [['warning', 'warning'], { failOn: 'error', maxWarnings: 2 }, 0],
  [['warning', 'warning'], { failOn: 'error', maxWarnings: 1 }, 1],
  [['warning'], { failOn: 'error', maxWarnings: 0 }, 1],
  [['error'], { failOn: 'error', exitZero: true }, 0],
  [['warning'], { failOn: 'error', maxWarnings: 0, exitZero: true }, 0],
])('answers %j under %j with %i', ([severities, options, code]) => {
  expect(exitCode(reportOf(severities), options)).toBe(code);
});

test('answers an incomplete run with 3, whatever was found or asked', () => {
  const incomplete = { complete: false };
  expect(exitCode(reportOf([], incomplete), { failOn: 'error' })).toBe(3);
  expect(exitCode(reportOf(['error'], incomplete), { failOn: 'error' })).toBe(3);
  expect(exitCode(reportOf(['error'], incomplete), { failOn: 'error', exitZero: true })).toBe(3);
});

test('counts an error that the run has with itself, and no milder notice', () => {
  const notice = (severity: Severity): Notice => ({ code: 'c', severity, message: 'm' });
  expect(exitCode(reportOf([], { notices: [notice('error')] }), { failOn: 'error' })).toBe(1);
  expect(exitCode(reportOf([], { notices: [notice('warning')] }), { failOn: 'note' })).toBe(0);
});

test('never answers with a number of findings', () => {
  const many = reportOf(Array.from({ length: 256 }, () => 'error' as const));
  expect(exitCode(many, { failOn: 'error' })).toBe(1);
});
