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
  try {
    const compiled = RE2JS.compile(pattern);
    return (text) => compiled.matcher(text).find();
  } catch (error) {
    return { error: error instanceof Error ? error.message.replace(/\.$/, '') : String(error) };
  }
}

/** A pattern that must cover the whole text; a plain name is compared without the engine. */
export function anchoredGoRegexp(pattern: string): GoRegexp | { readonly error: string } {
  return /^[\w/@:-]*$/.test(pattern) ? (text) => text === pattern : goRegexp(`^(?:${pattern})$`);
}
