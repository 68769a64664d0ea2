/**
 * Which rules run, how bad their findings are and with which options: from presets, the configuration and its overrides.
 *
 * @module
 */

import { closest } from '../../source/closest.js';
import type { Diagnostic, Severity } from '../../source/diagnostic.js';
import { matchesGlob } from '../../source/glob.js';
import type { Span } from '../../source/span.js';
import { own } from '../../source/text/own.js';
import type { Node } from '../../yaml/nodes/node.js';
import { entryOf, nodeAt, type Path } from '../../yaml/nodes/node-path.js';
import { type Plugin, type Rule, type RuleSetting, ruleIdOf, type SchemaIssue } from '../findings/rule.js';
import type { Config, Override } from './config.js';

/** A rule with what a configuration makes of it. */
export interface EffectiveRule {
  readonly id: string;
  readonly rule: Rule;
  readonly plugin: Plugin;
  readonly severity: Severity;
  /** Whether it is on where no override says otherwise. */
  readonly enabled: boolean;
  /** Whether the configuration names the severity, so that it holds whatever a stage says of its problem. */
  readonly fixedSeverity: boolean;
  readonly options: unknown;
}

/** The rules of a run. */
export interface EffectiveRules {
  /** The rules that run, by id, sorted. */
  readonly rules: ReadonlyMap<string, EffectiveRule>;
  /** The ids of all rules, those included that do not run. */
  readonly known: ReadonlySet<string>;
  /** Mistakes in the configuration. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Where the parts of a configuration stand. */
interface Places {
  readonly node: Node | undefined;
  readonly file: Span['file'];
}

const NOWHERE: Span['file'] = '' as Span['file'];

/** Works out the rules of a run. */
export function effectiveRules(plugins: readonly Plugin[], config: Config, node?: Node): EffectiveRules {
  const places: Places = { node, file: node?.origin.span.file ?? NOWHERE };
  const all = new Map(
    plugins.flatMap((plugin) => plugin.rules.map((rule) => [ruleIdOf(plugin, rule), { plugin, rule }])),
  );
  const presets = new Map(plugins.flatMap(presetsOf));
  const diagnostics: Diagnostic[] = [];
  const settings = new Map<string, { setting: RuleSetting; path: Path }>();
  const take = (rules: Readonly<Record<string, RuleSetting>>, path: Path): void => {
    for (const [id, setting] of Object.entries(rules)) {
      if (all.has(id)) settings.set(id, { setting, path: [...path, id] });
      else if (path[0] === 'rules') diagnostics.push(unknown('rule', id, all.keys(), places, [...path, id]));
    }
  };
  for (const [at, name] of (config.extends ?? ['recommended']).entries()) {
    const preset = presets.get(name);
    if (preset) take(preset, ['extends', at]);
    else if (config.extends)
      diagnostics.push(unknown('preset', name, presets.keys(), places, ['extends', at]));
  }
  take(config.rules ?? {}, ['rules']);
  for (const [at, override] of (config.overrides ?? []).entries()) {
    for (const id of Object.keys(override.rules)) {
      if (!all.has(id))
        diagnostics.push(unknown('rule', id, all.keys(), places, ['overrides', at, 'rules', id]));
    }
    if (selects(override).length === 0) {
      const message =
        'The override says nothing of what it is for: files, clusters, namespaces, kinds or names.';
      diagnostics.push(bad(message, places, ['overrides', at]));
    }
  }
  for (const id of config.suppressions?.forbid ?? []) {
    if (!all.has(id)) diagnostics.push(unknown('rule', id, all.keys(), places, ['suppressions', 'forbid']));
  }
  const overridden = new Set((config.overrides ?? []).flatMap(({ rules }) => Object.keys(rules)));
  const rules = new Map<string, EffectiveRule>();
  for (const [id, { plugin, rule }] of [...all].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { setting, path } = settings.get(id) ?? { setting: 'off' as const, path: ['rules', id] };
    const level = typeof setting === 'string' ? setting : setting[0];
    // An override can switch on what is off elsewhere.
    if (level === 'off' && !overridden.has(id)) continue;
    const given = typeof setting === 'string' ? undefined : setting[1];
    const options = optionsOf(rule, given, (issue) => diagnostics.push(badOption(id, issue, places, path)));
    const severity = level === 'on' || level === 'off' ? rule.severity : level;
    const fixedSeverity = level !== 'on' && level !== 'off';
    rules.set(id, { id, rule, plugin, severity, enabled: level !== 'off', fixedSeverity, options });
  }
  return { rules, known: new Set(all.keys()), diagnostics };
}

function presetsOf(plugin: Plugin): [string, Readonly<Record<string, RuleSetting>>][] {
  const prefix = plugin.namespace === '' ? '' : `${plugin.namespace}/`;
  return Object.entries(plugin.presets ?? {}).map(([name, { rules }]) => {
    const named = Object.entries(rules).map(([id, setting]) => [prefix + id, setting] as const);
    return [prefix + name, Object.fromEntries(named)];
  });
}

function optionsOf(
  rule: Rule,
  given: Readonly<Record<string, unknown>> | undefined,
  onIssue: (issue: SchemaIssue) => void,
): unknown {
  if (!rule.options) {
    if (given && Object.keys(given).length > 0) onIssue({ message: 'this rule has no options' });
    return undefined;
  }
  try {
    const result = rule.options['~standard'].validate(given ?? {});
    if (result instanceof Promise)
      onIssue({ message: 'its options are checked asynchronously, which no rule may do' });
    else if (result.issues) for (const issue of result.issues) onIssue(issue);
    else return result.value;
  } catch (error) {
    onIssue({
      message: `its options schema is broken: ${error instanceof Error ? error.message : String(error)}`,
    });
  }
  return undefined;
}

function badOption(id: string, { message, path = [] }: SchemaIssue, places: Places, at: Path): Diagnostic {
  const steps = path.map((step) => (typeof step === 'object' ? step.key : step));
  const keys = steps.filter((step): step is string | number => typeof step !== 'symbol');
  const where = keys.length === 0 ? '' : ` '${keys.join('.')}'`;
  const text = message.charAt(0).toLowerCase() + message.slice(1);
  return bad(`The options of '${id}' are wrong:${where} ${text}`.replace(/\.?$/, '.'), places, [
    ...at,
    1,
    ...keys,
  ]);
}

function unknown(
  what: 'rule' | 'preset',
  name: string,
  names: Iterable<string>,
  places: Places,
  path: Path,
): Diagnostic {
  const meant = closest(name, names);
  const message = `'${name}' is no ${what}${meant === undefined ? '' : `; did you mean '${meant}'?`}`;
  return bad(meant === undefined ? `${message}.` : message, places, path);
}

function bad(message: string, { node, file }: Places, path: Path): Diagnostic {
  return { code: 'config/bad-value', severity: 'error', message, span: spanOf(node, file, path) };
}

/** The key at a path, or the deepest part of the path that exists. */
function spanOf(node: Node | undefined, file: Span['file'], path: Path): Span {
  for (let length = path.length; length > 0; length--) {
    const step = path[length - 1];
    const parent = nodeAt(node, ...path.slice(0, length - 1));
    const entry = typeof step === 'string' ? entryOf(parent, step)?.key : nodeAt(parent, step ?? 0);
    if (entry) return entry.origin.span;
  }
  return node?.origin.span ?? { file, start: 0, end: 0 };
}

/** What overrides select by. */
export interface OverrideSubject {
  readonly file: string;
  readonly clusters: readonly string[];
  readonly namespace?: string | undefined;
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
}

/** The severity that the overrides give to a finding, or `undefined` where none is about it; the last one wins. */
export function overriddenSeverity(
  overrides: readonly Override[],
  id: string,
  subject: OverrideSubject,
): Severity | 'off' | 'on' | undefined {
  let severity: Severity | 'off' | 'on' | undefined;
  for (const override of overrides) {
    const wanted = own(override.rules, id);
    if (wanted !== undefined && selects(override).every((fits) => fits(subject))) severity = wanted;
  }
  return severity;
}

function selects(override: Override): ((subject: OverrideSubject) => boolean)[] {
  const { files, clusters, namespaces, kinds, names } = override;
  const some = (patterns: readonly string[], value: string | undefined): boolean =>
    value !== undefined && patterns.some((pattern) => matchesGlob(value, pattern));
  return [
    ...(files ? [(subject: OverrideSubject) => some(files, subject.file)] : []),
    // A finding that hits other clusters too is not for this override to change.
    ...(clusters
      ? [({ clusters: hit }: OverrideSubject) => hit.length > 0 && hit.every((each) => some(clusters, each))]
      : []),
    ...(namespaces ? [(subject: OverrideSubject) => some(namespaces, subject.namespace)] : []),
    ...(kinds ? [(subject: OverrideSubject) => some(kinds, subject.kind)] : []),
    ...(names ? [(subject: OverrideSubject) => some(names, subject.name)] : []),
  ];
}
