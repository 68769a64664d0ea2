/**
 * Regular expressions as Go reads them: kustomize's targets, Flux's filters and version patterns.
 * They run in linear time, so that no repository can make a check hang.
 *
 * @module
 */
import { RE2JS } from 're2js';
import { LimitReached, limits, show } from './bounds/limits.js';

/** Tests texts against a pattern; unanchored unless the pattern says otherwise. */
export type GoRegexp = (text: string) => boolean;

/** Compiles a pattern of Go's `regexp` package, or says in one fragment what is wrong with it. */
export function goRegexp(pattern: string): GoRegexp | { readonly error: string } {
  let compiled = remembered.get(pattern);
  if (!compiled) {
    compiled = compile(pattern);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(pattern, compiled);
  }
  return compiled;
}

// Compiling takes far longer than matching, and a repository has the same few patterns in many places.
const remembered = new Map<string, ReturnType<typeof compile>>();
const MOST_REMEMBERED = 1000;

function compile(pattern: string): GoRegexp | { readonly error: string } {
  try {
    if (UNAMBIGUOUS.has(pattern) || ADDRESS.test(pattern)) {
      const quick = new RegExp(pattern.replace('.*', '[^\\n]*'), 'u');
      let engine: RE2JS | undefined;
      return (text) => {
        if (text.length <= LONGEST_QUICK) return quick.test(text);
        engine ??= RE2JS.compile(pattern);
        return engine.test(text);
      };
    }
    if (pattern.length > LONGEST_PATTERN) return { error: 'it is too long' };
    const compiled = RE2JS.compile(pattern);
    // A repetition with a count is written out by the engine, once within another.
    const size = Math.max(pattern.length, compiled.programSize());
    return (text) => {
      demandWork(size, text);
      return compiled.test(text);
    };
  } catch (error) {
    return { error: error instanceof Error ? error.message.replace(/\.$/, '') : String(error) };
  }
}

const LONGEST_PATTERN = 100_000;

/** Time grows with both: a long pattern on a long text would take minutes, without ever going back. */
function demandWork(size: number, text: string): void {
  const most = limits().matches;
  if (size * text.length <= most) return;
  throw new LimitReached(
    'matches',
    `A pattern is asked about a text that takes more than ${show(most)} steps.`,
  );
}

/**
 * Patterns of Flux's definitions, which every run asks: no text is read in two ways by them, so that the language's
 * own engine is safe, and it needs no compiling. A part of a duration begins with a digit and ends with a letter,
 * a part of a name begins behind a dot or a slash, which no part holds.
 */
export const UNAMBIGUOUS: ReadonlySet<string> = new Set([
  '^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$',
  '^([0-9]+(\\.[0-9]+)?(ms|s|m))+$',
  '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
  '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$',
  '^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$',
  '^@([a-z0-9]([a-z0-9_-]*[a-z0-9])?)$',
  '^@([a-z0-9]([a-z0-9_-]*[a-z0-9])?)/(.*)$',
  '^@(artifact)/(.*)$',
  '^[\\-._a-zA-Z0-9]+$',
]);
// On millions of repetitions the language's own engine runs out of stack.
const LONGEST_QUICK = 10_000;
const ADDRESS = /^\^(\([a-z|]+\)|[a-z]+):\/\/(\.\*\$)?$/;

/** A pattern that tells where it matches. */
export interface GoPattern {
  /**
   * The first match from an offset on: start and end of the match and of each group, -1 for a group that took no part.
   * What stands before the offset is seen, by `^` and `\\b`.
   */
  readonly find: (text: string, from: number) => readonly number[] | undefined;
  /** The number of each group that has a name. */
  readonly names: Readonly<Record<string, number>>;
}

/** Compiles a pattern of Go's `regexp` package to find matches with, or says what is wrong with it in Go's words. */
export function goPattern(pattern: string): GoPattern | { readonly error: string } {
  let compiled = rememberedPatterns.get(pattern);
  if (!compiled) {
    compiled = compilePattern(pattern);
    if (rememberedPatterns.size >= MOST_REMEMBERED) rememberedPatterns.clear();
    rememberedPatterns.set(pattern, compiled);
  }
  return compiled;
}

const rememberedPatterns = new Map<string, ReturnType<typeof compilePattern>>();

function compilePattern(pattern: string): GoPattern | { readonly error: string } {
  try {
    const compiled = RE2JS.compile(pattern);
    const groups = compiled.groupCount();
    const find = (text: string, from: number): number[] | undefined => {
      const matcher = compiled.matcher(text);
      if (!matcher.find(from)) return undefined;
      const places: number[] = [];
      for (let group = 0; group <= groups; group++) places.push(matcher.start(group), matcher.end(group));
      return places;
    };
    return { find, names: compiled.namedGroups() };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** A pattern that must cover the whole text; names, and names with one gap, are compared without the engine. */
export function anchoredGoRegexp(pattern: string): GoRegexp | { readonly error: string } {
  if (/^[\w/@:-]*$/.test(pattern)) return (text) => text === pattern;
  const simple = SIMPLE.test(pattern) ? compileSimple(pattern) : undefined;
  return simple ?? goRegexp(`^(?:${pattern})$`);
}

// With a single repetition and no choice, no text can make the language's own engine slow.
const SIMPLE = /^[\w/@:.^$-]*(\.\*)?[\w/@:.^$-]*$/;

function compileSimple(pattern: string): GoRegexp | undefined {
  try {
    const compiled = new RegExp(`^(?:${pattern.replaceAll('.', '[^\\n]')})$`, 'u');
    return (text) => compiled.test(text);
  } catch {
    return undefined;
  }
}
