/**
 * Findings in mounted repositories, told at the place in this repository that leads there: only that one can be shown
 * beside a line of a pull request.
 *
 * @module
 */
import { isMounted } from '../../flux/sources/mounts.js';
import type { Raised } from './raised.js';

/** The finding at a place of this repository; nothing where no place of it leads there. */
export function anchorMounted(raised: Raised): Raised[] {
  const { span, related } = raised;
  if (!isMounted(span.file)) return [raised];
  const way = related.findIndex((each) => !isMounted(each.span.file));
  const anchor = related[way];
  if (!anchor) return [];
  const itself = { span, message: 'The place itself', role: 'after' } as const;
  // What lies between is told in the order that led to the place, which is not that of steps behind the anchor.
  const between = related.slice(0, way).map((each) => ({ span: each.span, message: each.message }));
  const story = [itself, ...between, ...related.slice(way + 1)];
  return [{ ...raised, span: anchor.span, foundAt: span, related: story }];
}
