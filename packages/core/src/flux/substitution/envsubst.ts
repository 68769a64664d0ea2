/**
 * The variable language of `postBuild`: `${name}`, defaults, substrings, cases, trims and replacements.
 * Source: fluxcd/pkg/envsubst, a grammar of its own: `${name-default}` is an error, `${name:+x}` gives x for an empty value.
 *
 * @module
 */

import { LimitReached } from '../../source/bounds/limits.js';
import { demandLength, joined } from '../../source/bounds/made-text.js';
import { call } from './envsubst-functions.js';
import { type Part, parseTemplate } from './envsubst-template.js';

/** What is known of a variable. */
export type Variable =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'unset' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** A variable where it is used; offsets in UTF-16 code units of the text. */
export interface VariableUse {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Whether the use brings what stands in for a missing value. */
  readonly hasDefault: boolean;
}

export interface Evaluation {
  /** The text with the variables replaced; as it was where it cannot be read. */
  readonly text: string;
  readonly uses: readonly VariableUse[];
  /** What ends the evaluation: a text that cannot be read, or in strict mode a variable that is not set. */
  readonly error?: EvaluationError;
  /** Why the result is not known, where it is not. */
  readonly unknown?: string;
}

export interface EvaluationError {
  readonly kind: 'syntax' | 'unset';
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** The variable that is not set. */
  readonly variable?: string;
}

/** Whether a text holds anything that the language would touch. */
export function mentionsVariables(text: string): boolean {
  return text.includes('${') || text.includes('$$');
}

/**
 * Replaces the variables of a text.
 *
 * @param look - what is known of a variable
 * @param strictness - whether a variable that is not set and has no default is an error, or an empty text
 */
export function evaluate(
  text: string,
  look: (name: string) => Variable,
  strictness: 'strict' | 'lenient',
): Evaluation {
  const parsed = parseTemplate(text);
  if ('message' in parsed) return { text, uses: [], error: { kind: 'syntax', ...parsed } };
  const state: State = { look, strictness, uses: [], unknown: undefined, error: undefined };
  const result = joined(renderAll(parsed.parts, state));
  if (state.error) return { text, uses: state.uses, error: state.error };
  return { text: result, uses: state.uses, ...(state.unknown !== undefined && { unknown: state.unknown }) };
}

/** The variables that a text uses, whatever they hold; empty where it cannot be read. */
export function variableUses(text: string): readonly VariableUse[] {
  return evaluate(text, () => ({ kind: 'value', text: '' }), 'lenient').uses;
}

interface State {
  readonly look: (name: string) => Variable;
  readonly strictness: 'strict' | 'lenient';
  readonly uses: VariableUse[];
  unknown: string | undefined;
  error: EvaluationError | undefined;
}

const DEFAULTS: ReadonlySet<string> = new Set(['=', ':=', ':-', ':?', ':+']);

/** The texts of parts; they are weighed on the way, because the parts of a text of megabytes could hold gigabytes. */
function renderAll(parts: readonly Part[], state: State): string[] {
  let length = 0;
  return parts.map((part) => {
    const text = render(part, state);
    length += text.length;
    if (typeof part !== 'string') demandLength(length);
    return text;
  });
}

function render(part: Part, state: State): string {
  if (typeof part === 'string') return part;
  // Arguments come first: a default that is not needed is evaluated all the same.
  const args = part.args.map((arg) => render(arg, state));
  const { name, operator, start, end } = part;
  const hasDefault = DEFAULTS.has(operator);
  state.uses.push({ name, start, end, hasDefault });
  const variable = state.look(name);
  if (variable.kind === 'unknown') {
    state.unknown ??= variable.reason;
    return '';
  }
  if (variable.kind === 'unset' && state.strictness === 'strict' && !hasDefault) {
    const message = `The variable '${name}' is not set.`;
    state.error ??= { kind: 'unset', message, start, end, variable: name };
    return '';
  }
  try {
    return call(operator, variable.kind === 'value' ? variable.text : '', args);
  } catch (error) {
    if (error instanceof LimitReached) throw error;
    state.error ??= { kind: 'syntax', message: `'${operator}' cannot be applied to '${name}'`, start, end };
    return '';
  }
}
