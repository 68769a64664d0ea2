/**
 * Sprig's functions of dates. The zone of the machine is taken for UTC, which it is in Flux's controllers.
 * Source: date.go of Sprig 3.3.
 *
 * @module
 */
import { GoFault } from '../../execute/fault.js';
import type { GoFunction } from '../../execute/rendering.js';
import { parseTime } from '../../format/parse-time.js';
import { quote } from '../../format/quote.js';
import { formatTime, parseDuration, printDuration, utc } from '../../format/time-text.js';
import { inZone } from '../../format/zone.js';
import { plain, read, traced } from '../../values/traced.js';
import type { GoTime, Value } from '../../values/value.js';
import { type Functions, fn } from '../call/define.js';

const SECOND = 1_000_000_000n;

/** The time of a value; `undefined` where Sprig takes the present time for it. */
function timeOf(value: Value, types: readonly string[]): GoTime | undefined {
  const bare = read(value);
  if (bare === null || typeof bare !== 'object') return undefined;
  if (bare.kind === 'time') return bare;
  return bare.kind === 'int' && types.includes(bare.type) ? utc(bare.value * SECOND) : undefined;
}

// Stands for the present, of which nothing else is known than that it comes.
const SOME_TIME = utc(1_700_000_000n * SECOND);

function dated(format: string | undefined, order: readonly number[]): GoFunction {
  const params = ['string', 'interface {}', 'string'].filter((_type, at) => order.includes(at));
  return {
    params,
    call: (args, { by }) => {
      const at = (index: number): Value => args[order.indexOf(index)] ?? null;
      const text = (index: number): string => read(at(index)) as string;
      const zone = order.includes(2) ? text(2) : 'UTC';
      const layout = format ?? text(0);
      const time = timeOf(at(1), ['int', 'int64', 'int32']);
      if (time) return formatTime(inZone(time, zone), layout);
      return traced(formatTime(inZone(SOME_TIME, zone), layout), { how: 'unknown', by, why: 'time' });
    },
  };
}

function modifying(must: boolean): GoFunction {
  return fn(['string', 'time.Time'], (text, given) => {
    const time = plain(given) as GoTime;
    const change = parseDuration(text, quote(text));
    if (typeof change === 'bigint') return { ...time, nanos: time.nanos + change };
    if (must) throw new GoFault(change.error);
    return given;
  });
}

const ZERO_TIME: GoTime = { kind: 'time', nanos: -62_135_596_800n * SECOND, offset: 0, zone: 'UTC' };

function toDate(layout: string, text: string, must: boolean): Value {
  const time = parseTime(layout, text);
  if (!('error' in time)) return time;
  if (must) throw new GoFault(time.error);
  return ZERO_TIME;
}

function duration(value: Value): string {
  const bare = read(value);
  if (typeof bare === 'string') {
    const seconds = /^[-+]?[0-9]+$/.test(bare) ? BigInt(bare.replace('+', '')) : 0n;
    return printDuration(BigInt.asIntN(64, seconds * SECOND));
  }
  const isInt64 = typeof bare === 'object' && bare?.kind === 'int' && bare.type === 'int64';
  return printDuration(isInt64 ? BigInt.asIntN(64, bare.value * SECOND) : 0n);
}

const HOUR = 3600n * SECOND;
const ROUNDED: readonly (readonly [bigint, string])[] = [
  [HOUR * 24n * 365n, 'y'],
  [HOUR * 24n * 30n, 'mo'],
  [HOUR * 24n, 'd'],
  [HOUR, 'h'],
  [60n * SECOND, 'm'],
  [SECOND, 's'],
];

function rounded(nanos: bigint): string {
  const size = nanos < 0n ? -nanos : nanos;
  for (const [unit, name] of ROUNDED) if (size > unit) return `${size / unit}${name}`;
  return '0s';
}

const IN_ZONE = dated(undefined, [0, 1, 2]);

export const DATES: Functions = {
  now: { params: [], call: (_args, { by }) => traced(SOME_TIME, { how: 'unknown', by, why: 'time' }) },
  date: dated(undefined, [0, 1]),
  dateInZone: IN_ZONE,
  date_in_zone: IN_ZONE,
  htmlDate: dated('2006-01-02', [1]),
  htmlDateInZone: dated('2006-01-02', [1, 2]),
  dateModify: modifying(false),
  date_modify: modifying(false),
  mustDateModify: modifying(true),
  must_date_modify: modifying(true),
  toDate: fn(['string', 'string'], (layout, text) => toDate(layout, text, false)),
  mustToDate: fn(['string', 'string'], (layout, text) => toDate(layout, text, true)),
  unixEpoch: fn(['time.Time'], (value) => {
    const { nanos } = plain(value) as GoTime;
    return String(nanos >= 0n ? nanos / SECOND : -((-nanos + SECOND - 1n) / SECOND));
  }),
  ago: {
    params: ['interface {}'],
    call: (_args, { by }) => traced('1h0m0s', { how: 'unknown', by, why: 'time' }),
  },
  duration: fn(['interface {}'], duration),
  durationRound: {
    params: ['interface {}'],
    call: ([value = null], { by }) => {
      const bare = read(value);
      if (typeof bare === 'string') {
        const nanos = parseDuration(bare, quote(bare));
        return rounded(typeof nanos === 'bigint' ? nanos : 0n);
      }
      if (typeof bare !== 'object' || bare === null) return '0s';
      if (bare.kind === 'time') return traced('1h', { how: 'unknown', by, why: 'time' });
      return bare.kind === 'int' && bare.type === 'int64' ? rounded(bare.value) : '0s';
    },
  },
};
