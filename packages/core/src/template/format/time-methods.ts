/**
 * Methods that templates call on times.
 * Source: time/time.go of Go 1.26.
 *
 * @module
 */
import { read } from '../values/traced.js';
import { type GoTime, int, int64, type Method, type Methods, type Value } from '../values/value.js';
import { DAYS, formatTime, MONTHS, printTime } from './time-text.js';

const SECOND = 1_000_000_000n;

/** The methods of a time. */
export function timeMethods(time: GoTime): Methods {
  const seconds = time.nanos >= 0n ? time.nanos / SECOND : -((-time.nanos + SECOND - 1n) / SECOND);
  const local = new Date((Number(seconds) + time.offset) * 1000);
  const getter = (value: Value): Method => ({ params: [], call: () => value });
  const yearDay = Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
  return new Map<string, Method>([
    ['Year', getter(int(local.getUTCFullYear()))],
    ['Month', getter(named('time.Month', MONTHS[local.getUTCMonth()] ?? ''))],
    ['Day', getter(int(local.getUTCDate()))],
    ['Hour', getter(int(local.getUTCHours()))],
    ['Minute', getter(int(local.getUTCMinutes()))],
    ['Second', getter(int(local.getUTCSeconds()))],
    ['Weekday', getter(named('time.Weekday', DAYS[local.getUTCDay()] ?? ''))],
    ['YearDay', getter(int(yearDay))],
    ['Unix', getter(int64(seconds))],
    ['UnixNano', getter(int64(time.nanos))],
    ['UnixMilli', getter(int64(time.nanos / 1_000_000n))],
    ['IsZero', getter(seconds === -62_135_596_800n)],
    ['String', getter(printTime(time))],
    ['UTC', getter({ ...time, offset: 0, zone: 'UTC' })],
    ['Format', { params: ['string'], call: ([layout = null]) => formatTime(time, read(layout) as string) }],
    ['AddDate', { params: ['int', 'int', 'int'], call: (parts) => added(time, parts.map(asNumber)) }],
  ]);
}

function named(type: string, text: string): Value {
  return { kind: 'struct', type, isPointer: false, fields: new Map(), text };
}

function asNumber(value: Value): number {
  const bare = read(value);
  return typeof bare === 'object' && bare?.kind === 'int' ? Number(bare.value) : 0;
}

function added(time: GoTime, [years = 0, months = 0, days = 0]: readonly number[]): GoTime {
  const millis = time.nanos / 1_000_000n;
  const date = new Date(Number(millis));
  date.setUTCFullYear(date.getUTCFullYear() + years, date.getUTCMonth() + months, date.getUTCDate() + days);
  return { ...time, nanos: BigInt(date.getTime()) * 1_000_000n + (time.nanos - millis * 1_000_000n) };
}
