import { expect, test } from 'vitest';
import { memoryTree } from '../source/file-tree.js';
import type { Report, ReportedFinding } from './report.js';
import { lineReporter, textReporter } from './text.js';

const tree = memoryTree({ 'apps/shop.yaml': 'spec:\n  path: ./gone\n', 'apps/web.yaml': 'a: 1\n' });

const FINDING: ReportedFinding = {
  rule: 'path-not-found',
  severity: 'error',
  message: "There is no './gone'.",
  location: { file: 'apps/shop.yaml', line: 2, column: 9, endLine: 2, endColumn: 15 },
  related: [],
  clusters: [],
  fingerprint: 'f',
};

function reportOf(findings: readonly ReportedFinding[], more: Partial<Report> = {}): Report {
  const count = (severity: string) => findings.filter((each) => each.severity === severity).length;
  return {
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
      errors: count('error'),
      warnings: count('warning'),
      notes: count('note'),
      suppressed: 0,
      known: 0,
    },
    ...more,
  };
}

const text = (...args: Parameters<typeof reportOf>) => textReporter(reportOf(...args), tree);

test('shows a finding with the line that it is about and the characters underlined', () => {
  expect(text([FINDING])).toBe(`apps/shop.yaml
  2:9  error  There is no './gone'.  path-not-found
     2 |   path: ./gone
       |         ^^^^^^

0 clusters, 0 apps, 0 sources, 2 files
1 error, 0 warnings, 0 notes
`);
});

test('shows each file once, with its findings below', () => {
  const other = {
    ...FINDING,
    message: 'And more.',
    location: { ...FINDING.location, line: 1, column: 1, endLine: 1, endColumn: 2 },
  };
  const web = { ...other, location: { ...other.location, file: 'apps/web.yaml' } };
  const shown = text([other, FINDING, web]);
  expect(shown.split('\n').filter((line) => /^apps\//.test(line))).toEqual([
    'apps/shop.yaml',
    'apps/web.yaml',
  ]);
});

test('shows related places, clusters and the title of a fix', () => {
  const location = { file: 'apps/web.yaml', line: 1, column: 1, endLine: 1, endColumn: 2 };
  const shown = text([
    {
      ...FINDING,
      related: [{ location, message: 'Included here' }],
      clusters: ['prod', 'staging'],
      fix: { title: "Use './shop'", safety: 'safe', changes: [] },
    },
  ]);
  expect(shown).toContain('apps/web.yaml:1:1  Included here');
  expect(shown).toContain('2 clusters: prod, staging');
  expect(shown).toContain("fix: Use './shop'");
});

test('shows only some of many related places, and counts the others', () => {
  const related = Array.from({ length: 9 }, (_, at) => ({
    location: { ...FINDING.location, line: 100 + at },
    message: 'Included here',
  }));
  const shown = text([{ ...FINDING, related }]);
  const lines = shown.split('Included here').length - 1;
  expect(lines).toBeLessThan(9);
  expect(shown).toContain(`and ${9 - lines} more places`);
});

test('shows what was not looked into, and what is to be said of the run', () => {
  const shown = text([], {
    complete: false,
    gaps: [
      { code: 'gap', message: 'A remote base is not followed.', location: FINDING.location, clusters: [] },
    ],
    notices: [
      { code: 'internal/rule-crash', severity: 'error', message: "The rule 'x' crashed." },
      {
        code: 'config/no-match',
        severity: 'warning',
        message: 'It fits nothing.',
        location: FINDING.location,
      },
    ],
  });
  expect(shown).toContain('apps/shop.yaml:2:9  A remote base is not followed.');
  expect(shown).toContain("error  The rule 'x' crashed.");
  expect(shown).toContain('warning  apps/shop.yaml:2:9  It fits nothing.');
  expect(shown).toMatch(/incomplete/);
});

test('counts gaps that it does not show', () => {
  const gaps = Array.from({ length: 30 }, () => ({
    code: 'g',
    message: 'Gap.',
    location: FINDING.location,
    clusters: [],
  }));
  const shown = text([], { gaps });
  expect(shown).toContain(`and ${30 - (shown.split('Gap.').length - 1)} more`);
});

test('sums up clusters, apps, what is suppressed and what the baseline knows', () => {
  const { summary } = reportOf([]);
  const cluster = { name: 'prod', root: '', kustomizations: 2, helmReleases: 3, sources: 1, objects: 9 };
  const shown = text([], {
    baseline: { known: 4, stale: [{ rule: 'r', object: 'o', path: 'p' }] },
    summary: { ...summary, clusters: [cluster], suppressed: 3, known: 4 },
  });
  expect(shown).toBe(`1 cluster, 5 apps, 1 source, 2 files
0 errors, 0 warnings, 0 notes, 3 suppressed, 4 in the baseline, 1 stale in the baseline
`);
});

test('writes no escape code without colours, and the same text with them', () => {
  const report = reportOf([{ ...FINDING, clusters: ['prod'] }]);
  const plain = textReporter(report, tree);
  const colored = textReporter(report, tree, { color: true });
  expect(plain).not.toContain('\u001b');
  expect(colored).toContain('\u001b[31m');
  expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(plain);
});

test('lets neither message nor line steer the terminal', () => {
  const hostile = memoryTree({ 'a.yaml': 'x: \u001b[2Jgone\u0007\u009b31m\n' });
  const location = { file: 'a.yaml', line: 1, column: 4, endLine: 1, endColumn: 8 };
  const finding = {
    ...FINDING,
    location,
    message: 'No \u001b]0;title\u0007\r\nfake.yaml: error',
    related: [],
  };
  const shown = textReporter(reportOf([finding]), hostile);
  expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  expect(shown.split('\n').filter((line) => line.startsWith('fake'))).toEqual([]);
});

test('shows a finding in a file that is not at hand without its line', () => {
  const location = { file: 'gone.yaml', line: 1, column: 1, endLine: 1, endColumn: 1 };
  expect(text([{ ...FINDING, location }])).toContain("gone.yaml\n  1:1  error  There is no './gone'.");
});

test('gives the same bytes for equal reports', () => {
  expect(text([FINDING])).toBe(text([{ ...FINDING }]));
});

test('writes a finding on a line as compilers do, and nothing else', () => {
  const gap = { code: 'g', message: 'Gap.', location: FINDING.location, clusters: [] };
  const report = reportOf([FINDING, { ...FINDING, severity: 'note' }], { gaps: [gap], complete: false });
  expect(lineReporter(report, tree)).toBe(`apps/shop.yaml:2:9: error: There is no './gone'. [path-not-found]
apps/shop.yaml:2:9: note: There is no './gone'. [path-not-found]
`);
  expect(lineReporter(reportOf([]), tree)).toBe('');
});

test('keeps a message with line breaks on its line', () => {
  const report = reportOf([{ ...FINDING, message: 'One\r\nb.yaml:1:1: error: two' }]);
  expect(lineReporter(report, tree).split('\n')).toHaveLength(2);
});
