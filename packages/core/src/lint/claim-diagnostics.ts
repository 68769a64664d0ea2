/**
 * What is said of suppressions themselves, under the rules that stand for it.
 *
 * @module
 */
import type { Diagnostic } from '../source/diagnostic.js';
import type { FileTree } from '../source/file-tree.js';
import type { EffectiveRule } from './config/effective-rules.js';
import { fingerprint } from './findings/fingerprint.js';
import type { Raised } from './findings/raised.js';
import type { Edits, Fix } from './findings/rule.js';
import { type Directive, keyOf } from './settle/suppress.js';

/** The rules by the codes that they stand for. */
export function claimed(rules: readonly EffectiveRule[]): ReadonlyMap<string, EffectiveRule> {
  return new Map(rules.flatMap((rule) => (rule.rule.stages ?? []).map((code) => [code, rule] as const)));
}

/** Takes a comment away that suppresses nothing; one that names other rules too is left to people. */
export function removalOf(
  { code, span }: Diagnostic,
  directives: ReadonlyMap<string, Directive>,
  tree: FileTree,
): Fix | undefined {
  const file = code === 'suppress/unused' ? tree.read(span.file) : undefined;
  const directive = directives.get(keyOf(span));
  if (!file || directive?.about !== 'all' || directive.rules.length !== 1) return undefined;
  const edits = (each: Edits): Edits => each.erase({ in: file, span });
  return { title: 'Remove the suppression', safety: 'safe', edits };
}

/** A diagnostic as a finding of the rule that stands for it, if one runs. */
export function asRaised(
  diagnostic: Diagnostic,
  claims: ReadonlyMap<string, EffectiveRule>,
  fix: Fix | undefined,
): Raised[] {
  const rule = claims.get(diagnostic.code);
  if (!rule) return [];
  const { message, span, severity } = diagnostic;
  const identity = { object: span.file, path: diagnostic.code, more: [message] };
  return [
    {
      rule: rule.id,
      severity: rule.fixedSeverity ? rule.severity : severity,
      message,
      span,
      related: [],
      object: undefined,
      subject: undefined,
      identity,
      fingerprint: fingerprint(rule.id, identity),
      clusters: [],
      fix,
      suggestions: [],
    },
  ];
}
