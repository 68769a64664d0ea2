/**
 * Regular expressions as Go reads them: kustomize's targets, Flux's filters and version patterns.
 * They run in linear time, so that no repository can make a check hang.
 *
 * @module
 */
import { RE2JS } from 're2js';

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
    const compiled = RE2JS.compile(pattern);
    return (text) => compiled.test(text);
  } catch (error) {
    return { error: error instanceof Error ? error.message.replace(/\.$/, '') : String(error) };
  }
}

/** A pattern that must cover the whole text; names, and names with one gap, are compared without the engine. */
export function anchoredGoRegexp(pattern: string): GoRegexp | { readonly error: string } {
  if (/^[\w/@:-]*$/.test(pattern)) return (text) => text === pattern;
  const simple = SIMPLE.test(pattern) ? compileSimple(pattern) : undefined;
  return simple ?? goRegexp(`^(?:${pattern})$`);
}

// With a single repetition, no text can make the language's own engine slow.
const SIMPLE = /^[\w/@:.|()^$-]*(\.\*)?[\w/@:.|()^$-]*$/;

function compileSimple(pattern: string): GoRegexp | undefined {
  try {
    const compiled = new RegExp(`^(?:${pattern.replaceAll('.', '[^\\n]')})$`, 'u');
    return (text) => compiled.test(text);
  } catch {
    return undefined;
  }
}
