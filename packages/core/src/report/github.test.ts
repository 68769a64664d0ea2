import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryTree } from '../source/file-tree.js';
import { visibleLines } from '../source/text/shown-text.js';
import { githubReporter } from './github.js';
import type { Notice, Report, ReportedFinding } from './report.js';

const FINDING: ReportedFinding = {
  rule: 'path-not-found',
  severity: 'error',
  message: "There is no './gone'.",
  location: { file: 'apps/shop.yaml', line: 2, column: 9, endLine: 2, endColumn: 15 },
  related: [],
  clusters: ['prod'],
  fingerprint: 'f',
};

function commands(findings: readonly ReportedFinding[], notices: readonly Notice[] = []): string {
  const report = { findings, notices } as Partial<Report> as Report;
  return githubReporter(report, memoryTree({}));
}

test('writes a command for each finding, with its place and rule', () => {
  expect(commands([FINDING])).toBe(
    "::error file=apps/shop.yaml,line=2,endLine=2,col=9,endColumn=15,title=path-not-found::There is no './gone'.\n",
  );
});

test.for([
  ['error', 'error'],
  ['warning', 'warning'],
  ['note', 'notice'],
] as const)('calls a finding with severity %s %s', ([severity, command]) => {
  expect(commands([{ ...FINDING, severity }])).toMatch(new RegExp(`^::${command} `));
});

test('names no columns where the place goes on over several lines: GitHub would refuse them', () => {
  const location = { ...FINDING.location, endLine: 4 };
  expect(commands([{ ...FINDING, location }])).toMatch(
    /^::error file=apps\/shop\.yaml,line=2,endLine=4,title=/,
  );
});

test('writes a command for each notice, with a place and without', () => {
  const notice = { code: 'internal/rule-crash', severity: 'error', message: 'It crashed.' } as const;
  expect(commands([], [notice, { ...notice, severity: 'note', location: FINDING.location }])).toBe(
    '::error title=internal/rule-crash::It crashed.\n::notice file=apps/shop.yaml,line=2,title=internal/rule-crash::It crashed.\n',
  );
});

test('writes nothing where there is nothing to say', () => {
  expect(commands([])).toBe('');
});

test('keeps what stands in a message or a name from being a command or a property', () => {
  const message = '50%\r\n::set-output name=x::y';
  const location = { ...FINDING.location, file: 'a,title=x::b:c\n.yaml' };
  expect(commands([{ ...FINDING, message, location }])).toBe(
    '::error file=a%2Ctitle=x%3A%3Ab%3Ac%0A.yaml,line=2,endLine=2,col=9,endColumn=15,title=path-not-found::50%25%0D%0A::set-output name=x::y\n',
  );
});

const BINARY = fc.string({ unit: 'binary' });

/** What the runner of GitHub makes of a command. */
function runnerReads(line: string): { message: string; properties: Record<string, string> } {
  const [, properties = '', message = ''] = /^::\w+ (.*?)::(.*)\n$/s.exec(line) ?? [];
  const data = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const read = properties.split(',').map((each): [string, string] => {
    const at = each.indexOf('=');
    const value = each
      .slice(at + 1)
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',');
    return [each.slice(0, at), data(value)];
  });
  return { message: data(message), properties: Object.fromEntries(read) };
}

test('stays one line that the runner reads back, whatever the text', () => {
  fc.assert(
    fc.property(BINARY, fc.string({ unit: 'binary', minLength: 1 }), (message, file) => {
      const written = commands([{ ...FINDING, message, location: { ...FINDING.location, file } }]);
      expect(written.trimEnd().split(/[\r\n]/)).toHaveLength(1);
      const read = runnerReads(written);
      expect(read.message).toBe(visibleLines(message).replace(/##(?=\w*\[)/g, '# #'));
      expect(read.properties['file']).toBe(file);
      expect(read.properties['title']).toBe('path-not-found');
    }),
  );
});
