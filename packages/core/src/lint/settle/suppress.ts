/**
 * Suppressions: which one covers a finding, and what is to be said of the suppressions themselves.
 * `read-suppressions.ts` reads them.
 *
 * @module
 */
import { isMounted } from '../../flux/sources/mounts.js';
import type { KubernetesObject } from '../../kubernetes/object.js';
import { closest } from '../../source/closest.js';
import type { Diagnostic } from '../../source/diagnostic.js';
import type { Span } from '../../source/span.js';

/** A suppression as it is written. */
export interface Directive {
  readonly rules: readonly string[];
  readonly reason: string;
  /** The comment or the annotation. */
  readonly span: Span;
  readonly covers: Span;
  /** What it is about: all findings there, those that are not about objects, or those of one object. */
  readonly about: 'all' | 'file' | KubernetesObject;
}

/** What directives are judged by. */
export interface JudgeOptions {
  /** The directives that hide something, each with the rule: `keyOf` and id, with a blank between. */
  readonly used: ReadonlySet<string>;
  /** The ids of all rules. */
  readonly known: ReadonlySet<string>;
  /** The ids of the rules that ran: only of these it can be said that there is nothing to suppress. */
  readonly ran: ReadonlySet<string>;
  readonly requireReason: boolean;
}

/** What is to be said of the suppressions themselves; those of other repositories are for them to judge. */
export function judgeDirectives(directives: readonly Directive[], options: JudgeOptions): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const told = new Set<string>();
  for (const { rules, reason, span } of directives) {
    if (told.has(keyOf(span)) || isMounted(span.file)) continue;
    told.add(keyOf(span));
    for (const rule of rules) {
      if (!options.known.has(rule)) {
        const meant = closest(rule, options.known);
        const hint = meant === undefined ? '.' : `; did you mean '${meant}'?`;
        const message = `The suppression names '${rule}', which is no rule${hint}`;
        diagnostics.push({ code: 'suppress/unknown-rule', severity: 'error', message, span });
      } else if (options.ran.has(rule) && !options.used.has(`${keyOf(span)} ${rule}`)) {
        const message = `The suppression of '${rule}' suppresses nothing.`;
        diagnostics.push({ code: 'suppress/unused', severity: 'warning', message, span });
      }
    }
    if (reason === '' && rules.length > 0) {
      const message = 'The suppression gives no reason: write it after two hyphens.';
      const severity = options.requireReason ? 'error' : 'warning';
      diagnostics.push({ code: 'suppress/no-reason', severity, message, span });
    }
  }
  return diagnostics;
}

/** A text that is equal for the same directive. */
export function keyOf({ file, start, end }: Span): string {
  return `${file}:${start}:${end}`;
}
