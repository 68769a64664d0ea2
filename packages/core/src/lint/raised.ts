/**
 * A finding on its way to the report: located, with its story, before anything is suppressed.
 *
 * @module
 */
import type { KubernetesObject } from '../kubernetes/object.js';
import type { Related, Severity } from '../source/diagnostic.js';
import type { Span } from '../source/span.js';
import type { Fix } from './rule.js';

export interface Raised {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly related: readonly Related[];
  readonly object: KubernetesObject | undefined;
  /** The object or file, and the path, as people read them. */
  readonly subject: { readonly object: string; readonly field: string } | undefined;
  readonly identity: { readonly object: string; readonly path: string };
  readonly fingerprint: string;
  /** The clusters that it hits; empty where it concerns none in particular. */
  readonly clusters: readonly string[];
  readonly fix: Fix | undefined;
  readonly suggestions: readonly Fix[];
}

/** One finding for all clusters in which the same text causes the same thing. */
export function mergeRaised(raised: readonly Raised[]): Raised[] {
  const merged = new Map<string, Raised>();
  for (const each of raised) {
    const { file, start, end } = each.span;
    const key = [each.rule, file, start, end, each.message].join('\0');
    const known = merged.get(key);
    if (!known) merged.set(key, each);
    else {
      const clusters = [...new Set([...known.clusters, ...each.clusters])].sort();
      const worse = RANK[each.severity] < RANK[known.severity] ? each.severity : known.severity;
      merged.set(key, { ...known, clusters, severity: worse });
    }
  }
  return [...merged.values()].sort(inOrder);
}

/** From the worst to the mildest. */
export const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** The milder of two severities. */
export function milder(a: Severity, b: Severity | undefined): Severity {
  return b !== undefined && RANK[b] > RANK[a] ? b : a;
}

function inOrder(a: Raised, b: Raised): number {
  return (
    compare(a.span.file, b.span.file) ||
    a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
