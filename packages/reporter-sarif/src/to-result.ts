/**
 * Findings of one rule on one line → a result.
 *
 * @module
 */
import type { ReportedFinding, ReportedRelated } from '@fluxvet/core';
import { MAX_RELATED, MAX_STEPS } from './github-limits.data.js';
import { type FindingGroup, isSuppressed } from './group-findings.js';
import { isElsewhere } from './parts/anchor.js';
import { linksText, messageText } from './parts/message-text.js';
import type { SarifCodeFlow, SarifResult, SarifSuppression } from './sarif-log.js';
import { toCodeFlow } from './to-code-flow.js';
import { toFixes } from './to-fix.js';
import { type LocationContext, toLocation, toPrimaryLocation, toRelatedLocation } from './to-location.js';

/** What results are made with. */
export interface ResultContext extends LocationContext {
  /** Where each rule stands among the rules of the tool. */
  readonly ruleIndexes: ReadonlyMap<string, number>;
  /** All results must say whether they are suppressed, or none. */
  readonly suppressed: 'left-out' | 'included';
}

/** One result for a group of findings; what they have in common is that of the first one. */
export function toResult(group: FindingGroup, context: ResultContext): SarifResult {
  const { findings, severity } = group;
  const [first] = findings;
  const ruleIndex = context.ruleIndexes.get(first.rule);
  const related = distinct(findings.flatMap((finding) => finding.related)).slice(0, MAX_RELATED);
  const relatedLocations = related.map((each, at) => ({ id: at + 1, ...toRelatedLocation(each, context) }));
  const codeFlows = codeFlowsOf(findings, context);
  const fixes = findings.flatMap((finding) => toFixes(finding, context));
  const properties = propertiesOf(findings);
  return {
    ruleId: first.rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: severity,
    message: { text: textOf(findings, related) },
    locations: [toPrimaryLocation(first, context)],
    ...(relatedLocations.length > 0 && { relatedLocations }),
    ...(codeFlows.length > 0 && { codeFlows }),
    ...(fixes.length > 0 && { fixes }),
    ...(context.suppressed === 'included' && { suppressions: suppressionsOf(findings, context) }),
    partialFingerprints: fingerprintsOf(group, context),
    ...(properties && { properties }),
  };
}

// A line of a file that was made by a machine can have thousands.
const MAX_MESSAGES = 10;

function textOf(findings: readonly ReportedFinding[], related: readonly ReportedRelated[]): string {
  const messages = [...new Set(findings.map(({ message }) => messageText(message)))];
  const more = messages.length - MAX_MESSAGES;
  const shown = messages.slice(0, MAX_MESSAGES);
  if (more > 0) shown.push(`There are ${more} more on this line.`);
  const links = linksText(related.map(({ message }, at) => ({ text: message, id: at + 1 })));
  return links === '' ? shown.join('\n') : `${shown.join('\n')} ${links}`;
}

/** Readers refuse arrays with equal entries. */
function distinct(related: readonly ReportedRelated[]): ReportedRelated[] {
  const byKey = new Map<string, ReportedRelated>();
  for (const each of related) {
    const { file, line, column, endLine, endColumn } = each.location;
    const key = [file, line, column, endLine, endColumn, each.message].join('\0');
    if (!byKey.has(key)) byKey.set(key, each);
  }
  return [...byKey.values()];
}

function codeFlowsOf(findings: readonly ReportedFinding[], context: ResultContext): SarifCodeFlow[] {
  const flows: SarifCodeFlow[] = [];
  let left = MAX_STEPS;
  for (const finding of findings) {
    const flow = toCodeFlow(finding, context);
    left -= flow?.threadFlows[0].locations.length ?? 0;
    if (left < 0) break;
    if (flow) flows.push(flow);
  }
  return flows;
}

function suppressionsOf(findings: readonly ReportedFinding[], context: ResultContext): SarifSuppression[] {
  const byText = new Map<string, SarifSuppression>();
  for (const finding of findings) {
    if (!isSuppressed(finding)) continue;
    const { location, reason } = finding.suppression;
    const suppression: SarifSuppression = {
      kind: 'inSource',
      ...(!isElsewhere(location, context.sources.tree) && { location: toLocation(location, context) }),
      ...(reason !== '' && { justification: reason }),
    };
    byText.set(JSON.stringify(suppression), suppression);
  }
  return [...byText.values()];
}

function fingerprintsOf(
  { findings, identity }: FindingGroup,
  { sources }: ResultContext,
): Record<string, string> {
  const { file, line } = findings[0].location;
  const hash = sources.lineHash(file, line);
  return { 'fluxvetFinding/v1': identity, ...(hash !== undefined && { primaryLocationLineHash: hash }) };
}

function propertiesOf(findings: readonly ReportedFinding[]): SarifResult['properties'] {
  const clusters = [...new Set(findings.flatMap((finding) => finding.clusters))].sort();
  const fingerprints = [...new Set(findings.map(({ fingerprint }) => fingerprint))];
  if (clusters.length === 0 && fingerprints.length === 1) return undefined;
  return { ...(clusters.length > 0 && { clusters }), ...(fingerprints.length > 1 && { fingerprints }) };
}
