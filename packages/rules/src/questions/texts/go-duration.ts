/**
 * Durations as Go writes them: `90s`, `1h30m`.
 *
 * @module
 */
import { own } from '@fluxvet/core';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** The milliseconds of a duration; nothing for what Flux would refuse. */
export function goDuration(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  let total = 0;
  let rest = text;
  while (rest !== '') {
    const [part, number = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)/.exec(rest) ?? [];
    if (part === undefined) return undefined;
    total += Number(number) * (own(UNITS, unit) ?? 0);
    rest = rest.slice(part.length);
  }
  return total;
}
