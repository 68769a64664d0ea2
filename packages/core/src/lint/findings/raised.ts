/**
 * A finding on its way to the report: located, with its story, before anything is suppressed.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import type { Related, Severity } from '../../source/diagnostic.js';
import type { Span } from '../../source/span.js';
import type { Identity } from './fingerprint.js';
import type { Fix } from './rule.js';

export interface Raised {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  /** Where it was found, if that is in another repository and it is told here. */
  readonly foundAt?: Span;
  readonly related: readonly Related[];
  readonly object: KubernetesObject | undefined;
  /** The object or file, and the path, as people read them. */
  readonly subject: { readonly object: string; readonly field: string } | undefined;
  readonly identity: Identity;
  readonly fingerprint: string;
  /** The clusters that it hits; empty where it concerns none in particular. */
  readonly clusters: readonly string[];
  readonly fix: Fix | undefined;
  readonly suggestions: readonly Fix[];
}

/** What the same text causes in several clusters: one finding, and what was raised for each of them. */
export interface RaisedGroup {
  readonly merged: Raised;
  readonly members: readonly Raised[];
}

/** Findings by what causes them, sorted by place. */
export function groupRaised(raised: readonly Raised[]): RaisedGroup[] {
  const groups = new Map<string, Raised[]>();
  for (const each of raised) {
    const { file, start, end } = each.span;
    const key = [each.rule, file, start, end, saidOfAny(each)].join('\0');
    const known = groups.get(key);
    if (known) known.push(each);
    else groups.set(key, [each]);
  }
  const merged = [...groups.values()].map((members) => ({ merged: members.reduce(joined), members }));
  return merged.sort((a, b) => inOrder(a.merged, b.merged));
}

/** The message without the object that it is about: one line can make several, each with a namespace of its own. */
function saidOfAny({ message, object, identity }: Raised): string {
  if (!object || object.id.name === '') return message;
  const { name, namespace } = object.id;
  const said = namespace === undefined ? message : message.replaceAll(`'${namespace}/${name}'`, "'\x01'");
  return said === message ? message : [said, identity.path, ...identity.more].join('\x01');
}

/** One finding for all clusters in which the same text causes the same thing. */
export function mergeRaised(raised: readonly Raised[]): Raised[] {
  return groupRaised(raised).map(({ merged }) => merged);
}

function joined(known: Raised, other: Raised): Raised {
  const clusters = [...new Set([...known.clusters, ...other.clusters])].sort();
  const severity = RANK[other.severity] < RANK[known.severity] ? other.severity : known.severity;
  return { ...known, clusters, severity };
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
