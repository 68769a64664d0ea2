/**
 * The whole run: loads the model, runs the rules, leaves out what is suppressed or known, and makes the report.
 *
 * @module
 */
import { openTree } from '../disk/open-tree.js';
import { type LoadOptions, loadModel } from '../flux/load-model.js';
import type { FluxModel } from '../flux/model.js';
import type { Notice, Report } from '../report/report.js';
import { withLimits } from '../source/bounds/limits.js';
import { within } from '../source/fault-boundary.js';
import { type FileTree, filterTree, inOrder } from '../source/file-tree.js';
import { matchesGlob } from '../source/glob.js';
import { ROOT } from '../source/repo-path.js';
import { UsageError } from '../source/usage-error.js';
import { asRaised, claimed, removalOf } from './claim-diagnostics.js';
import { type Config, type ConfigSource, limitsOf, showProblems } from './config/config.js';
import { externalsOf } from './config/config-elsewhere.js';
import { type EffectiveRules, effectiveRules } from './config/effective-rules.js';
import { unmatchedPatterns } from './config/unmatched.js';
import { anchorMounted } from './findings/anchor-mounted.js';
import { mergeRaised, type Raised } from './findings/raised.js';
import type { Confidence, Plugin } from './findings/rule.js';
import { internalNotices, noticesFor } from './internal-notices.js';
import { makeReport } from './make-report.js';
import { runRules, type Times } from './run-rules.js';
import { type Baseline, matchBaseline } from './settle/baseline.js';
import { readSuppressions } from './settle/read-suppressions.js';
import { settle, withOverrides } from './settle/settle.js';
import { judgeDirectives, keyOf } from './settle/suppress.js';

/** What a run is asked for. */
export interface CheckOptions {
  readonly plugins: readonly Plugin[];
  readonly config?: Config;
  /** What the configuration was read from, for the places of what is wrong with it. */
  readonly configSource?: ConfigSource;
  /** Checkouts of other repositories; `config.sources` names them, opening them is for the caller. */
  readonly mounts?: LoadOptions['mounts'];
  readonly baseline?: Baseline;
  /** Findings of another state of the repository, by fingerprint; only others are reported. */
  readonly since?: ReadonlyMap<string, number>;
  /** The names of the clusters to report on; all where none is given. */
  readonly clusters?: readonly string[];
  /** `ignored` shows what suppressions hide. */
  readonly suppressions?: 'honoured' | 'ignored';
  /** What is to be said of the run besides. */
  readonly notices?: readonly Notice[];
  /** Told what the check took, in milliseconds. */
  readonly onTimes?: (times: Times) => void;
}

/**
 * Checks a repository.
 *
 * @param where - a directory, or a tree of files from anywhere
 * @throws UsageError for a directory that does not exist, a configuration that is wrong or a cluster that is unknown
 */
export function check(where: string | FileTree, options: CheckOptions): Report {
  return withLimits(limitsOf(options.config), () => checkTree(where, options));
}

function checkTree(where: string | FileTree, options: CheckOptions): Report {
  const whole = typeof where === 'string' ? openTree(where) : inOrder(where);
  const rules = goodRules(options);
  const start = performance.now();
  const model = loadConfigured(whole, options);
  const loading = performance.now() - start;
  const unit = { what: 'the settings of the run', span: { file: ROOT, start: 0, end: 0 } };
  const unmatched = within(
    unit,
    () => unmatchedPatterns(options, whole, model),
    (fault) => noticesFor([fault], model.tree),
  );
  return checkModel(model, rules, {
    ...options,
    notices: [...(options.notices ?? []), ...unmatched],
    onTimes: (times) => options.onTimes?.({ ...times, model: loading }),
  });
}

/** Loads the model that a configuration describes: without ignored files, with mounts, externals and named clusters. */
export function loadConfigured(
  tree: FileTree,
  { config = {}, configSource, mounts }: Pick<CheckOptions, 'config' | 'configSource' | 'mounts'>,
): FluxModel {
  const ignore = config.ignore ?? [];
  const isIgnored = (path: string): boolean => ignore.some((pattern) => matchesGlob(path, pattern));
  return loadModel(ignore.length === 0 ? tree : filterTree(tree, (path) => !isIgnored(path)), {
    ...(mounts && { mounts }),
    externals: externalsOf(config.externals, nodeIn(tree, configSource)),
    limits: limitsOf(config),
    clusters: (config.clusters ?? []).map(({ path, name }) => ({
      path,
      ...(name !== undefined && { name }),
    })),
  });
}

/** The configuration where it is a file of the repository, so that places in it can be shown. */
function nodeIn(tree: FileTree, source: ConfigSource | undefined): ConfigSource['node'] {
  return source && tree.read(source.file.path)?.text === source.file.text ? source.node : undefined;
}

/**
 * The rules that a configuration asks for.
 *
 * @throws UsageError with code `bad-config` that names every mistake and its place
 */
export function goodRules({
  plugins,
  config = {},
  configSource,
}: Pick<CheckOptions, 'plugins' | 'config' | 'configSource'>): EffectiveRules {
  const rules = effectiveRules(plugins, config, configSource?.node);
  if (rules.diagnostics.length === 0) return rules;
  throw new UsageError('bad-config', showProblems(rules.diagnostics, configSource));
}

/** Runs rules over a model that is loaded. */
export function checkModel(model: FluxModel, rules: EffectiveRules, options: CheckOptions): Report {
  const unit = { what: 'the report', span: { file: ROOT, start: 0, end: 0 } };
  return within(
    unit,
    () => judgeModel(model, rules, options),
    (fault) =>
      makeReport({
        model,
        rules: [...rules.rules.values()],
        findings: [],
        hidden: [],
        baseline: undefined,
        crashes: [],
        notices: [...(options.notices ?? []), ...noticesFor([fault], model.tree)],
      }),
  );
}

function judgeModel(model: FluxModel, rules: EffectiveRules, options: CheckOptions): Report {
  const { config = {}, clusters: asked = [] } = options;
  const unknown = asked.find((name) => model.clusters.every((cluster) => cluster.name !== name));
  if (unknown !== undefined) {
    const names = model.clusters.map(({ name }) => name).join(', ');
    throw new UsageError(
      'no-such-cluster',
      `There is no cluster '${unknown}'; there are: ${names || 'none'}.`,
    );
  }
  const shown = [...rules.rules.values()].filter(({ rule }) => isShown(rule.confidence, config.confidence));
  const run = runRules(model, shown);
  options.onTimes?.({ ...run.times, model: 0 });
  const byId = new Map(shown.map((each) => [each.id, each]));
  const raised = options.mounts?.length ? run.raised.flatMap(anchorMounted) : run.raised;
  // What other clusters have is left out last: their suppressions and their part of the baseline are used all the same.
  const isAsked = ({ clusters }: Raised): boolean =>
    asked.length === 0 || clusters.length === 0 || clusters.some((name) => asked.includes(name));

  const suppressions = readSuppressions(model);
  const ignored = options.suppressions === 'ignored';
  const directives = ignored ? [] : suppressions.directives;
  const { open, hidden, used } = settle(raised, {
    clusters: model.clusters,
    config,
    rules: byId,
    directives,
  });
  const crashed = new Set(run.crashes.map(({ rule }) => rule));
  const judged = judgeDirectives(directives, {
    used,
    known: rules.known,
    // Of a rule that did not run to its end nobody knows what there would be to suppress.
    ran: new Set(shown.map(({ id }) => id).filter((id) => !crashed.has(id))),
    requireReason: config.suppressions?.requireReason ?? false,
  });
  const claims = claimed(shown);
  const byPlace = new Map(suppressions.directives.toReversed().map((each) => [keyOf(each.span), each]));
  const own = [...suppressions.diagnostics, ...judged]
    .flatMap((each) => asRaised(each, claims, removalOf(each, byPlace, model.tree)))
    .flatMap((each) => withOverrides(each, config, byId));
  const all = mergeRaised([...open, ...own]);
  const baseline = options.baseline && matchBaseline(all, options.baseline);
  const fresh = baseline?.fresh ?? all;
  return makeReport({
    model,
    rules: shown,
    findings: (options.since ? newSince(fresh, options.since) : fresh).filter(isAsked),
    hidden: hidden.filter(({ finding }) => isAsked(finding)),
    baseline: baseline && { known: baseline.known.filter(isAsked).length, stale: baseline.stale },
    crashes: run.crashes,
    notices: [
      ...(options.notices ?? []),
      ...internalNotices(model, run.limited),
      ...noticesFor(suppressions.faults, model.tree),
      ...staleNotice(baseline?.stale ?? [], config),
    ],
  });
}

/** A baseline that knows what is gone would hide it when it comes back. */
function staleNotice(stale: readonly unknown[], { baseline }: Config): Notice[] {
  if (stale.length === 0) return [];
  const severity = (typeof baseline === 'object' ? baseline.stale : undefined) ?? 'warning';
  const entries = stale.length === 1 ? '1 entry' : `${stale.length} entries`;
  const message = `The baseline has ${entries} for which there is no finding any more: take them out with --prune-baseline.`;
  return [{ code: 'baseline/stale', severity, message }];
}

const CONFIDENCES: readonly Confidence[] = ['certain', 'likely', 'hint'];

function isShown(confidence: Confidence, least: Confidence = 'hint'): boolean {
  return CONFIDENCES.indexOf(confidence) <= CONFIDENCES.indexOf(least);
}

/** Findings that another state does not have; equal ones count by number. */
function newSince(findings: readonly Raised[], since: ReadonlyMap<string, number>): Raised[] {
  const left = new Map(since);
  return findings.filter(({ fingerprint }) => {
    const count = left.get(fingerprint) ?? 0;
    if (count > 0) left.set(fingerprint, count - 1);
    return count === 0;
  });
}
