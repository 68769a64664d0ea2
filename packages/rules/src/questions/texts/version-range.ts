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
