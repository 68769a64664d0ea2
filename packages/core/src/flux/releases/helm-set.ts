/**
 * The language of `helm --set`, in which a value is put at a path: dots, indexes of lists, and backslashes before
 * characters that mean something. In a value that is not taken literally, commas and braces mean something too.
 * Source: pkg/strvals/parser.go of Helm and ReplacePathValue in fluxcd/pkg/chartutil/values.go.
 *
 * @module
 */
import { type Origin, scalar } from '../../yaml/nodes/node.js';
import { type Change, type List, setIn, type Table, type Value } from './values-tree.js';

/** A value and the path at which it is to stand. */
export interface Assignment {
  readonly path: string;
  readonly text: string;
  /** Where the text stands. */
  readonly at: Origin;
  /** Whether nothing in the text means anything. */
  readonly literal: boolean;
}

/** Sets a value in place, as helm-controller does for a `targetPath`; answers with what keeps it from that. */
export function setAtPath(table: Table, assignment: Assignment, change: Change): string | undefined {
  const { path, text, at, literal } = assignment;
  const quoted = [`'`, '"'].some((quote) => text.startsWith(quote) && text.endsWith(quote));
  const value = literal
    ? text.replace(/[\\,[\]{}]/g, '\\$&')
    : quoted
      ? text.replace(/^['"]+|['"]+$/g, '')
      : text;
  const reader: Reader = {
    chars: [...`${path}=${value}`],
    at: 0,
    change,
    origin: at,
    typed: !literal && !quoted,
  };
  try {
    while (readKey(reader, table, 0) === 'more');
    return undefined;
  } catch (error) {
    if (error instanceof SetFault) return error.message;
    throw error;
  }
}

interface Reader {
  readonly chars: readonly string[];
  at: number;
  readonly change: Change;
  readonly origin: Origin;
  /** Whether numbers, truth values and null are told from texts. */
  readonly typed: boolean;
}

/** Its message never quotes the text, which may be a secret. */
class SetFault extends Error {}

const NO_VALUE = 'a key has no value';

const MAX_INDEX = 65_536;
const MAX_DEPTH = 30;

/** Reads up to a character of a set, which is left out of the text; `undefined` stands for the end. */
function readUntil(reader: Reader, stops: string): { text: string; stop: string | undefined } {
  let text = '';
  while (reader.at < reader.chars.length) {
    const char = reader.chars[reader.at++] ?? '';
    if (stops.includes(char)) return { text, stop: char };
    if (char !== '\\') text += char;
    else if (reader.at === reader.chars.length) return { text, stop: undefined };
    else text += reader.chars[reader.at++] ?? '';
  }
  return { text, stop: undefined };
}

function readKey(reader: Reader, table: Table, depth: number): 'more' | 'end' {
  const { text: key, stop } = readUntil(reader, '=[,.');
  const old = table.entries.get(key)?.value;
  switch (stop) {
    case undefined:
      if (key === '') return 'end';
      throw new SetFault(NO_VALUE);
    case ',':
      throw new SetFault(NO_VALUE);
    case '=':
      setIn(table, key, readValue(reader), reader.change);
      return 'more';
    case '[': {
      if (old && old.kind !== 'list') throw new SetFault('what stands there is no list');
      const list: List = old ?? { kind: 'list', items: [], from: reader.change.by };
      setIn(table, key, readItem(reader, list, depth), reader.change);
      return 'more';
    }
    default: {
      if (depth === MAX_DEPTH) throw new SetFault('the path is too deep');
      if (old && old.kind !== 'table') throw new SetFault('what stands there is no mapping');
      const inner = old ?? emptyTable(reader);
      const end = readKey(reader, inner, depth + 1);
      if (inner.entries.size > 0) setIn(table, key, inner, reader.change);
      else if (end === 'more') throw new SetFault(NO_VALUE);
      return end;
    }
  }
}

/** Reads an index behind its bracket and what is set there; a list that is too short is copied. */
function readItem(reader: Reader, list: List, depth: number): List {
  const { text, stop } = readUntil(reader, ']');
  const index = /^[-+]?\d+$/.test(text) ? Number(text) : -1;
  if (stop === undefined || index < 0 || index > MAX_INDEX) throw new SetFault('an index of a list is none');
  const next = readUntil(reader, '[.=');
  if (next.text !== '' || next.stop === undefined) throw new SetFault(NO_VALUE);
  const old = list.items[index];
  if (next.stop === '=') return withItem(reader, list, index, readValue(reader));
  if (next.stop === '[') {
    const isList = old === undefined || old.kind === 'list' || isNil(old);
    if (!isList) throw new SetFault('what stands there is no list');
    const inner: List = old?.kind === 'list' ? old : { kind: 'list', items: [], from: reader.change.by };
    return withItem(reader, list, index, readItem(reader, inner, depth));
  }
  const inner = old?.kind === 'table' ? old : emptyTable(reader);
  if (readKey(reader, inner, depth) === 'end') throw new SetFault(NO_VALUE);
  return withItem(reader, list, index, inner);
}

function withItem(reader: Reader, list: List, index: number, value: Value): List {
  if (index < list.items.length) {
    list.items[index] = value;
    return list;
  }
  const nil = scalar('null', reader.change.by, '!!null');
  const items = [...list.items];
  while (items.length < index) items.push(nil);
  return { ...list, items: [...items, value] };
}

function emptyTable(reader: Reader): Table {
  return { kind: 'table', entries: new Map(), from: reader.change.by };
}

function isNil(value: Value): boolean {
  return value.kind === 'scalar' && value.tag === '!!null';
}

function readValue(reader: Reader): Value {
  if (reader.chars[reader.at] !== '{') return toScalar(readUntil(reader, ',').text, reader);
  reader.at++;
  const items: Value[] = [];
  for (;;) {
    const { text, stop } = readUntil(reader, ',}');
    if (stop === undefined) throw new SetFault("a list does not end with '}'");
    items.push(toScalar(text, reader));
    if (stop === ',') continue;
    if (reader.chars[reader.at] === ',') reader.at++;
    return { kind: 'list', items, from: reader.origin };
  }
}

const LARGEST = 2n ** 63n;

function toScalar(text: string, { typed, origin }: Reader): Value {
  const lower = text.toLowerCase();
  if (!typed) return scalar(text, origin);
  if (lower === 'true' || lower === 'false') return scalar(lower, origin, '!!bool');
  if (lower === 'null') return scalar('null', origin, '!!null');
  if (/^(0|[-+]?\d{1,100})$/.test(text) && (text === '0' || !text.startsWith('0'))) {
    const number = BigInt(text.replace('+', ''));
    if (number >= -LARGEST && number < LARGEST) return scalar(String(number), origin, '!!int');
  }
  return scalar(text, origin);
}
