import type { Location, Report, ReportedFinding, ReportedRelated } from '@fluxvet/core';
import { describe, expect, test } from 'vitest';
import type { SarifOptions } from './options.js';
import type { SarifResult, SarifRun } from './sarif-log.js';
import { objectRule, sample } from './testing/sample-report.js';
import { type Shape, shapes } from './testing/sample-shapes.js';
import { toSarif } from './to-sarif.js';

const SHAPES = shapes();

function runOf(name: string, more: SarifOptions = {}): SarifRun {
  const { report, tree, options }: Shape = SHAPES[name] ?? sample({});
  return toSarif(report, tree, { ...options, ...more }).runs[0];
}

describe('findings of one rule on one line', () => {
  const [errors, warnings] = runOf('several on a line').results;

  test('become one result with all messages and identities', () => {
    expect([errors?.ruleId, warnings?.ruleId]).toEqual(['no-error', 'no-warning']);
    expect(errors?.message.text).toBe("The word 'ERROR_A' stands here.\nThe word 'ERROR_B' stands here.");
    expect(errors?.properties?.['fingerprints']).toHaveLength(2);
  });

  test('say how many are not named', () => {
    const words = Array.from({ length: 30 }, (_, at) => `ERROR_${at}`).join(', ');
    const { report, tree } = sample({ 'a.yaml': `a: [${words}]\n` });
    const [result] = toSarif(report, tree).runs[0].results;
    expect(result?.message.text).toMatch(/There are 20 more on this line\.$/);
  });
});

describe('suppressed findings', () => {
  test('are left out, and no result speaks of suppressions', () => {
    const { results } = runOf('suppressed');
    expect(results.map(({ suppressions }) => suppressions)).toEqual([undefined]);
  });

  test('are written if they are asked for, and every result says whether it is one', () => {
    const { results } = runOf('suppressed, included');
    expect(results.map(({ suppressions = [] }) => suppressions.map((each) => each.justification))).toEqual([
      ['known'],
      [],
      [undefined],
    ]);
  });
});

describe('the story of an object', () => {
  const { results } = runOf('objects with a story');
  const [result] = results;

  test('is one result for all clusters that share the line', () => {
    expect(results).toHaveLength(1);
    expect(result?.properties?.['clusters']).toEqual(['prod', 'test']);
    expect(result?.message.text).toMatch(
      /^ConfigMap 'settings' of cluster 'prod' has data\.\n.*'test'.* See \[/,
    );
  });

  test('names object and field', () => {
    expect(result?.locations[0].logicalLocations).toEqual([
      {
        name: 'data.key',
        fullyQualifiedName: 'ConfigMap/apps/settings:data.key',
        kind: 'property',
      },
    ]);
  });

  test('is a way from the cluster to the line, for each of them', () => {
    const flows = result?.codeFlows?.map(filesOf);
    expect(flows?.map(([first]) => first)).toEqual([
      'clusters/prod/flux-system/gotk-sync.yaml',
      'clusters/test/flux-system/gotk-sync.yaml',
    ]);
    expect(flows?.map((files) => files.at(-1))).toEqual(['base/settings.yaml', 'base/settings.yaml']);
  });
});

describe('a way', () => {
  const place = (file: string, role?: ReportedRelated['role']): ReportedRelated => ({
    location: at(file),
    message: file,
    ...(role && { role }),
  });
  const flowOf = (related: readonly ReportedRelated[]): string[] | undefined => {
    const { report, tree } = sample({ 'a.yaml': 'a: ERROR\n' });
    const changed: Report = { ...report, findings: report.findings.map((each) => ({ ...each, related })) };
    return toSarif(changed, tree).runs[0].results[0]?.codeFlows?.map(filesOf)[0];
  };

  test('goes on behind the finding in a circle', () => {
    const steps = [place('b', 'after'), place('c', 'after'), place('e', 'before'), place('d', 'before')];
    expect(flowOf(steps)).toEqual(['d', 'e', 'a.yaml', 'b', 'c']);
  });

  test('leaves out what is no step', () => {
    const steps = [place('b'), place('c', 'before'), place('d', 'before')];
    expect(flowOf(steps)).toEqual(['d', 'c', 'a.yaml']);
  });

  test.each([
    ['places that only stand beside it', [place('b'), place('c'), place('d')]],
    ['one place that leads to it', [place('b'), place('c', 'before')]],
    ['no other place', []],
  ])('is none with %s', (_, related) => {
    expect(flowOf(related)).toBeUndefined();
  });
});

describe('fixes', () => {
  const [fix, suggestion] = runOf('fixes').results[0]?.fixes ?? [];

  test('come with their replacements by place', () => {
    expect(fix?.description.text).toBe('Take the word out.');
    expect(fix?.artifactChanges[0]?.replacements).toEqual([
      {
        deletedRegion: { startLine: 1, startColumn: 4, endLine: 1, endColumn: 9 },
        insertedContent: { text: 'fine' },
      },
      { deletedRegion: { startLine: 2, startColumn: 1, endLine: 3, endColumn: 1 } },
    ]);
  });

  test('say whether they are safe', () => {
    expect([fix, suggestion].map((each) => each?.properties.safety)).toEqual(['safe', 'unsafe']);
  });
});

describe('a run', () => {
  test('is incomplete when a rule crashed, and says which', () => {
    const { invocations, tool } = runOf('crashed rule');
    const [notice] = invocations[0].toolExecutionNotifications ?? [];
    expect(invocations[0].executionSuccessful).toBe(false);
    expect(tool.driver.rules[notice?.associatedRule?.index ?? -1]?.id).toBe('always-crashes');
    expect(notice?.exception?.kind).toBe('TypeError');
  });

  test('is incomplete when a file cannot be read', () => {
    const [{ executionSuccessful, toolExecutionNotifications }] = runOf('unreadable file').invocations;
    expect(executionSuccessful).toBe(false);
    expect(toolExecutionNotifications?.[0]?.locations).toHaveLength(1);
  });

  test('is complete whatever it found', () => {
    expect(runOf('one of each severity').invocations[0]).toEqual({ executionSuccessful: true });
  });

  test('has neither category nor provenance unless they are given', () => {
    expect(Object.keys(runOf('no findings'))).toEqual([
      'tool',
      'invocations',
      'originalUriBaseIds',
      'columnKind',
      'results',
    ]);
    expect(runOf('all options').automationDetails).toEqual({ id: 'clusters/prod/' });
    expect(runOf('no findings', { category: 'x/' }).automationDetails).toEqual({ id: 'x/' });
  });

  test('does not take a directory outside of the repository', () => {
    expect(() => runOf('no findings', { directory: '../x' })).toThrow(/inside the repository/);
  });
});

test('only rules of security are security alerts', () => {
  const { rules } = runOf('no findings').tool.driver;
  const numbers = rules.map(({ properties }) => properties['security-severity']);
  expect(numbers).toEqual([undefined, undefined, '2.0']);
  expect(rules[0]?.help.markdown).toBe('# no-error\n\nSee the other.\n');
});

test('a finding over several lines is shown at the first one', () => {
  const [result] = runOf('block scalar').results;
  const { region, contextRegion } = result?.locations[0].physicalLocation ?? {};
  expect([region?.startLine, region?.endLine, contextRegion?.endLine]).toEqual([3, 3, 4]);
});

test('equal findings of several clusters have identities of their own', () => {
  const finding = (file: string): ReportedFinding => ({
    rule: objectRule.id,
    severity: 'note',
    message: 'Equal.',
    location: at(file),
    related: [],
    clusters: [],
    fingerprint: 'f',
  });
  const { report, tree } = sample({ a: '', b: '' }, [objectRule]);
  const { results } = toSarif({ ...report, findings: [finding('b'), finding('a')] }, tree).runs[0];
  const shown = results.map((result): string[] => [
    uriOf(result),
    result.partialFingerprints['fluxvetFinding/v1'] ?? '',
  ]);
  expect(shown).toEqual([
    ['a', 'f:1'],
    ['b', 'f:2'],
  ]);
});

function at(file: string): Location {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

function uriOf({ locations: [{ physicalLocation }] }: SarifResult): string {
  return physicalLocation.artifactLocation.uri;
}

function filesOf({ threadFlows: [{ locations }] }: NonNullable<SarifResult['codeFlows']>[number]): string[] {
  return locations.map(({ location }) => location.physicalLocation.artifactLocation.uri);
}
