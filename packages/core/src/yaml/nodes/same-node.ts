/**
 * Whether two nodes are the same value, written by the same characters and changed by the same steps.
 *
 * @module
 */
import type { Span } from '../../source/span.js';
import type { Node, Origin } from './node.js';

/** Equal nodes that were made twice; shared parts are not looked into. */
export function sameNode(a: Node | undefined, b: Node | undefined): boolean {
  if (a === b) return true;
  if (!a || !b || a.kind !== b.kind || !sameOrigin(a.origin, b.origin)) return false;
  if (a.kind === 'scalar' && b.kind === 'scalar') {
    return a.value === b.value && a.tag === b.tag && a.style === b.style && a.unknown === b.unknown;
  }
  if (a.kind === 'seq' && b.kind === 'seq') {
    return a.items.length === b.items.length && a.items.every((item, at) => sameNode(item, b.items[at]));
  }
  if (a.kind !== 'map' || b.kind !== 'map' || a.entries.length !== b.entries.length) return false;
  return a.entries.every(({ key, value }, at) => {
    const other = b.entries[at];
    return sameNode(key, other?.key) && sameNode(value, other?.value);
  });
}

function sameOrigin(a: Origin | undefined, b: Origin | undefined): boolean {
  if (a === b) return true;
  if (!a || !b || !sameSpan(a.span, b.span) || !sameOrigin(a.was, b.was)) return false;
  if (a.step === b.step) return true;
  return a.step?.what === b.step?.what && a.step !== undefined && b.step !== undefined
    ? sameSpan(a.step.by, b.step.by)
    : false;
}

function sameSpan(a: Span, b: Span): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}
