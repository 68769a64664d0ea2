/**
 * How far a range of versions reaches: `6.x` stays below 7, `>=6` takes in whatever comes, `*` everything.
 * Source: github.com/Masterminds/semver, which Flux and Helm use.
 *
 * @module
 */

/** What a range lets in. */
export type Reach =
  /** Every version. */
  | 'everything'
  /** Every version from some one on. */
  | 'upwards'
  | 'bounded';

/** How far a range reaches: as far as the widest of its alternatives. */
export function reachOf(range: string): Reach {
  const reaches = range.split('||').map(reachOfAlternative);
  return (
    reaches.find((each) => each === 'everything') ?? reaches.find((each) => each === 'upwards') ?? 'bounded'
  );
}

function reachOfAlternative(text: string): Reach {
  const conditions = text
    .replace(/([<>=!~^])\s+/g, '$1')
    .split(/[\s,]+/)
    .filter((each) => each !== '');
  if (conditions.some((each) => !/^(>|!=|v?[xX*])/.test(each))) return 'bounded';
  const lower = conditions.filter((each) => each.startsWith('>'));
  return lower.every(isZero) ? 'everything' : 'upwards';
}

/** Whether a lower limit keeps nothing out, like `>=0` and `>=0.0.0-0`. */
function isZero(condition: string): boolean {
  return /^>=?v?[0xX*]*(\.[0xX*]+){0,2}(-0|-[a-z]\w*)?$/.test(condition);
}

const VERSION =
  'v?[0-9xX*|]+(\\.[0-9xX*|]+)?(\\.[0-9xX*|]+)?(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?';
const CONDITION = new RegExp(`^(=|!=|>=?|=>|<=?|=<|~|~>|\\^)?${VERSION}$`);
const SPAN = new RegExp(`${VERSION}\\s+-\\s+${VERSION}`, 'g');
// Longer ones are nobody's, and take time.
const LONGEST = 500;

/** What is wrong with a range; nothing for ranges that can be read. */
export function rangeProblem(range: string): string | undefined {
  if (range.length > LONGEST) return undefined;
  for (const alternative of range.split('||')) {
    const conditions = alternative
      .replace(SPAN, '1.0.0')
      .replace(/([<>=!~^])\s+/g, '$1')
      .split(/\s*,\s*|\s+/)
      .filter((each) => each !== '');
    if (conditions.length === 0) return 'an alternative is empty';
    const wrong = conditions.find((each) => !CONDITION.test(each));
    if (wrong !== undefined) return `'${wrong}' is no version with a comparison before it`;
  }
  return undefined;
}
