import { expect, test } from 'vitest';
import { memoryTree } from '../source/file-tree.js';
import { markdownReporter } from './markdown.js';
import type { Report, ReportedFinding } from './report.js';

const FINDING: ReportedFinding = {
  rule: 'path-not-found',
  severity: 'error',
  message: 'There is no path.',
  location: { file: 'apps/shop.yaml', line: 2, column: 9, endLine: 2, endColumn: 15 },
  related: [],
  clusters: ['prod', 'staging'],
  fingerprint: 'f',
};

function markdown(findings: readonly ReportedFinding[], more: Partial<Report> = {}): string {
  const report: Report = {
    version: 1,
    tool: { name: 'fluxvet', version: '1.0.0' },
    complete: true,
    rules: [],
    plugins: [],
    findings,
    suppressed: [],
    baseline: undefined,
    gaps: [],
    notices: [],
    summary: {
      files: 2,
      clusters: [],
      errors: findings.length,
      warnings: 0,
      notes: 0,
      suppressed: 0,
      known: 0,
    },
    ...more,
  };
  return markdownReporter(report, memoryTree({}));
}

test('writes a heading with the counts and a table of the findings', () => {
  expect(markdown([FINDING])).toBe(`## fluxvet: 1 error, 0 warnings, 0 notes

| Severity | Rule | Place | Message | Clusters |
|---|---|---|---|---|
| error | path-not-found | \`apps/shop.yaml:2\` | There is no path. | prod, staging |
`);
});

test('says so where there is nothing to report', () => {
  expect(markdown([])).toContain('Nothing to report.');
});

test('lists the clusters with their numbers, folded away', () => {
  const cluster = {
    name: 'prod',
    root: 'clusters/prod',
    kustomizations: 2,
    helmReleases: 3,
    sources: 4,
    objects: 5,
  };
  const summary = {
    files: 1,
    clusters: [cluster],
    errors: 0,
    warnings: 0,
    notes: 0,
    suppressed: 2,
    known: 1,
  };
  const written = markdown([], { summary });
  expect(written).toContain('<details>');
  expect(written).toContain('| prod | 2 | 3 | 4 | 5 |');
  expect(written).toContain('2 suppressed, 1 in the baseline');
});

test('tells notices, and that a run is incomplete', () => {
  const notices = [{ code: 'internal/rule-crash', severity: 'error', message: 'It crashed.' }] as const;
  expect(markdown([], { notices, complete: false })).toMatch(/- error: It crashed\.\n- .*incomplete/);
});

test('keeps a finding in one row with five cells, whatever is in it', () => {
  const hostile = 'a | b\r\n| c |\n\n## heading';
  const written = markdown([
    { ...FINDING, message: hostile, clusters: [hostile], location: { ...FINDING.location, file: hostile } },
  ]);
  const rows = written.split('\n').filter((line) => line.startsWith('| error'));
  expect(rows).toHaveLength(1);
  expect(rows[0]?.split('|')).toHaveLength(7);
  expect(written.split('\n').filter((line) => /^##/.test(line))).toHaveLength(1);
});

test.for([
  ['a link', '[click](https://x.test)'],
  ['an image', '![x](https://x.test/y.png)'],
  ['HTML', '<img src=x onerror=alert(1)>'],
  ['a character reference', '&lt;script&gt;'],
  ['emphasis', '**bold** _it_ ~~gone~~'],
  ['code', '`code`'],
  ['a mention', '@octocat'],
  ['an issue', '#123'],
  ['an escape', '\\*'],
] as const)('shows %s as the text that it is', ([, text]) => {
  const written = markdown([{ ...FINDING, message: text }]);
  expect(written).not.toContain(text);
  const cell =
    written
      .split('\n')
      .find((line) => line.startsWith('| error'))
      ?.split('|')[4] ?? '';
  const shown = cell.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
  expect(shown.trim()).toBe(text);
  expect(cell).not.toMatch(/[[\]<>`*_~@\\]|&(?!#\d+;)/);
});

test('keeps a file name with a backtick inside its code', () => {
  const written = markdown([{ ...FINDING, location: { ...FINDING.location, file: 'a`<b>.yaml' } }]);
  const row = written.split('\n').find((line) => line.startsWith('| error')) ?? '';
  expect(row.split('`')).toHaveLength(3);
});

test('stays below the size that GitHub takes, and counts what it leaves out', () => {
  const many = Array.from({ length: 6000 }, () => ({ ...FINDING, message: 'x'.repeat(200) }));
  const written = markdown(many);
  const rows = written.split('\n').filter((line) => line.startsWith('| error')).length;
  expect(Buffer.byteLength(written)).toBeLessThan(1024 * 1024);
  expect(written).toContain(`And ${6000 - rows} more findings.`);
});
