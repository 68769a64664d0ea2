/**
 * Shell patterns on paths, as Go's `path.Match` and doublestar read them.
 * The library matches without regular expressions, so that no pattern of a repository can make it slow.
 *
 * @module
 */
import { Minimatch } from 'minimatch';

const OPTIONS = { dot: true, noext: true, nocomment: true, nonegate: true } as const;
const compiled = new Map<string, Minimatch>();

/** Whether a path fits a pattern; `**` as a segment stands for any number of directories. */
export function matchesGlob(path: string, pattern: string): boolean {
  let matcher = compiled.get(pattern);
  if (!matcher) {
    matcher = new Minimatch(pattern, OPTIONS);
    compiled.set(pattern, matcher);
  }
  return matcher.match(path);
}

/** Whether one segment of a path fits. */
export type SegmentTest = (segment: string) => boolean;

/** Compiles the pattern of one segment: `*`, `?`, classes and escapes. */
export function segmentTest(glob: string): SegmentTest {
  if (!/[*?[\\]/.test(glob)) return (segment) => segment === glob;
  const [, ending] = /^\*([^*?[\\]+)$/.exec(glob) ?? [];
  if (ending !== undefined) return (segment) => segment.endsWith(ending);
  const matcher = new Minimatch(glob, { ...OPTIONS, nobrace: true });
  return (segment) => matcher.match(segment);
}
