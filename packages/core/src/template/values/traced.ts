/**
 * Where a text, a number or a truth comes from. What is read of the values and what templates write is wrapped once,
 * and functions that carry texts along say, when asked, which character of the result was which of the text before.
 *
 * @module
 */
import type { CommandNode, TemplateSource } from '../tree/nodes.js';
import type { Given, Trace, Traced, Value } from './value.js';

export function traced(
  value: Traced['value'],
  trace: Trace,
  unknown: boolean = trace.how === 'unknown',
): Traced {
  return { kind: 'traced', value, trace, unknown };
}

/** A text written in a template, with its quotes or without. */
export function literalText(value: string, source: TemplateSource, at: number, quoted: string): Traced {
  const exact = quoted.slice(1, -1) === value;
  return traced(value, { how: 'literal', source, start: at + 1, end: at + quoted.length - 1, exact });
}

/** The value without its trace, and now read. */
export function read(value: Value): Exclude<Value, Traced> {
  if (value === null || typeof value !== 'object') return value;
  if (value.kind === 'traced') {
    if (value.trace.how === 'given') value.trace.read = true;
    return value.value;
  }
  return value;
}

/** Notes that a map or list had a say as a whole: its size, its keys. */
export function readWhole(value: Value): void {
  if (value === null || typeof value !== 'object') return;
  if (value.kind === 'traced') read(value);
  else if ((value.kind === 'map' || value.kind === 'list') && value.given) value.given.read = true;
}

/** Notes that a key was asked for which a map does not have. */
export function noteMissed(given: Given | undefined, key: string): void {
  if (!given) return;
  given.missed ??= new Set();
  given.missed.add(key);
}

/** The value without its trace, where it only passes. */
export function plain(value: Value): Exclude<Value, Traced> {
  return value !== null && typeof value === 'object' && value.kind === 'traced' ? value.value : value;
}

/** Whether a value depends on something unknown; of maps and lists their own being is meant, not their parts. */
export function isUnknown(value: Value | undefined): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (value.kind === 'traced') return value.unknown;
  return value.kind === 'map' && value.unknown !== undefined;
}

/** A scalar that was made of others. */
export function made(value: Traced['value'], from: readonly Value[], by: CommandNode | undefined): Value {
  return traced(value, { how: 'made', by, from }, from.some(isUnknown));
}

const MOST_SEEN = 1000;

/** Whether a value or a part of it is unknown; of large ones only the first parts are asked. */
export function dependsOnUnknown(value: Value, seen: Set<Value> = new Set()): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (value.kind === 'traced') return value.unknown;
  if (value.kind !== 'list' && value.kind !== 'map') return false;
  if (value.kind === 'map' && value.unknown) return true;
  // Only what templates themselves put together can hold it.
  if (value.given || seen.has(value) || seen.size > MOST_SEEN) return false;
  seen.add(value);
  const items = value.kind === 'list' ? value.items : value.entries.values();
  for (const item of items) if (dependsOnUnknown(item, seen)) return true;
  return false;
}

/** A text whose characters were those of another one. */
export function moved(
  text: string,
  of: Value,
  place: (at: number) => number,
  by: CommandNode | undefined,
): Value {
  return traced(text, { how: 'moved', by, of, place }, isUnknown(of));
}
