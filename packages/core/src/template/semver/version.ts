/**
 * Versions as Helm and Sprig read them.
 * Source: Masterminds/semver 3.5.
 *
 * @module
 */
import { compareText } from '../values/go-text.js';

export interface Version {
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  readonly pre: string;
  readonly metadata: string;
  readonly original: string;
}

const LOOSE =
  /^v?([0-9]+)(\.[0-9]+)?(\.[0-9]+)?(-([0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*))?(\+([0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*))?$/;
const LONGEST = 256;

/** Reads a version that may lack parts and may begin with `v`. */
export function parseVersion(text: string): Version | { readonly error: string } {
  if (text.length > LONGEST) return { error: `version string is too long (max ${LONGEST} bytes)` };
  const parts = LOOSE.exec(text);
  if (!parts) return { error: 'invalid semantic version' };
  const numbers = [parts[1], parts[2], parts[3]].map((part) => (part ?? '0').replace('.', ''));
  for (const number of numbers) {
    if (BigInt(number) >= 2n ** 64n)
      return {
        error: `error parsing version segment: strconv.ParseUint: parsing "${number}": value out of range`,
      };
  }
  const pre = parts[5] ?? '';
  if (pre.split('.').some((part) => /^0[0-9]+$/.test(part)))
    return { error: 'version segment starts with 0' };
  const [major = 0n, minor = 0n, patch = 0n] = numbers.map(BigInt);
  return { major, minor, patch, pre, metadata: parts[8] ?? '', original: text };
}

export function showVersion({ major, minor, patch, pre, metadata }: Version): string {
  return `${major}.${minor}.${patch}${pre === '' ? '' : `-${pre}`}${metadata === '' ? '' : `+${metadata}`}`;
}

/** Negative where the first is older; metadata has no say. */
export function compareVersions(a: Version, b: Version): number {
  for (const part of ['major', 'minor', 'patch'] as const) {
    if (a[part] !== b[part]) return a[part] < b[part] ? -1 : 1;
  }
  return comparePrereleases(a.pre, b.pre);
}

export function comparePrereleases(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '') return 1;
  if (b === '') return -1;
  const left = a.split('.');
  const right = b.split('.');
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const order = comparePart(left[at] ?? '', right[at] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

function comparePart(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '') return -1;
  if (b === '') return 1;
  const isNumber = (text: string): boolean => /^[0-9]+$/.test(text) && BigInt(text) < 2n ** 64n;
  if (isNumber(a) && isNumber(b)) return BigInt(a) > BigInt(b) ? 1 : BigInt(a) < BigInt(b) ? -1 : 0;
  if (isNumber(a)) return -1;
  if (isNumber(b)) return 1;
  return compareText(a, b) > 0 ? 1 : -1;
}
