/**
 * Schedules of CronJobs, with their five fields, names of months and days, and `@every`.
 * Source: robfig/cron, whose standard parser the API server uses.
 *
 * @module
 */

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, names: 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ') },
  { name: 'day of the week', min: 0, max: 6, names: 'sun mon tue wed thu fri sat'.split(' ') },
];

const NAMED = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']);

/** What is wrong with a schedule; the sentence goes on after 'which'. */
export function cronProblem(text: string): string | undefined {
  if (text === '') return 'is empty';
  if (/^(CRON_)?TZ=/.test(text)) return "names a time zone, which belongs into 'timeZone'";
  if (text.startsWith('@')) {
    if (NAMED.has(text)) return undefined;
    const [, every] = /^@every (.+)$/.exec(text) ?? [];
    return every !== undefined && /^[-+]?((\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))+$/.test(every)
      ? undefined
      : 'is no schedule that is known by a name';
  }
  const fields = text.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== FIELDS.length) return `has ${fields.length} fields; a schedule has 5`;
  for (const [at, field] of FIELDS.entries()) {
    for (const part of (fields[at] ?? '').split(',')) {
      const problem = part === '' ? undefined : partProblem(part, field);
      if (problem !== undefined) return `has '${part}' for the ${field.name}: ${problem}`;
    }
  }
  return undefined;
}

function partProblem(part: string, field: Field): string | undefined {
  const [range = '', step, ...tooMany] = part.split('/');
  const [low = '', high, ...more] = range.split('-');
  if (tooMany.length > 0 || more.length > 0) return 'it is no range';
  let start: number | undefined;
  let end: number | undefined;
  if (low === '*' || low === '?') {
    if (high !== undefined) return 'it is no range';
    start = field.min;
    end = field.max;
  } else {
    start = numberOf(low, field);
    end = high === undefined ? (step === undefined ? start : field.max) : numberOf(high, field);
  }
  if (start === undefined || end === undefined) return 'it is no number';
  if (step !== undefined && !/^\d+$/.test(step)) return 'its step is no number';
  if (start < field.min) return `it begins before ${field.min}`;
  if (end > field.max) return `it ends after ${field.max}`;
  if (start > end) return 'it ends before it begins';
  return step !== undefined && Number(step) === 0 ? 'its step is 0' : undefined;
}

function numberOf(text: string, { min, names }: Field): number | undefined {
  const named = names?.indexOf(text.toLowerCase()) ?? -1;
  if (named >= 0) return min + named;
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
