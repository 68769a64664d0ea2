/**
 * What becomes of the findings that rules raised: one for all clusters that share it, with the severity that overrides give
 * it, open or suppressed.
 *
 * @module
 */
import type { Cluster } from '../../flux/model.js';
import type { Config } from '../config/config.js';
import { type EffectiveRule, overriddenSeverity } from '../config/effective-rules.js';
import { identified } from '../findings/identify.js';
import { groupRaised, mergeRaised, type Raised } from '../findings/raised.js';
import { type Directive, keyOf } from './suppress.js';
import { indexSuppressions } from './suppression-index.js';

/** What decides on findings. */
export interface SettleOptions {
  readonly clusters: readonly Cluster[];
  readonly config: Config;
  readonly rules: ReadonlyMap<string, EffectiveRule>;
  /** None where suppressions are to be ignored. */
  readonly directives: readonly Directive[];
}

/** Findings after the decision. */
export interface Settled {
  readonly open: readonly Raised[];
  readonly hidden: readonly { readonly finding: Raised; readonly by: Directive }[];
  /** The directives that hide something, each with the rule: `keyOf` and id, with a blank between. */
  readonly used: ReadonlySet<string>;
}

/** Decides on what rules raised. An annotation can be one cluster's own, so clusters are joined after it has its say. */
export function settle(raised: readonly Raised[], options: SettleOptions): Settled {
  const { clusters, config, rules, directives } = options;
  const forbidden = new Set(config.suppressions?.forbid ?? []);
  const open: Raised[] = [];
  const hidden: { readonly finding: Raised; readonly by: Directive }[] = [];
  const used = new Set<string>();
  const suppressionOf = indexSuppressions(directives);
  for (const { merged, members } of identified(groupRaised(raised), clusters)) {
    const severity = settledSeverity(merged, config, rules);
    const byDirective = new Map<
      string,
      { readonly by: Directive | undefined; readonly findings: Raised[] }
    >();
    for (const member of members) {
      const by = forbidden.has(member.rule) ? undefined : suppressionOf(member);
      const key = by ? keyOf(by.span) : '';
      // Where an override switches the rule off, the directive still has something to do when it is on again.
      if (by) used.add(`${key} ${member.rule}`);
      if (severity === 'off') continue;
      const finding = severity === undefined ? member : { ...member, severity };
      const known = byDirective.get(key);
      if (known) known.findings.push(finding);
      else byDirective.set(key, { by, findings: [finding] });
    }
    for (const { by, findings } of byDirective.values()) {
      for (const finding of mergeRaised(findings)) {
        if (by) hidden.push({ finding, by });
        else open.push(finding);
      }
    }
  }
  return { open, hidden, used };
}

/** The finding with the severity that overrides give it; nothing where it is switched off. */
export function withOverrides(
  raised: Raised,
  config: Config,
  rules: ReadonlyMap<string, EffectiveRule>,
): Raised[] {
  const severity = settledSeverity(raised, config, rules);
  if (severity === 'off') return [];
  return [severity === undefined ? raised : { ...raised, severity }];
}

/** What overrides make of a finding; `undefined` where it keeps its severity. */
function settledSeverity(
  { rule, span, clusters, object }: Raised,
  config: Config,
  rules: ReadonlyMap<string, EffectiveRule>,
): Raised['severity'] | 'off' | undefined {
  const severity = overriddenSeverity(config.overrides ?? [], rule, {
    file: span.file,
    clusters,
    namespace: object?.id.namespace,
    kind: object?.id.kind,
    name: object?.id.name,
  });
  if (severity === undefined && rules.get(rule)?.enabled === false) return 'off';
  return severity === 'on' ? undefined : severity;
}
