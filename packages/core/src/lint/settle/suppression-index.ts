/**
 * Finds the suppression that covers a finding, also where a file has very many of both.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import type { Span } from '../../source/span.js';
import type { MapNode } from '../../yaml/nodes/node.js';
import type { Directive } from './suppress.js';

/** What a suppression is asked about. */
export interface Suppressible {
  readonly rule: string;
  readonly span: Span;
  /** Where it was found, if it is told at another place. */
  readonly foundAt?: Span | undefined;
  readonly object: KubernetesObject | undefined;
}

/** Finds the first of the suppressions that covers a finding. */
export type FindSuppression = (finding: Suppressible) => Directive | undefined;

interface Numbered {
  readonly directive: Directive;
  readonly order: number;
}

/** The suppressions of one rule: in each file those about places, and those about objects. */
interface OfRule {
  readonly places: Map<string, Numbered[]>;
  readonly objects: Map<KubernetesObject | MapNode, Numbered>;
}

/** Puts suppressions in the order in which they are looked for. */
export function indexSuppressions(directives: readonly Directive[]): FindSuppression {
  const rules = new Map<string, OfRule>();
  for (const [order, directive] of directives.entries()) {
    for (const rule of directive.rules) add(rules, rule, { directive, order });
  }
  const covers = new Map<string, Cover>();
  const coverOf = (rule: string, file: string, which: 'all' | 'file'): Cover => {
    const key = `${which} ${rule} ${file}`;
    let cover = covers.get(key);
    if (!cover) {
      const places = rules.get(rule)?.places.get(file) ?? [];
      cover = coverFrom(
        which === 'file' ? places : places.filter(({ directive }) => directive.about === 'all'),
      );
      covers.set(key, cover);
    }
    return cover;
  };
  return ({ rule, span, foundAt = span, object }) => {
    const known = rules.get(rule);
    if (!known) return undefined;
    const which = object ? 'all' : 'file';
    const found = [
      firstAt(coverOf(rule, span.file, which), span.start),
      ...(foundAt === span ? [] : [firstAt(coverOf(rule, foundAt.file, which), foundAt.start)]),
      ...(object ? [known.objects.get(object), known.objects.get(object.body)] : []),
    ];
    let first: Numbered | undefined;
    for (const each of found) if (each && (!first || each.order < first.order)) first = each;
    return first?.directive;
  };
}

function add(rules: Map<string, OfRule>, rule: string, numbered: Numbered): void {
  const known = rules.get(rule) ?? { places: new Map(), objects: new Map() };
  rules.set(rule, known);
  const { about, covers } = numbered.directive;
  if (typeof about === 'object') {
    for (const key of [about, about.body]) if (!known.objects.has(key)) known.objects.set(key, numbered);
    return;
  }
  const places = known.places.get(covers.file);
  if (places) places.push(numbered);
  else known.places.set(covers.file, [numbered]);
}

/** The first suppression for each stretch between the offsets at which one begins or ends. */
interface Cover {
  readonly bounds: readonly number[];
  readonly first: readonly (Numbered | undefined)[];
}

/** The earlier ones first: each takes the stretches that are free, and each stretch is taken once. */
function coverFrom(places: readonly Numbered[]): Cover {
  const ends = places.flatMap(({ directive: { covers } }) => [covers.start, endOf(covers)]);
  const bounds = [...new Set(ends)].sort((a, b) => a - b);
  const index = new Map(bounds.map((bound, at) => [bound, at]));
  const first: (Numbered | undefined)[] = bounds.map(() => undefined);
  const next = bounds.map((_, at) => at);
  const freeFrom = (from: number): number => {
    let at = from;
    while (at < next.length && next[at] !== at) at = next[at] ?? at;
    // What was passed leads straight there from now on.
    for (let each = from; each < at; ) {
      const after = next[each] ?? at;
      next[each] = at;
      each = after;
    }
    return at;
  };
  for (const numbered of places) {
    const { covers } = numbered.directive;
    const end = index.get(endOf(covers)) ?? 0;
    for (let at = freeFrom(index.get(covers.start) ?? 0); at < end; at = freeFrom(at)) {
      first[at] = numbered;
      next[at] = at + 1;
    }
  }
  return { bounds, first };
}

/** Where nothing stands below a comment, it covers its own beginning. */
function endOf({ start, end }: Span): number {
  return Math.max(end, start + 1);
}

function firstAt({ bounds, first }: Cover, offset: number): Numbered | undefined {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bounds[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return first[low - 1];
}
