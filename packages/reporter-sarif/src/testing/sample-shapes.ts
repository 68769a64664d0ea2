/**
 * Reports of every shape that SARIF can get into trouble with.
 *
 * @module
 */
import { type ReportedFinding, toBaseline } from '@fluxvet/core';
import { bootstrapped, parseRepo } from '@fluxvet/core/testing';
import type { SarifOptions } from '../options.js';
import { crashingRule, objectRule, reportOn, type Sample, sample } from './sample-report.js';

/** A report, and what is asked of it. */
export interface Shape extends Sample {
  readonly options?: SarifOptions;
}

/** Each shape under its name; made at the call, as some are large. */
export function shapes(): Readonly<Record<string, Shape>> {
  return {
    'no findings': sample({ 'a.yaml': 'a: b\n' }),
    'no files': sample({}),
    'one of each severity': sample({ 'a.yaml': 'a: ERROR\nb: WARNING\nc: NOTE\n' }),
    'plugin rule': sample({ 'a.yaml': 'a: NOTE\n' }),
    suppressed: sample(SUPPRESSED),
    'suppressed, included': { ...sample(SUPPRESSED), options: { suppressed: 'included' } },
    baselined: baselined(),
    'crashed rule': crashed(),
    'unreadable file': unreadable(),
    'odd paths': sample(Object.fromEntries(ODD_PATHS.map((path) => [path, 'a: ERROR\n']))),
    'CRLF file': sample({ 'a.yaml': 'a: b\r\nb: ERROR\r\nc: WARNING_SEVERAL\r\n  more\r\n' }),
    'byte order mark': sample({ 'a.yaml': '\ufeffa: ERROR\nb: WARNING\n' }),
    tabs: sample({ 'a.yaml': 'a:\tb\nb:\t\tERROR\t# x\n' }),
    'astral characters': sample({ 'a.yaml': 'a: "\u{1F600}\u{1F680} ERROR"\n' }),
    'end of file': sample({ 'a.yaml': 'a: b\nb: ERROR' }),
    'block scalar': sample({ 'a.yaml': 'a: |\n  text\n  WARNING_SEVERAL\n  more\nb: c\n' }),
    'several on a line': sample({ 'a.yaml': `a: [${'ERROR_A, WARNING, ERROR_B, '.repeat(9)}x]\n` }),
    'objects with a story': sample(FLEET, [objectRule]),
    fixes: withFixes(),
    links: changed((finding) => ({ ...finding, message: "See [this](1) and 'a[0](b)' \\](2) \0 \ud800" })),
    'very long message': changed((finding) => ({ ...finding, message: `Words. ${'more '.repeat(20_000)}` })),
    'many related places': changed((finding) => ({
      ...finding,
      related: Array.from({ length: 2_000 }, (_, at) => ({
        location: { ...finding.location, line: at + 1, endLine: at + 1 },
        message: `place [${at}]`,
      })),
    })),
    'directory and root': changed((finding, at) => ({
      ...finding,
      location: { file: at === 0 ? '' : 'apps', line: 1, column: 1, endLine: 1, endColumn: 1 },
    })),
    'all options': { ...sample({ 'a.yaml': 'a: ERROR\n' }), options: ALL_OPTIONS },
    '6000 findings': sample({ 'a.yaml': 'a: NOTE\n'.repeat(5_500).concat('a: ERROR\n'.repeat(500)) }),
  };
}

/** Names of files that are no URIs as they are. */
export const ODD_PATHS: readonly string[] = [
  'a b/c#d.yaml',
  '100%/e%20f.yaml',
  'https:/x.yaml',
  'c:/x?y=z.yaml',
  'ü/\u{1F600}.yaml',
  'back\\slash/[a]{b}^`|.yaml',
  "q'(u)o*t!e/+&=@~.yaml",
  '..a/...yaml',
];

const ALL_OPTIONS: SarifOptions = {
  category: 'clusters/prod',
  directory: 'deploy/flux',
  suppressed: 'included',
  homepage: 'https://example.com/fluxvet',
  ruleUrl: (rule) => `https://example.com/fluxvet/0.1.0/rules/${rule}`,
  versionControl: {
    repository: 'https://user:token@example.com/fleet.git',
    revision: '0123456789012345678901234567890123456789',
    branch: 'main',
  },
};

const SUPPRESSED = {
  'a.yaml':
    'a: ERROR # fluxvet-disable-line no-error -- known\nb: ERROR\nc: WARNING # fluxvet-disable-line no-warning\n',
};

const FLEET = parseRepo(`${bootstrapped('clusters/prod')}
${bootstrapped('clusters/test')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, ../../base]
# === clusters/test/kustomization.yaml
resources: [flux-system, ../../base]
# === base/kustomization.yaml
resources: [settings.yaml]
namespace: apps
# === base/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  key: value
`).files;

function baselined(): Shape {
  const { report, tree } = sample({ 'a.yaml': 'a: ERROR\n', 'b.yaml': 'b: ERROR_NEW\n' });
  const [known] = report.findings;
  const entry = { rule: 'no-error', object: 'a.yaml', path: '', id: known?.fingerprint ?? '' };
  return { tree, report: reportOn(tree, [], { baseline: toBaseline([entry, { ...entry, id: 'gone' }]) }) };
}

function crashed(): Shape {
  const { report, tree } = sample({ 'a.yaml': 'a: ERROR\n' }, [crashingRule]);
  const stack = [
    "TypeError: Cannot read '/home/somebody/x'",
    '    at Object.check (file:///home/somebody/node_modules/@fluxvet/rules/dist/index.js:1:2)',
    '    at file:///home/somebody/packages/core/dist/index.js:3:4',
  ].join('\n');
  const error = { name: 'TypeError', message: "Cannot read '/home/somebody/x'", stack };
  const notices = report.notices.map((notice) => ({ ...notice, error }));
  return { tree, report: { ...report, notices } };
}

function unreadable(): Shape {
  const { tree } = sample({ 'a.yaml': 'a: ERROR\n' });
  const noted = { ...tree, notes: [{ path: 'b.yaml' as never, reason: 'unreadable' as const }] };
  return { tree: noted, report: reportOn(noted) };
}

function withFixes(): Shape {
  return changed((finding) => {
    const { location } = finding;
    const end = { ...location, line: 2, column: 1, endLine: 3, endColumn: 1 };
    return {
      ...finding,
      fix: {
        title: 'Take the word out',
        safety: 'safe',
        changes: [
          { location: end, start: 9, end: 18, text: '' },
          { location, start: 3, end: 8, text: 'fine' },
        ],
      },
      suggestions: [
        { title: 'Say more', safety: 'unsafe', changes: [{ location, start: 3, end: 8, text: 'a\nb' }] },
      ],
    };
  });
}

function changed(change: (finding: ReportedFinding, at: number) => ReportedFinding): Shape {
  const { report, tree } = sample({ 'apps/a.yaml': 'a: ERROR\nb: ERROR\n', 'apps/kustomization.yaml': '' });
  return { tree, report: { ...report, findings: report.findings.map(change) } };
}
