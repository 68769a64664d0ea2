/**
 * Findings → the report: offsets become lines and columns, and nothing of the model is left.
 *
 * @module
 */
import type { FluxModel } from '../flux/model.js';
import { redacted } from '../flux/secrets/redacted.js';
import { type Redactor, redactorOf } from '../flux/secrets/redactor.js';
import type {
  Location,
  Notice,
  Report,
  ReportedFinding,
  ReportedFix,
  ReportedGap,
  ReportedRule,
  Summary,
  SuppressedFinding,
} from '../report/report.js';
import { VERSION } from '../report/version.js';
import type { Gap, Severity } from '../source/diagnostic.js';
import { isInternal } from '../source/fault-boundary.js';
import type { FileTree } from '../source/file-tree.js';
import type { EffectiveRule } from './config/effective-rules.js';
import { locationOf } from './findings/location-of.js';
import type { Raised } from './findings/raised.js';
import type { Fix } from './findings/rule.js';
import { toThrown } from './findings/thrown.js';
import { lowerFix } from './fix/lower-fix.js';
import { isFault } from './internal-notices.js';
import type { Crash } from './run-rules.js';
import type { BaselineEntry } from './settle/baseline.js';
import type { Directive } from './settle/suppress.js';

/** Everything that goes into a report. */
export interface ReportParts {
  readonly model: FluxModel;
  readonly rules: readonly EffectiveRule[];
  readonly findings: readonly Raised[];
  readonly hidden: readonly { readonly finding: Raised; readonly by: Directive }[];
  readonly baseline: { readonly known: number; readonly stale: readonly BaselineEntry[] } | undefined;
  readonly crashes: readonly Crash[];
  readonly notices: readonly Notice[];
}

/** Makes the report of a run. */
export function makeReport(parts: ReportParts): Report {
  const { model, rules, baseline } = parts;
  const { tree } = model;
  const failures: Notice[] = [];
  const redactor = redactorOf(tree, model.clusters);
  const findings = parts.findings.map((finding) => ({
    ...redacted(reported(finding, tree), redactor),
    ...withoutTelling(fixesOf(finding, tree, failures), redactor),
  }));
  const suppressed = parts.hidden.map(
    ({ finding, by }): SuppressedFinding => ({
      ...redacted(reported(finding, tree), redactor),
      suppression: { location: locationOf(by.span, tree), reason: redactor.hide(by.reason) },
    }),
  );
  const unreadable = noticesOf(tree);
  const crashes = parts.crashes.map(crashNotice);
  const plugins = new Map(rules.map(({ plugin }) => [plugin.namespace, plugin]));
  return {
    version: 1,
    tool: { name: 'fluxvet', version: VERSION },
    complete:
      crashes.length === 0 &&
      unreadable.every(({ code }) => code !== 'internal/unreadable-file') &&
      !parts.notices.some(isFault),
    rules: rules.map(reportedRule).sort((a, b) => (a.id < b.id ? -1 : 1)),
    plugins: [...plugins.values()].map(({ name, version, namespace }) => ({ name, version, namespace })),
    findings,
    suppressed,
    baseline: baseline && {
      known: baseline.known,
      stale: baseline.stale.map(({ rule, object, path }) => redacted({ rule, object, path }, redactor)),
    },
    gaps: model.gaps
      .filter((gap) => !isInternal(gap))
      .map(
        (gap): ReportedGap => ({
          code: gap.code,
          message: redactor.hide(gap.message),
          location: locationOf(gap.span, tree),
          clusters: gap.clusters,
          ...silencedBy(gap, rules),
        }),
      ),
    notices: redacted([...parts.notices, ...crashes, ...unreadable, ...failures], redactor),
    summary: summarize(model, findings, suppressed.length, baseline?.known ?? 0),
  };
}

/** The rules about what is missing that a gap keeps from saying so. */
function silencedBy(
  { code, brings, bringsNot }: Gap,
  rules: readonly EffectiveRule[],
): Pick<ReportedGap, 'silences'> {
  if (code !== 'flux/source-elsewhere') return {};
  const silences = rules.flatMap(({ id, rule: { absenceOf = [] } }) =>
    absenceOf.some((kind) => (brings?.includes(kind) ?? true) && !bringsNot?.includes(kind)) ? [id] : [],
  );
  return silences.length > 0 ? { silences } : {};
}

function reported(raised: Raised, tree: FileTree): ReportedFinding {
  const { rule, severity, message, span, related, subject, clusters, fingerprint } = raised;
  return {
    rule,
    severity,
    message,
    location: locationOf(span, tree),
    related: related.map((each) => ({
      location: locationOf(each.span, tree),
      message: each.message,
      ...(each.role && { role: each.role }),
    })),
    ...(subject && { subject }),
    clusters,
    fingerprint,
  };
}

function fixesOf(
  { fix, suggestions, rule, span }: Raised,
  tree: FileTree,
  failures: Notice[],
): Pick<ReportedFinding, 'fix' | 'suggestions'> {
  const lower = (each: Fix): ReportedFix[] => {
    const lowered = lowerFix(each, tree);
    if (lowered.kind === 'failed') {
      const message = `The fix '${each.title}' of '${rule}' was left out: ${lowered.reason}.`;
      const location = locationOf(span, tree);
      if (!failures.some((known) => known.message === message))
        failures.push({ code: 'internal/fix-failed', severity: 'note', message, location, rule });
    }
    return lowered.kind === 'fix' ? [lowered.fix] : [];
  };
  const [own] = fix ? lower(fix) : [];
  const others = suggestions.flatMap(lower);
  return { ...(own && { fix: own }), ...(others.length > 0 && { suggestions: others }) };
}

/** Fixes of which nobody could tell what they do without telling a secret are left out. */
function withoutTelling(fixes: ReturnType<typeof fixesOf>, redactor: Redactor): ReturnType<typeof fixesOf> {
  const { fix, suggestions } = fixes;
  const tells = ({ title, changes }: ReportedFix): boolean =>
    redactor.holds(title) || changes.some(({ text }) => redactor.holds(text));
  const kept = suggestions?.filter((each) => !tells(each)) ?? [];
  return {
    ...(fix && !tells(fix) && { fix }),
    ...(kept.length > 0 && { suggestions: kept }),
  };
}

function reportedRule({ id, rule }: EffectiveRule): ReportedRule {
  const { title, why, category, severity, confidence, tags = [], docs = '' } = rule;
  return { id, title, why, category, severity, confidence, tags, docs };
}

function noticesOf(tree: FileTree): Notice[] {
  return (tree.notes ?? []).flatMap(({ path, reason }): Notice[] => {
    const location: Location = { file: path, line: 1, column: 1, endLine: 1, endColumn: 1 };
    if (reason === 'unreadable') {
      const message = `The file '${path}' cannot be read.`;
      return [{ code: 'internal/unreadable-file', severity: 'error', message, location }];
    }
    if (reason === 'odd-name') {
      const message = `The name of the file '${path}' is not UTF-8, and the file is not read: give it another name.`;
      return [{ code: 'internal/odd-name', severity: 'warning', message, location }];
    }
    if (reason === 'too-large') {
      const message = `The file '${path}' is too large, and is not read.`;
      return [{ code: 'internal/large-file', severity: 'note', message, location }];
    }
    return [];
  });
}

function crashNotice({ rule, error, plugin }: Crash): Notice {
  const thrown = toThrown(error);
  const message = `The rule '${rule}' of ${plugin} crashed: ${thrown.message}`;
  return { code: 'internal/rule-crash', severity: 'error', message, rule, error: thrown };
}

function summarize(
  model: FluxModel,
  findings: readonly ReportedFinding[],
  suppressed: number,
  known: number,
): Summary {
  const count = (severity: Severity): number => findings.filter((each) => each.severity === severity).length;
  return {
    files: model.tree.paths.length,
    clusters: model.clusters.map((cluster) => ({
      name: cluster.name,
      root: cluster.root,
      kustomizations: cluster.apps.filter(({ kind }) => kind === 'Kustomization').length,
      helmReleases: cluster.apps.filter(({ kind }) => kind === 'HelmRelease').length,
      sources: cluster.sources.length,
      objects: cluster.objects.length,
    })),
    errors: count('error'),
    warnings: count('warning'),
    notes: count('note'),
    suppressed,
    known,
  };
}
