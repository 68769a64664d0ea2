/**
 * Ranges of versions as Helm and Sprig read them.
 * Source: constraints.go of Masterminds/semver 3.5.
 *
 * @module
 */
import { quote } from '../format/quote.js';
import { comparePrereleases, compareVersions, parseVersion, type Version } from './version.js';

/** A range: one of the groups must hold in full. */
export interface Constraint {
  readonly groups: readonly Group[];
}

interface Group {
  readonly terms: readonly Term[];
  /** Versions with a prerelease are only taken where a term has one. */
  readonly hasPre: boolean;
}

interface Term {
  readonly op: string;
  readonly version: Version;
  readonly dirty: boolean;
  readonly minorDirty: boolean;
  readonly patchDirty: boolean;
}

const PART = '[0-9|xX*]+';
const VERSION = `v?(${PART})(\\.${PART})?(\\.${PART})?(-([0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*))?(\\+([0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*))?`;
const SPACE = '[\\t\\n\\f\\r ]';
// Go takes the first alternative that lets the whole match; an empty operator is the second.
const OPERATOR = '=||!=|>|<|>=|=>|<=|=<|~|~>|\\^';
const TERM = new RegExp(`^${SPACE}*(${OPERATOR})${SPACE}*(${VERSION})${SPACE}*$`);
const TERMS = new RegExp(`(?:${OPERATOR})${SPACE}*(?:${VERSION})`, 'g');
const RANGE = new RegExp(`${SPACE}*(${VERSION})${SPACE}+-${SPACE}+(${VERSION})${SPACE}*`, 'g');
const ONE_TERM = `(?:${OPERATOR})${SPACE}*(?:${VERSION})`;
const LONGEST = 512;
const MOST_GROUPS = 32;

/** Reads a range, or tells in the library's words why it is none. */
export function parseConstraint(text: string): Constraint | { readonly error: string } {
  if (text.length > LONGEST) return { error: `constraint string is too long (max ${LONGEST} bytes)` };
  const parts = withRanges(text).split('||');
  if (parts.length > MOST_GROUPS) return { error: `too many constraint groups (max ${MOST_GROUPS})` };
  const groups: Group[] = [];
  for (const part of parts) {
    const group = parseGroup(part);
    if ('error' in group) return group;
    groups.push(group);
  }
  return { groups };
}

function withRanges(text: string): string {
  let result = text;
  for (const match of text.matchAll(RANGE)) {
    result = result.replace(match[0], () => `>= ${match[1]}, <= ${match[11]} `);
  }
  return result;
}

/** Whether a text is terms with blanks or commas between, read one after the other so that no text is slow. */
function isGroup(text: string): boolean {
  const term = new RegExp(`${SPACE}*${ONE_TERM}${SPACE}*`, 'y');
  const next = new RegExp(`(?:${SPACE}+|,${SPACE}*)?`, 'y');
  let at = 0;
  for (let first = true; first || at < text.length; first = false) {
    if (!first) {
      next.lastIndex = at;
      const gap = next.exec(text)?.[0] ?? '';
      const hadBlank = at > 0 && new RegExp(SPACE).test(text.charAt(at - 1));
      if (gap === '' && !hadBlank) return false;
      at += gap.length;
      if (at >= text.length) return !gap.includes(',');
    }
    term.lastIndex = at;
    const found = term.exec(text);
    if (!found || found[0] === '') return false;
    at += found[0].length;
  }
  return true;
}

function parseGroup(text: string): Group | { readonly error: string } {
  const improper = { error: `improper constraint: ${quote(text)}` };
  if (!isGroup(text)) return improper;
  const terms: Term[] = [];
  for (const [term] of text.matchAll(TERMS)) {
    const parsed = parseTerm(term);
    if ('error' in parsed) return parsed;
    terms.push(parsed);
  }
  return { terms, hasPre: terms.some(({ version }) => version.pre !== '') };
}

function isWildcard(part: string | undefined): boolean {
  return part === undefined || ['', 'x', 'X', '*'].includes(part.replace('.', ''));
}

function parseTerm(text: string): Term | { readonly error: string } {
  const match = TERM.exec(text);
  if (!match) return { error: `improper constraint: ${quote(text)}` };
  const [, op = '', whole = '', major = '', minor, patch, pre = ''] = match;
  let written = whole;
  if (isWildcard(major)) written = `0.0.0${pre}`;
  else if (isWildcard(minor)) written = `${major}.0.0${pre}`;
  else if (isWildcard(patch)) written = `${major}${minor}.0${pre}`;
  const version = parseVersion(written);
  if ('error' in version) return { error: 'constraint parser error' };
  const anyMajor = isWildcard(major);
  return {
    op,
    version,
    dirty: anyMajor || isWildcard(minor) || isWildcard(patch),
    minorDirty: !anyMajor && isWildcard(minor),
    patchDirty: !anyMajor && !isWildcard(minor) && isWildcard(patch),
  };
}

/** Whether a version is in a range. */
export function satisfies({ groups }: Constraint, version: Version): boolean {
  return groups.some(({ terms, hasPre }) =>
    terms.every((term) => (version.pre === '' || hasPre) && holds(term, version)),
  );
}

function holds(term: Term, version: Version): boolean {
  const { op, version: bound, dirty, minorDirty, patchDirty } = term;
  const order = compareVersions(version, bound);
  switch (op) {
    case '':
    case '=':
      return dirty ? isNear(term, version, order) : order === 0;
    case '!=':
      return isDifferent(term, version, order);
    case '>':
      if (!dirty || version.major !== bound.major) return dirty ? version.major > bound.major : order > 0;
      if (minorDirty) return false;
      return patchDirty ? version.minor > bound.minor : order > 0;
    case '<':
      return order < 0;
    case '>=':
    case '=>':
      return order >= 0;
    case '<=':
    case '=<':
      if (!dirty) return order <= 0;
      if (version.major > bound.major) return false;
      return !(version.major === bound.major && version.minor > bound.minor && !minorDirty);
    case '^':
      return isCompatible(term, version, order);
    default:
      return isNear(term, version, order);
  }
}

function isNear({ version: bound, minorDirty, patchDirty }: Term, version: Version, order: number): boolean {
  if (order < 0) return false;
  const isZero = bound.major === 0n && bound.minor === 0n && bound.patch === 0n;
  if (isZero && !minorDirty && !patchDirty) return true;
  return version.major === bound.major && (version.minor === bound.minor || minorDirty);
}

function isDifferent(
  { version: bound, dirty, minorDirty, patchDirty }: Term,
  version: Version,
  order: number,
): boolean {
  if (dirty) {
    if (bound.major !== version.major) return true;
    if (bound.minor !== version.minor && !minorDirty) return true;
    if (minorDirty) return false;
    if (bound.patch !== version.patch && !patchDirty) return true;
    if (patchDirty)
      return (version.pre !== '' || bound.pre !== '') && comparePrereleases(version.pre, bound.pre) !== 0;
  }
  return order !== 0;
}

function isCompatible(
  { version: bound, minorDirty, patchDirty }: Term,
  version: Version,
  order: number,
): boolean {
  if (order < 0) return false;
  if (bound.major > 0n || minorDirty) return version.major === bound.major;
  if (version.major > 0n) return false;
  if (bound.minor > 0n || patchDirty) return version.minor === bound.minor;
  return version.minor === 0n && bound.patch === version.patch;
}
