/**
 * Where a text, a number or a truth comes from. What is read of the values and what templates write is wrapped once,
 * and functions that carry texts along say, when asked, which character of the result was which of the text before.
 *
 * @module
 */
import type { Node as YamlNode } from '../../yaml/node.js';
import type { ActionNode, CommandNode, TemplateNode, TemplateSource, TextNode } from '../parse/nodes.js';
import type { GoBytes, GoComplex, GoInt, GoTime, Value } from './value.js';

/** A scalar with its trace. */
export interface Traced {
  readonly kind: 'traced';
  readonly value: null | string | number | boolean | GoInt | GoComplex | GoBytes | GoTime;
  readonly trace: Trace;
  /** Whether the value depends on something that cannot be known from files. */
  readonly unknown: boolean;
}

export type Trace = Literal | Given | Joined | Moved | Made | Unknown;

/** Written in a template. */
export interface Literal {
  readonly how: 'literal';
  readonly source: TemplateSource;
  /** The characters, without quotes. */
  readonly start: number;
  readonly end: number;
  /** Whether the text stands there as it is, without escapes. */
  readonly exact: boolean;
}

/** Given by the caller: a value. Shared by all copies, so that it tells whether any of them was read. */
export interface Given {
  readonly how: 'given';
  /** The node of the value. */
  readonly node: YamlNode;
  /** Whether its content, or for maps and lists its size, had a say. */
  read: boolean;
  /** Keys that were asked for and are not there. */
  missed?: Set<string>;
}

/** Put together of texts: the output of a template, of `printf`, of `join`. */
export interface Joined {
  readonly how: 'joined';
  /** Where each part begins. */
  readonly starts: readonly number[];
  readonly parts: readonly Part[];
}

/** A part of a text, and who wrote it. */
export interface Part {
  readonly by: Writer;
  /** What was written; absent for the text of a template, and for what the writer adds itself. */
  readonly value?: Value;
}

/** What writes into a text. */
export type Writer = TextNode | ActionNode | TemplateNode | CommandNode;

/** Carried along by a function, whose characters lie elsewhere now. */
export interface Moved {
  readonly how: 'moved';
  readonly by: CommandNode | undefined;
  readonly of: Value;
  /** The offset in the text before of a character of the text now; -1 for one that the function added. */
  readonly place: (at: number) => number;
}

/** Made of others, so that no character is one of theirs. */
export interface Made {
  readonly how: 'made';
  readonly by: CommandNode | undefined;
  readonly from: readonly Value[];
}

/** Not known from files: random, timed, or looked up in the cluster. The value is an example. */
export interface Unknown {
  readonly how: 'unknown';
  readonly by: CommandNode | undefined;
  readonly why: UnknownReason;
}

export type UnknownReason = 'random' | 'time' | 'cluster' | 'order' | 'outside';

export function traced(value: Traced['value'], trace: Trace, unknown = trace.how === 'unknown'): Traced {
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
  return traced(value, { how: 'made', by, from }, from.some(dependsOnUnknown));
}

const DEEP = 64;

/** Whether a value or any part of it is unknown. */
export function dependsOnUnknown(value: Value, depth: number = 0): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (value.kind === 'traced') return value.unknown;
  // Only what templates themselves put together can hold it, and they nest little.
  if (value.kind === 'list') {
    if (value.given || depth > DEEP) return false;
    return value.items.some((item) => dependsOnUnknown(item, depth + 1));
  }
  if (value.kind !== 'map') return false;
  if (value.unknown) return true;
  if (value.given || depth > DEEP) return false;
  for (const item of value.entries.values()) if (dependsOnUnknown(item, depth + 1)) return true;
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
