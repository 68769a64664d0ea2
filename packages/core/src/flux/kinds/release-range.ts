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
  const alternatives = text.split('||').map(readConditions);
  const minors = Array.from({ length: HORIZON }, (_, minor) => minor).filter((minor) =>
    alternatives.some((conditions) => conditions !== undefined && letsIn(conditions, minor)),
  );
  const newest = minors.findLast((minor) => minor <= NEWEST_MINOR) ?? minors[0];
  if (newest === undefined || alternatives.includes(undefined)) return undefined;
  return { newest, only: minors.length === 1 };
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
  let rest = text.replace(/(\S+)\s+-\s+(\S+)/g, '>=$1 <=$2').trim();
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

/** Whether some patch of a minor meets all conditions: only those around the named ones can differ. */
function letsIn(conditions: readonly Condition[], minor: number): boolean {
  const named = conditions.map(({ numbers }) => numbers[2] ?? 0);
  const patches = [0, ...named, ...named.map((patch) => patch + 1), ...named.map((patch) => patch - 1)];
  return patches.some((patch) => patch >= 0 && conditions.every((each) => meets(each, minor, patch)));
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
