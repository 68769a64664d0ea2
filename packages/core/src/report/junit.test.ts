import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryTree } from '../source/file-tree.js';
import { junitReporter } from './junit.js';
import type { Report, ReportedFinding } from './report.js';

const FINDING: ReportedFinding = {
  rule: 'path-not-found',
  severity: 'error',
  message: "There is no './gone'.",
  location: { file: 'apps/shop.yaml', line: 2, column: 9, endLine: 2, endColumn: 15 },
  related: [],
  clusters: ['prod'],
  fingerprint: 'f',
};

function xml(...findings: readonly ReportedFinding[]): string {
  return xmlOf(findings, []);
}

function xmlOf(findings: readonly ReportedFinding[], notices: Report['notices']): string {
  const report = { findings, notices, tool: { name: 'fluxvet', version: '1' } } as Partial<Report> as Report;
  return junitReporter(report, memoryTree({}));
}

test('writes a suite for each file and a failing test for each finding', () => {
  const web = { ...FINDING, location: { ...FINDING.location, file: 'apps/web.yaml' } };
  const written = xml(FINDING, web, { ...FINDING, severity: 'warning', message: 'More.' });
  expect(written).toContain('<testsuites name="fluxvet" tests="3" failures="3" errors="0">');
  expect(written).toContain('<testsuite name="apps/shop.yaml" tests="2" failures="2">');
  expect(written).toContain('<testsuite name="apps/web.yaml" tests="1" failures="1">');
  expect(written).toContain('<testcase name="path-not-found (2:9)" classname="apps/shop.yaml">');
  expect(written).toContain(`message="There is no './gone'."`);
  expect(written.split('<failure ').length - 1).toBe(3);
  expect(written.split('<testsuite ').length - 1).toBe(2);
});

test('has an error for what kept the run from being whole, even where nothing was found', () => {
  const crash = {
    code: 'internal/rule-crash',
    severity: 'error',
    message: "The rule 'team/say' crashed: <x>",
    rule: 'team/say',
  } as const;
  const written = xmlOf([], [crash, { ...crash, code: 'config/no-match', severity: 'warning' }]);
  expect(written).toContain('<testsuites name="fluxvet" tests="1" failures="0" errors="1">');
  expect(written).toContain('<testcase name="internal/rule-crash (team/say)" classname="fluxvet">');
  expect(written).toContain(`message="The rule 'team/say' crashed: &lt;x&gt;"`);
  expect(written).not.toContain('no findings');
});

test.for([
  ['nothing was found', []],
  ['there are only notes', [{ ...FINDING, severity: 'note' } as const]],
] as const)(
  'writes a passing test where %s: readers take an empty report for a broken one',
  ([, findings]) => {
    const written = xml(...findings);
    expect(written).toContain('tests="1" failures="0"');
    expect(written.split('<testcase ').length - 1).toBe(1);
    expect(written).not.toContain('<failure');
  },
);

test('escapes what would be markup', () => {
  const message = `</failure><x a='b' c="d">& ]]> <!-- \n\t`;
  const written = xml({ ...FINDING, message, location: { ...FINDING.location, file: '<&">.yaml' } });
  expect(written).toContain(
    `message="&lt;/failure&gt;&lt;x a='b' c=&quot;d&quot;&gt;&amp; ]]&gt; &lt;!-- &#10;&#9;"`,
  );
  expect(written).toContain('<testsuite name="&lt;&amp;&quot;&gt;.yaml"');
});

// Everything that XML 1.0 allows as a character.
const ALLOWED = /^[\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

test('writes only characters that XML can hold, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (message) => {
      const written = xml({ ...FINDING, message });
      expect(written).toMatch(ALLOWED);
      expect(written.split('<').length).toBe(xml(FINDING).split('<').length);
    }),
  );
  expect(xml({ ...FINDING, message: 'a\ud800b\udc00c\u0000\u001b\ufffe\uffff' })).toMatch(ALLOWED);
});
