/**
 * The pattern language of `.gitignore` and `.sourceignore` files.
 * Each pattern is judged by itself; git and Flux differ in what they make of the verdicts, so that is left to the callers.
 * Source: gitignore(5), and the gitignore package of go-git, which Flux uses.
 *
 * @module
 */

import { LimitReached, limits, show } from './bounds/limits.js';
import { type SegmentTest, segmentTest } from './glob.js';
import type { RepoPath } from './repo-path.js';
import { trimEndCharacters } from './text/trim-characters.js';

/** One line of an ignore file, bound to the directory of that file. */
export interface IgnorePattern {
  /** The segments of the directory that the pattern is relative to. */
  readonly domain: readonly string[];
  /** True for a `!pattern`, which takes back what an earlier one left out. */
  readonly includes: boolean;
  readonly directoriesOnly: boolean;
  /** A pattern with a slash is tied to its directory; one without matches at any depth. */
  readonly anchored: boolean;
  readonly segments: readonly ('**' | SegmentTest)[];
}

/** The verdict of the last pattern that matches. */
export type IgnoreVerdict = 'ignored' | 'included' | 'no-match';

/**
 * Reads an ignore file; comments and empty lines are left out.
 *
 * @throws LimitReached where it has too many patterns
 */
export function parseIgnoreFile(text: string, directory: RepoPath): IgnorePattern[] {
  const domain = directory === '' ? [] : directory.split('/');
  const patterns = text.split(/\r?\n|\r$/).flatMap((line) => {
    const pattern = parsePattern(line, domain);
    return pattern ? [pattern] : [];
  });
  const most = limits().patterns;
  if (patterns.length <= most) return patterns;
  throw new LimitReached('patterns', `An ignore file has more than ${show(most)} patterns.`);
}

/** What the last matching pattern says of a path, given as segments: a pattern that matches a directory speaks of all below it. */
export function judgePath(
  patterns: readonly IgnorePattern[],
  segments: readonly string[],
  what: 'file' | 'directory',
): IgnoreVerdict {
  return judge(patterns, (pattern) => matches(pattern, segments, what));
}

/** The same as git asks it, of one entry of a directory that it looks into: no pattern speaks of what is below its match. */
export function judgeEntry(
  patterns: readonly IgnorePattern[],
  segments: readonly string[],
  what: 'file' | 'directory',
): IgnoreVerdict {
  return judge(patterns, (pattern) => matchesEntry(pattern, segments, what));
}

function judge(
  patterns: readonly IgnorePattern[],
  matching: (pattern: IgnorePattern) => boolean,
): IgnoreVerdict {
  for (let at = patterns.length - 1; at >= 0; at--) {
    const pattern = patterns[at];
    if (pattern && matching(pattern)) return pattern.includes ? 'included' : 'ignored';
  }
  return 'no-match';
}

function parsePattern(line: string, domain: readonly string[]): IgnorePattern | undefined {
  if (line.trim() === '' || line.startsWith('#')) return undefined;
  let text = line.endsWith('\\ ') ? line : trimEndCharacters(line, ' ');
  const includes = text.startsWith('!');
  if (includes) text = text.slice(1);
  const directoriesOnly = text.endsWith('/');
  if (directoriesOnly) text = text.slice(0, -1);
  const anchored = text.includes('/');
  const parts = text.split('/').filter((part, at) => part !== '' || at > 0);
  const segments = parts.map((part) => (part === '**' ? part : segmentTest(part)));
  const [first, second] = segments;
  // `**/a` says what `a` says, which is found out sooner.
  if (segments.length === 2 && first === '**' && second && second !== '**')
    return { domain, includes, directoriesOnly, anchored: false, segments: [second] };
  return { domain, includes, directoriesOnly, anchored, segments };
}

function matchesEntry(pattern: IgnorePattern, path: readonly string[], what: string): boolean {
  const rest = pathWithin(pattern, path);
  if (!rest || (pattern.directoriesOnly && what === 'file')) return false;
  if (pattern.anchored) return coveredLengths(pattern.segments, rest).includes(rest.length);
  const glob = pattern.segments[0];
  return glob !== undefined && (glob === '**' || glob(rest.at(-1) ?? ''));
}

function matches(pattern: IgnorePattern, path: readonly string[], what: 'file' | 'directory'): boolean {
  const rest = pathWithin(pattern, path);
  if (!rest) return false;
  return pattern.anchored ? matchesFromStart(pattern, rest, what) : matchesAnySegment(pattern, rest, what);
}

/** A path as seen from the directory of a pattern, if it stands below that. */
function pathWithin({ domain }: IgnorePattern, path: readonly string[]): readonly string[] | undefined {
  if (path.length <= domain.length || domain.some((segment, at) => path[at] !== segment)) return undefined;
  return path.slice(domain.length);
}

/** A pattern without a slash covers a path when any of its segments fits: what stands below a match is matched. */
function matchesAnySegment(pattern: IgnorePattern, path: readonly string[], what: string): boolean {
  const glob = pattern.segments[0];
  return path.some((segment, at) => {
    if (glob === undefined || (glob !== '**' && !glob(segment))) return false;
    return !(pattern.directoriesOnly && at === path.length - 1 && what === 'file');
  });
}

function matchesFromStart(pattern: IgnorePattern, path: readonly string[], what: string): boolean {
  const matchedLengths = coveredLengths(pattern.segments, path).filter((length) => length > 0);
  return matchedLengths.some(
    (length) => length < path.length || !(pattern.directoriesOnly && what === 'file'),
  );
}

/** The lengths of the beginnings of the path that the segments cover. */
function coveredLengths(segments: IgnorePattern['segments'], path: readonly string[]): number[] {
  let reached = new Set([0]);
  for (const segment of segments) {
    const next = new Set<number>();
    for (const length of reached) {
      if (segment === '**') for (let at = length; at <= path.length; at++) next.add(at);
      else if (length < path.length && segment(path[length] ?? '')) next.add(length + 1);
    }
    reached = next;
  }
  return [...reached];
}
