/**
 * Times in the zones of the world.
 *
 * @module
 */
import type { GoTime } from '../values/value.js';

/** The time in a zone; a zone that is none is UTC. */
export function inZone(time: GoTime, zone: string): GoTime {
  if (['', 'UTC', 'Local'].includes(zone)) return { ...time, offset: 0, zone: 'UTC' };
  const date = new Date(Number(time.nanos / 1_000_000n));
  try {
    const offset = offsetOf(date, zone);
    return { ...time, offset, zone: abbreviation(date, zone, offset) };
  } catch {
    return { ...time, offset: 0, zone: 'UTC' };
  }
}

function offsetOf(date: Date, zone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = new Map(format.formatToParts(date).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return Math.round((local - Math.floor(date.getTime() / 1000) * 1000) / 1000);
}

const NAMES: Readonly<Record<string, readonly [standard: string, summer: string]>> = {
  GMT: ['GMT', 'GMT'],
  'Europe/London': ['GMT', 'BST'],
  'Europe/Lisbon': ['WET', 'WEST'],
  'Asia/Tokyo': ['JST', 'JST'],
  'Asia/Shanghai': ['CST', 'CST'],
  'Asia/Kolkata': ['IST', 'IST'],
  'Asia/Seoul': ['KST', 'KST'],
  'Australia/Sydney': ['AEST', 'AEDT'],
};

/** The name of the zone as the database of zones has it, as far as the platform tells. */
function abbreviation(date: Date, zone: string, offset: number): string {
  const named = NAMES[zone];
  const january = offsetOf(new Date(Date.UTC(date.getUTCFullYear(), 0, 1)), zone);
  const july = offsetOf(new Date(Date.UTC(date.getUTCFullYear(), 6, 1)), zone);
  const summer = january !== july && offset === Math.max(january, july);
  if (named) return named[summer ? 1 : 0];
  if (/^Europe\//.test(zone) && [3600, 7200].includes(offset) && Math.min(january, july) === 3600)
    return summer ? 'CEST' : 'CET';
  if (/^Europe\//.test(zone) && Math.min(january, july) === 7200 && january !== july)
    return summer ? 'EEST' : 'EET';
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' });
  const name = format.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value ?? zone;
  if (!name.startsWith('GMT') || name === 'GMT') return name;
  const hours = Math.trunc(Math.abs(offset) / 3600);
  const minutes = Math.trunc((Math.abs(offset) % 3600) / 60);
  const sign = offset < 0 ? '-' : '+';
  return `${sign}${String(hours).padStart(2, '0')}${minutes === 0 ? '' : String(minutes).padStart(2, '0')}`;
}
