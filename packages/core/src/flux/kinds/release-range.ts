/**
 * The releases of Flux 2 that a range of versions lets in, for the Flux Operator installs the newest one of them.
 * Source: github.com/Masterminds/semver/v3, constraints.go, which the operator uses.
 *
 * @module
 */
import { NEWEST_MINOR } from './kinds.data.js';

/** What a range lets in of Flux 2. */
export interface ReleaseRange {
  /** The newest minor that is known here; the oldest one beyond, for a range that begins there. */
  readonly newest: number;
  /** Whether it lets in no other minor, whatever comes. */
  readonly only: boolean;
}

/** Reads a range such as `2.x`, `~2.7` or `>=2.7 <2.9`; `undefined` where it lets in no release of Flux 2, or is none. */
export function releaseRange(text: string): ReleaseRange | undefined {
  if (!remembered.has(text)) {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(text, readRange(text));
  }
  return remembered.get(text);
}

const remembered = new Map<string, ReleaseRange | undefined>();
const MOST_REMEMBERED = 100;

function readRange(text: string): ReleaseRange | undefined {
  const alternatives = text.split('||').map(readConditions);
  const letIn = new Set<number>();
  for (const conditions of alternatives) {
    if (!conditions) return undefined;
    for (const minor of minorsOf(conditions)) letIn.add(minor);
  }
  const minors = [...letIn].sort((a, b) => a - b);
  const newest = minors.findLast((minor) => minor <= NEWEST_MINOR) ?? minors[0];
  return newest === undefined ? undefined : { newest, only: minors.length === 1 };
}

// Minors that nobody has seen yet, for ranges without an end.
const HORIZON = 1000;

interface Condition {
  readonly operator: string;
  /** What is left out, or an `x`, is any number. */
  readonly numbers: readonly [
    major: number | undefined,
    minor: number | undefined,
    patch: number | undefined,
  ];
}

const CONDITION =
  /^(=|!=|>=|=>|<=|=<|>|<|~>|~|\^)?\s*v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:-[\w.-]+)?(?:\+[\w.-]+)?(?:[\s,]+|$)/;

function readConditions(text: string): Condition[] | undefined {
  const conditions: Condition[] = [];
  let rest = text.replace(/(?<!\S)(\S+)\s+-\s+(\S+)/g, '>=$1 <=$2').trim();
  do {
    const found = CONDITION.exec(rest);
    if (!found) return undefined;
    const [whole, operator = '', major, minor, patch] = found;
    conditions.push({ operator, numbers: [toNumber(major), toNumber(minor), toNumber(patch)] });
    rest = rest.slice(whole.length);
  } while (rest !== '');
  return conditions;
}

function toNumber(text: string | undefined): number | undefined {
  return text === undefined || /[xX*]/.test(text) ? undefined : Number(text);
}

/** The minors of which some patch meets all conditions. */
function minorsOf(conditions: readonly Condition[]): number[] {
  const distinct = new Map(conditions.map((each) => [`${each.operator} ${each.numbers.join('.')}`, each]));
  const ranges = [...distinct.values()].flatMap((each) => rangesOf(each));
  // Where the ranges of all conditions cover a release, it is let in.
  const ends = ranges.flatMap(({ from, to }) => [[from, 1] as const, [to + 1, -1] as const]);
  ends.sort(([a, x], [b, y]) => a - b || y - x);
  const minors: number[] = [];
  let covered = 0;
  for (const [at, [release, change]] of ends.entries()) {
    covered += change;
    const next = ends[at + 1]?.[0];
    if (covered < distinct.size || next === undefined || next === release) continue;
    const last = Math.floor((next - 1) / PATCHES);
    for (let minor = Math.floor(release / PATCHES); minor <= last; minor++) {
      if (minors.at(-1) !== minor) minors.push(minor);
    }
  }
  return minors;
}

// The patches of a minor are counted together, so that a release is one number.
const PATCHES = 1_000_000;

/** The releases of Flux 2 that meet a condition, as ranges that do not touch. */
function rangesOf(condition: Condition): { readonly from: number; readonly to: number }[] {
  const { numbers } = condition;
  const patch = Math.min(numbers[2] ?? 0, PATCHES - 3);
  const named = Math.min(numbers[1] ?? 0, HORIZON);
  // Only around the named release does the answer change: everything between is like its neighbour.
  const points = [0, named, named + 1].flatMap((minor) => {
    return [0, patch - 1, patch, patch + 1, patch + 2].map((each) => minor * PATCHES + each);
  });
  const starts = [...new Set(points)]
    .filter((each) => each >= 0 && each < HORIZON * PATCHES)
    .sort((a, b) => a - b);
  const ranges: { from: number; to: number }[] = [];
  for (const [at, from] of starts.entries()) {
    if (!meets(condition, Math.floor(from / PATCHES), from % PATCHES)) continue;
    const to = (starts[at + 1] ?? HORIZON * PATCHES) - 1;
    const last = ranges.at(-1);
    if (last && last.to === from - 1) last.to = to;
    else ranges.push({ from, to });
  }
  return ranges;
}

function meets({ operator, numbers }: Condition, minor: number, patch: number): boolean {
  const [major, conMinor, conPatch] = numbers;
  const order =
    2 - (major ?? 0) || (major === undefined ? 1 : minor - (conMinor ?? 0)) || patch - (conPatch ?? 0);
  const isMinor = conMinor === undefined || minor === conMinor;
  const isOpen = conMinor === undefined || conPatch === undefined;
  // Within what is left out every number is equal.
  const within = major === undefined || (major === 2 && isMinor && (isOpen || patch === conPatch));
  switch (operator) {
    case '!=':
      return !within;
    case '>':
      return isOpen ? order > 0 && !within : order > 0;
    case '<':
      return order < 0;
    case '>=':
    case '=>':
      return order >= 0;
    case '<=':
    case '=<':
      return order <= 0 || within;
    case '^':
      return order >= 0 && (major === undefined || major === 2);
    case '~':
    case '~>':
      return order >= 0 && (major === undefined || (major === 2 && isMinor));
    default:
      return within;
  }
}
