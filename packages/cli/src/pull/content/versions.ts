/**
 * Versions and ranges as Flux reads them.
 * Source: github.com/Masterminds/semver/v3, version.go and constraints.go, which differs from what npm calls semver.
 *
 * @module
 */

/** A version that was read. */
export interface Version {
  readonly numbers: readonly [major: number, minor: number, patch: number];
  readonly prerelease: readonly string[];
  readonly text: string;
}

const PARTS = String.raw`(\d+)(?:\.(\d+))?(?:\.(\d+))?`;
const REST = String.raw`(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?`;
const VERSION = new RegExp(`^v?${PARTS}${REST}$`);

/** Reads a version; a `v` in front and missing numbers are forgiven. */
export function parseVersion(text: string): Version | undefined {
  const [whole, major, minor, patch, prerelease] = VERSION.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const parts = prerelease === undefined ? [] : prerelease.split('.');
  // Numbers within a prerelease have no zeros in front.
  if (parts.some((part) => /^0\d+$/.test(part))) return undefined;
  return { numbers: [Number(major), Number(minor ?? 0), Number(patch ?? 0)], prerelease: parts, text };
}

/** Whether a text is a version with all three numbers. */
export function isWhole(text: string): boolean {
  return /^v?\d+\.\d+\.\d+/.test(text);
}

/** Orders versions; metadata does not count. */
export function compareVersions(a: Version, b: Version): number {
  for (const at of [0, 1, 2] as const) {
    if (a.numbers[at] !== b.numbers[at]) return a.numbers[at] - b.numbers[at];
  }
  if (a.prerelease.length === 0 || b.prerelease.length === 0)
    return b.prerelease.length - a.prerelease.length;
  for (const [at, part] of a.prerelease.entries()) {
    const other = b.prerelease[at];
    if (other === undefined) return 1;
    const order = comparePart(part, other);
    if (order !== 0) return order;
  }
  return a.prerelease.length - b.prerelease.length;
}

function comparePart(a: string, b: string): number {
  if (a === b) return 0;
  const [numeric, otherNumeric] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (numeric && otherNumeric) return Number(a) - Number(b);
  if (numeric !== otherNumeric) return numeric ? -1 : 1;
  return a < b ? -1 : 1;
}

/** What a version must meet. */
export type Range = (version: Version) => boolean;

const OPERATOR = String.raw`(=|!=|>=|=>|<=|=<|>|<|~>|~|\^)?`;
const PART = String.raw`(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?`;
const CONDITION = new RegExp(String.raw`^${OPERATOR}\s*v?${PART}${REST}(?:\s*,\s*|\s+|$)`);

interface Condition {
  readonly operator: string;
  readonly version: Version;
  /** How many numbers are given, before one that is left out or stands for any. */
  readonly given: 0 | 1 | 2 | 3;
}

/** Reads a range; `undefined` where it is none. */
export function parseRange(text: string): Range | undefined {
  const groups = (text.trim() === '' ? '*' : text).split('||').map(readGroup);
  const good = groups.filter((group) => group !== undefined);
  if (good.length !== groups.length) return undefined;
  return (version) => good.some((conditions) => meetsAll(conditions, version));
}

function readGroup(text: string): Condition[] | undefined {
  const conditions: Condition[] = [];
  let rest = text.replace(/(\S+)\s+-\s+(\S+)/g, '>=$1 <=$2').trim();
  // A comma at the end, or none at all, is no range.
  if (rest === '') return undefined;
  if (rest.endsWith(',')) return undefined;
  while (rest !== '') {
    const [whole, operator = '', major = '', minor, patch, prerelease] = CONDITION.exec(rest) ?? [];
    if (whole === undefined) return undefined;
    const numbers = [major, minor, patch].map((part) =>
      part === undefined || /[xX*]/.test(part) ? undefined : Number(part),
    );
    const open = numbers.indexOf(undefined);
    // Before these, `*` is the version 0.0.0.
    const isZero = open === 0 && ['!=', '>', '<=', '=<', '^'].includes(operator);
    const given = (open < 0 || isZero ? 3 : open) as Condition['given'];
    const known = numbers.map((number, at) => (at < given ? (number ?? 0) : 0)) as [number, number, number];
    const parts = prerelease === undefined ? [] : prerelease.split('.');
    if (parts.some((part) => /^0\d+$/.test(part))) return undefined;
    conditions.push({ operator, given, version: { numbers: known, prerelease: parts, text: whole } });
    rest = rest.slice(whole.length);
  }
  return conditions;
}

function meetsAll(conditions: readonly Condition[], version: Version): boolean {
  // One condition that names a prerelease lets them in for all conditions beside it.
  const prereleases = conditions.some((each) => each.version.prerelease.length > 0);
  if (version.prerelease.length > 0 && !prereleases) return false;
  return conditions.every((each) => meets(each, version));
}

function meets({ operator, version: wanted, given }: Condition, version: Version): boolean {
  const order = compareVersions(version, wanted);
  const [major, minor, patch] = wanted.numbers;
  const [ownMajor, ownMinor, ownPatch] = version.numbers;
  const within =
    (given < 1 || ownMajor === major) && (given < 2 || ownMinor === minor) && (given < 3 || order === 0);
  switch (operator) {
    case '!=':
      return wanted.prerelease.length > 0 ? order !== 0 : !within;
    case '>':
      return given === 3 ? order > 0 : order > 0 && !within;
    case '<':
      return order < 0;
    case '>=':
    case '=>':
      return order >= 0;
    case '<=':
    case '=<':
      return order <= 0 || (given < 3 && within);
    case '^':
      if (order < 0) return false;
      if (major > 0 || (given === 1 && ownMajor === 0)) return ownMajor === major;
      if (ownMajor !== 0) return false;
      if (minor > 0 || given === 2) return ownMinor === minor;
      return given === 0 || (ownMinor === 0 && ownPatch === patch);
    case '~':
    case '~>':
      if (given === 0 || (major === 0 && minor === 0 && patch === 0 && given === 3)) return order >= 0;
      return order >= 0 && ownMajor === major && (given < 2 || ownMinor === minor);
    default:
      if (given === 3) return order === 0;
      return order >= 0 && within;
  }
}

/** The highest of some versions that a range lets in; of equal ones the first. */
export function highest<T>(range: Range, from: Iterable<T>, textOf: (each: T) => string): T | undefined {
  let best: { readonly version: Version; readonly each: T } | undefined;
  for (const each of from) {
    const version = parseVersion(textOf(each));
    if (!version || !range(version)) continue;
    if (!best || compareVersions(version, best.version) > 0) best = { version, each };
  }
  return best?.each;
}
