/**
 * What GitHub or the specification would refuse in a log, and the validator does not see.
 * For tests only.
 *
 * @module
 */
import type { SarifLocation, SarifLog, SarifResult } from '../sarif-log.js';

/** One line for each problem. */
export function findProblems({ runs: [run] }: SarifLog): string[] {
  const { rules } = run.tool.driver;
  const problems: string[] = [];
  const demand = (holds: boolean, problem: string): void => {
    if (!holds) problems.push(problem);
  };
  demand(isUnique(rules.map(({ id }) => id)), 'Rules come twice.');
  for (const { id, name, properties, shortDescription, fullDescription } of rules) {
    const { tags = [], 'security-severity': security } = properties;
    demand(isUnique(tags as string[]) && tags.length <= 10, `The tags of ${id} come twice, or are too many.`);
    demand(name !== id && name.length <= 255, `The name of ${id} is its id, or too long.`);
    demand(shortDescription.text.length <= 1_024, `The title of ${id} is too long.`);
    demand(fullDescription.text.length <= 1_024, `The description of ${id} is too long.`);
    demand(security === undefined || Number(security) > 0, `The security severity of ${id} is no number.`);
  }
  demand(run.results.length <= 5_000, 'There are too many results.');
  const identities = run.results.map(({ partialFingerprints: prints }) => prints['fluxvetFinding/v1']);
  demand(isUnique(identities), 'Fingerprints come twice.');
  const alerts = run.results
    .filter(({ suppressions = [] }) => suppressions.length === 0)
    .map((result) => JSON.stringify([result.ruleId, uriOf(result), startOf(result)]));
  demand(isUnique(alerts), 'Two results are one alert.');
  const marked = run.results.filter(({ suppressions }) => suppressions !== undefined).length;
  demand(
    marked === 0 || marked === run.results.length,
    'Some results do not say whether they are suppressed.',
  );
  for (const [at, result] of run.results.entries()) {
    demand(
      rules[result.ruleIndex ?? -1]?.id === result.ruleId,
      `Result ${at} has the index of another rule.`,
    );
    problems.push(...problemsOf(result).map((problem) => `Result ${at}: ${problem}`));
  }
  return problems;
}

function problemsOf(result: SarifResult): string[] {
  const { message, locations, relatedLocations = [], suppressions = [], codeFlows = [] } = result;
  const ids = relatedLocations.map(({ id }) => id);
  const links = linksOf(message.text);
  const steps = codeFlows.flatMap(({ threadFlows: [flow] }) => flow.locations);
  const all = [...locations, ...relatedLocations, ...steps.map(({ location }) => location)];
  const checks: [boolean, string][] = [
    [JSON.stringify(links) === JSON.stringify(ids), 'Links and related locations differ.'],
    [/[.!?]$/.test(message.text), 'The message is no sentence.'],
    [!/\p{Surrogate}|\0/u.test(message.text), 'The message has characters that are none.'],
    [relatedLocations.length <= 100, 'There are too many related locations.'],
    [steps.length <= 1_000, 'There are too many steps.'],
    [isUnique(relatedLocations.map((each) => JSON.stringify(each))), 'Related locations come twice.'],
    [isUnique(suppressions.map((each) => JSON.stringify(each))), 'Suppressions come twice.'],
    ...all.map((location): [boolean, string] => [
      isGood(location),
      `Bad location: ${JSON.stringify(location)}`,
    ]),
  ];
  return checks.flatMap(([holds, problem]) => (holds ? [] : [problem]));
}

/** The destinations of the links in a text, as the specification reads them. */
export function linksOf(text: string): number[] {
  return [...text.matchAll(/\[(?:[^[\]\\]|\\[[\]\\])*\]\((\d+)\)/g)].map(([, id]) => Number(id));
}

function isGood({ physicalLocation: { artifactLocation, region } }: SarifLocation): boolean {
  const { uri } = artifactLocation;
  const { startLine, startColumn, endLine, endColumn } = region;
  const isRelative =
    !uri.startsWith('/') && !uri.includes('\\') && !/^[^/]*:/.test(uri) && !/(^|\/)\.\.(\/|$)/.test(uri);
  const isEncoded = /^(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+$/.test(uri);
  const isOrdered = endLine === startLine && startColumn >= 1 && endColumn >= startColumn;
  return isRelative && isEncoded && isOrdered;
}

function uriOf({ locations: [{ physicalLocation }] }: SarifResult): string {
  return physicalLocation.artifactLocation.uri;
}

function startOf({ locations: [{ physicalLocation }] }: SarifResult): number {
  return physicalLocation.region.startLine;
}

function isUnique(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}
