import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { memoryTree, openTree, type RepoPath, type Report, textOfLine } from '@fluxvet/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sarifReporter, sarifReporterWith } from './sarif-reporter.js';
import { findProblems } from './testing/find-problems.js';
import { crashingRule, reportOn, sample } from './testing/sample-report.js';
import { ODD_PATHS, type Shape, shapes } from './testing/sample-shapes.js';
import { leftOutOf, toSarif } from './to-sarif.js';

const SHAPES = shapes();
const named = (name: string): Shape => SHAPES[name] ?? sample({});
const logOf = ({ report, tree, options }: Shape): ReturnType<typeof toSarif> =>
  toSarif(report, tree, options);

describe('1: is clean on every shape of report', () => {
  test.each(Object.keys(SHAPES))('%s', (name) => {
    expect(findProblems(logOf(named(name)))).toEqual([]);
  });

  const directory = mkdtempSync(join(tmpdir(), 'fluxvet-sarif-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  test('for the reference validator', { timeout: 600_000 }, ({ skip }) => {
    const reason = 'the reference validator is not installed; scripts/check/sarif.mjs fetches it';
    if (!isValidatorInstalled()) {
      process.stderr.write(`skipped: ${reason}\n`);
      skip(reason);
    }
    // The validator takes a minute for thousands of results, which differ in nothing but their line.
    const shown = Object.entries(SHAPES).filter(([name]) => name !== '6000 findings');
    const files = shown.map(([name, { report, tree, options = {} }]) => {
      const file = join(directory, `${name}.sarif`);
      writeFileSync(file, sarifReporterWith(options)(report, tree));
      return file;
    });
    const script = fileURLToPath(new URL('../../../scripts/check/validate-sarif.mjs', import.meta.url));
    const { status, stdout } = spawnSync(process.execPath, [script, ...files], { encoding: 'utf8' });
    expect(stdout).not.toContain('problems');
    expect(status).toBe(0);
  });
});

describe('2: gives the same bytes wherever it runs', () => {
  let home = '';
  const from = (where: string): string => sarifReporter(reportOn(where), openTree(where));
  beforeAll(() => {
    home = realpathSync(mkdtempSync(join(tmpdir(), 'fluxvet-sarif-')));
    mkdirSync(join(home, 'repo/apps'), { recursive: true });
    writeFileSync(join(home, 'repo/apps/a.yaml'), 'a: ERROR\n');
    symlinkSync(join(home, 'repo'), join(home, 'link'));
  });
  afterAll(() => rmSync(home, { recursive: true }));

  test('from a relative and an absolute directory, and through a link', () => {
    const absolute = from(join(home, 'repo'));
    expect(from(relative(process.cwd(), join(home, 'repo')))).toBe(absolute);
    expect(from(join(home, 'link'))).toBe(absolute);
  });

  test('from a sub-directory, if the caller says where that stands', () => {
    const inner = join(home, 'repo/apps');
    const text = sarifReporterWith({ directory: 'apps' })(reportOn(inner), openTree(inner));
    expect(text).toContain('"uri": "apps/a.yaml"');
  });

  test('3: names neither directory nor machine', () => {
    expect(from(join(home, 'repo'))).not.toContain(home);
    expect(from(join(home, 'repo'))).not.toContain(tmpdir());
  });
});

describe('3: is deterministic', () => {
  test('shuffled input and a second time', () => {
    const { report, tree } = sample(
      { 'a.yaml': 'a: ERROR\nb: [NOTE_A, NOTE_B]\n', 'b.yaml': 'a: WARNING\n' },
      [crashingRule],
    );
    const gap = { code: 'x/y', message: 'A gap.', location: at('a.yaml'), clusters: [] };
    const whole: Report = { ...report, gaps: [gap, { ...gap, message: 'Another.' }] };
    const { findings, rules, notices, gaps } = whole;
    const shuffled = {
      ...whole,
      findings: findings.toReversed(),
      rules: rules.toReversed(),
      notices: notices.toReversed(),
      gaps: gaps.toReversed(),
    };
    expect(sarifReporter(shuffled, tree)).toBe(sarifReporter(whole, tree));
    expect(sarifReporter(whole, tree)).toBe(sarifReporter(whole, tree));
  });

  test.each(Object.keys(SHAPES))('without clock or absolute path: %s', (name) => {
    const { report, tree, options = {} } = named(name);
    const text = sarifReporterWith(options)(report, tree);
    expect(text).not.toMatch(/somebody|"\/|file:\/|token@|[tT]imeUtc/);
  });
});

test('4: all rules stand there, equal in two repositories', () => {
  const [one, other] = ['a: ERROR\n', 'a: b\n'].map((text) => logOf(sample({ 'x.yaml': text })).runs[0].tool);
  expect(one?.driver.rules.map(({ id }) => id)).toEqual(['no-error', 'no-warning', 'team/no-note']);
  expect(JSON.stringify(one)).toBe(JSON.stringify(other));
});

describe('5: the line hash', () => {
  const hashOf = (text: string): string | undefined =>
    logOf(sample({ 'a.yaml': text })).runs[0].results[0]?.partialFingerprints['primaryLocationLineHash'];
  const text = 'a: b\nb: ERROR\nc: d\n';

  test('is the same for CR LF and LF', () => {
    expect(hashOf(text.replaceAll('\n', '\r\n'))).toBe(hashOf(text));
  });

  test('stays when lines are inserted above', () => {
    expect(hashOf(`# one\n# two\n${text}`)).toBe(hashOf(text));
  });

  test('counts a byte order mark as upstream does', () => {
    expect(hashOf('\ufeffa: ERROR\n')).not.toBe(hashOf('a: ERROR\n'));
  });

  test('counts equal lines', () => {
    const { results } = logOf(sample({ 'a.yaml': 'a: ERROR\n'.repeat(99) })).runs[0];
    const counts = results
      .slice(0, 3)
      .map(({ partialFingerprints: prints }) => prints['primaryLocationLineHash']);
    expect(counts.map((hash) => hash?.split(':')[1])).toEqual(['1', '2', '3']);
  });

  test('is absent where the file cannot be read', () => {
    const { report } = sample({ 'a.yaml': text });
    const [result] = toSarif(report, memoryTree({})).runs[0].results;
    expect(Object.keys(result?.partialFingerprints ?? {})).toEqual(['fluxvetFinding/v1']);
  });
});

test('6: links and locations are the same', () => {
  const [result] = logOf(named('links')).runs[0].results;
  expect(result?.message.text).toBe("See [this\\](1) and 'a[0\\](b)' \\\\\\](2) \ufffd \ufffd.");
  const story = logOf(named('objects with a story')).runs[0].results;
  expect(story.map(({ relatedLocations = [] }) => relatedLocations.length > 2)).toContain(true);
});

describe('7: the text of each region is its snippet', () => {
  test.each(['CRLF file', 'byte order mark', 'tabs', 'astral characters', 'end of file', 'block scalar'])(
    '%s',
    (name) => {
      const shape = named(name);
      for (const { locations } of logOf(shape).runs[0].results) {
        const { artifactLocation, region } = locations[0].physicalLocation;
        const file = shape.tree.read(decodeURIComponent(artifactLocation.uri) as RepoPath);
        const line = textOfLine(file?.text ?? '', file?.lines ?? { starts: [] }, region.startLine);
        const text = line.replace('\ufeff', '').slice(region.startColumn - 1, region.endColumn - 1);
        expect(text).toMatch(/^(ERROR|WARNING)/);
        expect(region.snippet?.text).toBe(text);
      }
    },
  );

  test('that of a Secret is not shown', () => {
    const text = sarifReporter(...parts({ 'a.yaml': 'kind: Secret\nstringData: { a: ERROR }\n' }));
    expect(text).not.toContain('snippet');
  });
});

describe('what GitHub keeps', () => {
  test('6000 findings become 5000, the worst ones, and the file says so', () => {
    const log = logOf(named('6000 findings'));
    const [{ results, invocations }] = log.runs;
    expect(results).toHaveLength(5_000);
    expect(results.filter(({ level }) => level === 'error')).toHaveLength(500);
    expect(leftOutOf(log)).toBe(1_000);
    expect(invocations[0].toolExecutionNotifications?.[0]?.message.text).toMatch(
      /^1000 findings are left out/,
    );
    expect(invocations[0].executionSuccessful).toBe(true);
  });

  test('odd paths come back when they are decoded', () => {
    const { results } = logOf(named('odd paths')).runs[0];
    const paths = results.map(({ locations: [{ physicalLocation }] }) =>
      decodeURIComponent(physicalLocation.artifactLocation.uri),
    );
    expect(paths).toEqual([...ODD_PATHS].sort());
  });
});

function at(file: string): Report['gaps'][number]['location'] {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

function parts(files: Record<string, string>): [Report, ReturnType<typeof memoryTree>] {
  const { report, tree } = sample(files);
  return [report, tree];
}

function isValidatorInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve('@microsoft/sarif-multitool-linux');
    return true;
  } catch {
    return false;
  }
}
