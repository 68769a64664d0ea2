/**
 * Times as Go's layouts write and read them, and durations.
 * Source: time/format.go and time/time.go of Go 1.26.
 *
 * @module
 */
import type { GoTime } from '../values/value.js';

const SECOND = 1_000_000_000n;

/** A time in UTC. */
export function utc(nanos: bigint): GoTime {
  return { kind: 'time', nanos, offset: 0, zone: 'UTC' };
}

/** `time.Time`'s String. */
export function printTime(time: GoTime): string {
  return formatTime(time, '2006-01-02 15:04:05.999999999 -0700 MST');
}

interface Clock {
  readonly date: Date;
  readonly year: number;
  readonly nanos: number;
  readonly time: GoTime;
}

function clockOf(time: GoTime): Clock {
  const local = time.nanos + BigInt(time.offset) * SECOND;
  const seconds = local >= 0n ? local / SECOND : -((-local + SECOND - 1n) / SECOND);
  const date = new Date(Number(seconds) * 1000);
  return { date, year: date.getUTCFullYear(), nanos: Number(local - seconds * SECOND), time };
}

export const MONTHS: readonly string[] =
  'January February March April May June July August September October November December'.split(' ');
export const DAYS: readonly string[] = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** The parts of a layout, the longest first. */
export const LAYOUT: RegExp =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|2006|Z07:00:00|Z070000|Z07:00|Z0700|Z07|-07:00:00|-070000|-07:00|-0700|-07|002|01|02|03|04|05|06|15|__2|_2006|_2|PM|pm|[.,](?:0+|9+)(?![0-9])|1|2|3|4|5/g;

/** Go's Time.Format. */
export function formatTime(time: GoTime, layout: string): string {
  const clock = clockOf(time);
  return layout.replace(LAYOUT, (part) => formatPart(clock, part));
}

function formatPart(clock: Clock, part: string): string {
  const { date, year } = clock;
  const two = (value: number): string => String(value).padStart(2, '0');
  switch (part) {
    case 'January':
      return MONTHS[date.getUTCMonth()] ?? '';
    case 'Jan':
      return (MONTHS[date.getUTCMonth()] ?? '').slice(0, 3);
    case 'Monday':
      return DAYS[date.getUTCDay()] ?? '';
    case 'Mon':
      return (DAYS[date.getUTCDay()] ?? '').slice(0, 3);
    case '2006':
      return yearText(year);
    case '_2006':
      return `_${yearText(year)}`;
    case '06':
      return two(((year % 100) + 100) % 100);
    case '01':
      return two(date.getUTCMonth() + 1);
    case '1':
      return String(date.getUTCMonth() + 1);
    case '02':
      return two(date.getUTCDate());
    case '_2':
      return String(date.getUTCDate()).padStart(2, ' ');
    case '2':
      return String(date.getUTCDate());
    case '002':
    case '__2':
      return String(yearDay(date)).padStart(3, part === '002' ? '0' : ' ');
    case '15':
      return two(date.getUTCHours());
    case '03':
      return two(date.getUTCHours() % 12 || 12);
    case '3':
      return String(date.getUTCHours() % 12 || 12);
    case '04':
      return two(date.getUTCMinutes());
    case '4':
      return String(date.getUTCMinutes());
    case '05':
      return two(date.getUTCSeconds());
    case '5':
      return String(date.getUTCSeconds());
    case 'PM':
      return date.getUTCHours() >= 12 ? 'PM' : 'AM';
    case 'pm':
      return date.getUTCHours() >= 12 ? 'pm' : 'am';
    case 'MST':
      return clock.time.zone === '' ? zone(clock.time.offset, '-0700') : clock.time.zone;
    default:
      return /^[.,]/.test(part) ? fraction(clock.nanos, part) : zone(clock.time.offset, part);
  }
}

function yearText(year: number): string {
  return year < 0 ? `-${String(-year).padStart(4, '0')}` : String(year).padStart(4, '0');
}

function yearDay(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
}

function fraction(nanos: number, part: string): string {
  const digits = String(nanos)
    .padStart(9, '0')
    .slice(0, part.length - 1);
  if (part[1] === '0') return part.charAt(0) + digits;
  const trimmed = digits.replace(/0+$/, '');
  return trimmed === '' ? '' : part.charAt(0) + trimmed;
}

function zone(offset: number, part: string): string {
  if (part.startsWith('Z') && offset === 0) return 'Z';
  const seconds = Math.abs(offset);
  const colon = part.includes(':') ? ':' : '';
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const size = part.slice(1).replaceAll(':', '').length;
  let text = (offset < 0 ? '-' : '+') + two(seconds / 3600);
  if (size >= 4) text += colon + two((seconds % 3600) / 60);
  if (size >= 6) text += colon + two(seconds % 60);
  return text;
}

/** Go's Duration.String. */
export function printDuration(nanos: bigint): string {
  if (nanos === 0n) return '0s';
  const sign = nanos < 0n ? '-' : '';
  const positive = nanos < 0n ? -nanos : nanos;
  if (positive < SECOND) {
    const [unit, size]: [string, bigint] =
      positive < 1000n ? ['ns', 1n] : positive < 1_000_000n ? ['µs', 1000n] : ['ms', 1_000_000n];
    return sign + decimal(positive, size) + unit;
  }
  const seconds = positive / SECOND;
  const minutes = seconds / 60n;
  const rest = `${decimal(positive - minutes * 60n * SECOND, SECOND)}s`;
  if (minutes === 0n) return sign + rest;
  const hours = minutes / 60n;
  return `${sign}${hours > 0n ? `${hours}h` : ''}${minutes % 60n}m${rest}`;
}

function decimal(value: bigint, unit: bigint): string {
  const places = unit.toString().length - 1;
  const rest = places === 0 ? '' : (value % unit).toString().padStart(places, '0').replace(/0+$/, '');
  return (value / unit).toString() + (rest === '' ? '' : `.${rest}`);
}

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ms: 1_000_000n,
  s: SECOND,
  m: 60n * SECOND,
  h: 3600n * SECOND,
};

/** Go's ParseDuration; on failure the error. */
export function parseDuration(text: string, quoted: string): bigint | { readonly error: string } {
  const invalid = { error: `time: invalid duration ${quoted}` };
  const [, sign, body = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (body === '0') return 0n;
  if (body === '') return invalid;
  let total = 0n;
  for (let rest = body; rest !== ''; ) {
    const number = /^([0-9]*)(?:\.([0-9]*))?/.exec(rest);
    const [, whole = '', part] = number ?? [];
    if (whole === '' && (part ?? '') === '') return invalid;
    rest = rest.slice(number?.[0].length ?? 0);
    const unit = /^[^.0-9]*/.exec(rest)?.[0] ?? '';
    if (unit === '') return { error: `time: missing unit in duration ${quoted}` };
    const size = UNITS[unit];
    if (size === undefined) return { error: `time: unknown unit "${unit}" in duration ${quoted}` };
    rest = rest.slice(unit.length);
    const digits = (part ?? '').slice(0, 18);
    total +=
      BigInt(whole || '0') * size +
      (digits === '' ? 0n : (BigInt(digits) * size) / 10n ** BigInt(digits.length));
    if (total > 2n ** 63n) return invalid;
  }
  if (total > 2n ** 63n - 1n && sign !== '-') return invalid;
  return sign === '-' ? -total : total;
}
