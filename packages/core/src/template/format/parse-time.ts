/**
 * Go's time.Parse.
 * Source: time/format.go of Go 1.26.
 *
 * @module
 */
import { toBytes } from '../values/go-text.js';
import type { GoTime } from '../values/value.js';
import { DAYS, LAYOUT, MONTHS, utc } from './time-text.js';

interface Parsed {
  year: number;
  month: number;
  day: number;
  yearDay: number;
  hour: number;
  minute: number;
  second: number;
  nanos: number;
  pm: 'am' | 'pm' | undefined;
  offset: number | undefined;
  zone: string | undefined;
}

interface Cursor {
  rest: string;
  readonly parsed: Parsed;
}

/** What could not be read: the value where reading stopped, and a reason where Go has one. */
class Bad extends Error {}

/** Reads a time by a layout; in UTC where the text names no zone. */
export function parseTime(layout: string, value: string): GoTime | { readonly error: string } {
  const cursor: Cursor = { rest: value, parsed: newParsed() };
  let at = 0;
  for (const match of [...layout.matchAll(LAYOUT), undefined]) {
    const prefix = layout.slice(at, match?.index);
    const rest = skipPrefix(cursor.rest, prefix);
    if (!rest.matches) return failure(layout, value, prefix, rest.rest);
    cursor.rest = rest.rest;
    if (!match) break;
    const before = cursor.rest;
    try {
      readPart(cursor, match[0], layout.slice(match.index + match[0].length));
    } catch (fault) {
      if (!(fault instanceof Bad)) throw fault;
      if (fault.message === '') return failure(layout, value, match[0], before);
      return { error: `parsing time ${quote(value)}: ${fault.message}` };
    }
    at = match.index + match[0].length;
  }
  if (cursor.rest !== '') return { error: `parsing time ${quote(value)}: extra text: ${quote(cursor.rest)}` };
  return combine(cursor.parsed, value);
}

function newParsed(): Parsed {
  return {
    year: 0,
    month: -1,
    day: -1,
    yearDay: -1,
    hour: 0,
    minute: 0,
    second: 0,
    nanos: 0,
    pm: undefined,
    offset: undefined,
    zone: undefined,
  };
}

function failure(layout: string, value: string, part: string, rest: string): { readonly error: string } {
  return {
    error: `parsing time ${quote(value)} as ${quote(layout)}: cannot parse ${quote(rest)} as ${quote(part)}`,
  };
}

/** The text behind a prefix, or from where on it is another one. */
function skipPrefix(text: string, prefix: string): { readonly matches: boolean; readonly rest: string } {
  let rest = text;
  let wanted = prefix;
  while (wanted !== '') {
    if (wanted.startsWith(' ')) {
      if (rest !== '' && !rest.startsWith(' ')) return { matches: false, rest };
      wanted = wanted.replace(/^ +/, '');
      rest = rest.replace(/^ +/, '');
    } else if (rest.charAt(0) !== wanted.charAt(0)) return { matches: false, rest };
    else {
      wanted = wanted.slice(1);
      rest = rest.slice(1);
    }
  }
  return { matches: true, rest };
}

function take(cursor: Cursor, pattern: RegExp): string {
  const found = pattern.exec(cursor.rest)?.[0];
  if (found === undefined) throw new Bad('');
  cursor.rest = cursor.rest.slice(found.length);
  return found;
}

function number(cursor: Cursor, isFixed: boolean): number {
  return Number(take(cursor, isFixed ? /^[0-9]{2}/ : /^[0-9]{1,2}/));
}

function name(cursor: Cursor, names: readonly string[], length?: number): number {
  const index = names.findIndex((each) => {
    const wanted = each.slice(0, length);
    return cursor.rest.slice(0, wanted.length).toLowerCase() === wanted.toLowerCase();
  });
  const found = names[index]?.slice(0, length);
  if (found === undefined) throw new Bad('');
  cursor.rest = cursor.rest.slice(found.length);
  return index;
}

function within(value: number, low: number, high: number, what: string): number {
  if (value < low || value > high) throw new Bad(`${what} out of range`);
  return value;
}

function readPart(cursor: Cursor, part: string, after: string): void {
  const { parsed } = cursor;
  switch (part) {
    case '06': {
      const year = number(cursor, true);
      parsed.year = year + (year >= 69 ? 1900 : 2000);
      break;
    }
    case '_2006':
      take(cursor, /^_/);
      parsed.year = Number(take(cursor, /^[0-9]{4}/));
      break;
    case '2006':
      parsed.year = Number(take(cursor, /^[0-9]{4}/));
      break;
    case 'January':
    case 'Jan':
      parsed.month = name(cursor, MONTHS, part === 'Jan' ? 3 : undefined) + 1;
      break;
    case '01':
    case '1':
      parsed.month = within(number(cursor, part === '01'), 1, 12, 'month');
      break;
    case 'Monday':
    case 'Mon':
      name(cursor, DAYS, part === 'Mon' ? 3 : undefined);
      break;
    case '02':
    case '_2':
    case '2':
      if (part === '_2') cursor.rest = cursor.rest.replace(/^ /, '');
      parsed.day = number(cursor, part === '02');
      break;
    case '002':
    case '__2':
      parsed.yearDay = Number(take(cursor, part === '002' ? /^[0-9]{3}/ : /^ {0,2}[0-9]{1,3}/));
      break;
    case '15':
      parsed.hour = within(number(cursor, false), 0, 23, 'hour');
      break;
    case '03':
    case '3':
      parsed.hour = within(number(cursor, part === '03'), 0, 12, 'hour');
      break;
    case '04':
    case '4':
      parsed.minute = within(number(cursor, part === '04'), 0, 59, 'minute');
      break;
    case '05':
    case '5':
      parsed.second = within(number(cursor, part === '05'), 0, 59, 'second');
      if (!/^[.,](?:0+|9+)/.test(after))
        parsed.nanos = fraction(/^[.,][0-9]+/.exec(cursor.rest)?.[0] ?? '', cursor);
      break;
    case 'PM':
    case 'pm': {
      const half = take(cursor, part === 'PM' ? /^[AP]M/ : /^[ap]m/);
      parsed.pm = half.toLowerCase() === 'pm' ? 'pm' : 'am';
      break;
    }
    case 'MST':
      parsed.zone = take(cursor, /^(?:UTC|[A-Z]{3,4}(?:T)?)/);
      if (parsed.zone === 'UTC') parsed.offset = 0;
      break;
    default:
      if (/^[.,]/.test(part)) readFraction(cursor, part);
      else readZone(cursor, part);
  }
}

function fraction(text: string, cursor: Cursor): number {
  cursor.rest = cursor.rest.slice(text.length);
  return Number(text.slice(1, 10).padEnd(9, '0'));
}

function readFraction(cursor: Cursor, part: string): void {
  const found = /^[.,][0-9]+/.exec(cursor.rest)?.[0] ?? '';
  if (part[1] === '0' && found.length !== part.length) throw new Bad('');
  cursor.parsed.nanos = fraction(found, cursor);
}

function readZone(cursor: Cursor, part: string): void {
  if (part.startsWith('Z') && cursor.rest.startsWith('Z')) {
    cursor.rest = cursor.rest.slice(1);
    cursor.parsed.offset = 0;
    return;
  }
  const colon = part.includes(':') ? ':' : '';
  const size = part.slice(1).replaceAll(':', '').length;
  const pattern = ['[-+][0-9]{2}', '[0-9]{2}', '[0-9]{2}'].slice(0, size / 2).join(colon);
  const text = take(cursor, new RegExp(`^${pattern}`)).replaceAll(':', '');
  const [hours, minutes, seconds] = [text.slice(1, 3), text.slice(3, 5), text.slice(5, 7)].map(Number);
  const offset = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
  cursor.parsed.offset = text.startsWith('-') ? -offset : offset;
}

function combine(parsed: Parsed, value: string): GoTime | { readonly error: string } {
  const { year, pm, minute, second, nanos, offset, yearDay } = parsed;
  let { month, day, hour } = parsed;
  if (pm === 'pm' && hour < 12) hour += 12;
  else if (pm === 'am' && hour === 12) hour = 0;
  if (yearDay >= 0) {
    const date = new Date(Date.UTC(year, 0, yearDay));
    month = date.getUTCMonth() + 1;
    day = date.getUTCDate();
  }
  if (month < 0) month = 1;
  if (day < 0) day = 1;
  const last = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  if (day < 1 || day > last) return { error: `parsing time ${quote(value)}: day out of range` };
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, 0);
  const total = BigInt(date.getTime()) * 1_000_000n + BigInt(nanos);
  if (offset === undefined) {
    const zone = parsed.zone ?? 'UTC';
    return { ...utc(total), zone };
  }
  const time = utc(total - BigInt(offset) * 1_000_000_000n);
  return offset === 0 ? time : { ...time, offset, zone: parsed.zone ?? '' };
}

/** The quotes of package time, which knows ASCII only. */
function quote(text: string): string {
  const escaped = text.replace(/["\\]/g, '\\$&').replace(/[^ -~]/gu, (char) => {
    const bytes = [...toBytes(char)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`);
    return bytes.join('');
  });
  return `"${escaped}"`;
}
