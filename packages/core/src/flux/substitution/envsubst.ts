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
  /**
   * The text with the variables replaced; as it was where it cannot be read.
   * A variable that is not known stays as it is written: each is replaced by itself, so the others are certain.
   */
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
  const state: State = { text, look, strictness, uses: [], error: undefined };
  const results = renderAll(parsed.parts, state);
  if (state.error) return { text, uses: state.uses, error: state.error };
  const unknown = firstUnknown(results);
  return {
    text: joined(results.map((each) => each.text)),
    uses: state.uses,
    ...(unknown !== undefined && { unknown }),
  };
}

/** The variables that a text uses, whatever they hold; empty where it cannot be read. */
export function variableUses(text: string): readonly VariableUse[] {
  return evaluate(text, () => ({ kind: 'value', text: '' }), 'lenient').uses;
}

interface State {
  readonly text: string;
  readonly look: (name: string) => Variable;
  readonly strictness: 'strict' | 'lenient';
  readonly uses: VariableUse[];
  error: EvaluationError | undefined;
}

const DEFAULTS: ReadonlySet<string> = new Set(['=', ':=', ':-', ':?', ':+']);

/** A part after the replacement; what is not known is as written. */
interface Rendered {
  readonly text: string;
  readonly unknown?: string;
}

function firstUnknown(parts: readonly Rendered[]): string | undefined {
  return parts.find(({ unknown }) => unknown !== undefined)?.unknown;
}

/** The parts, weighed on the way: those of a text of megabytes could hold gigabytes. */
function renderAll(parts: readonly Part[], state: State): Rendered[] {
  let length = 0;
  return parts.map((part) => {
    const rendered = render(part, state);
    length += rendered.text.length;
    if (typeof part !== 'string') demandLength(length);
    return rendered;
  });
}

function render(part: Part, state: State): Rendered {
  if (typeof part === 'string') return { text: part };
  // Arguments come first: a default that is not needed is evaluated all the same.
  const args = part.args.map((arg) => render(arg, state));
  const { name, operator, start, end } = part;
  const hasDefault = DEFAULTS.has(operator);
  state.uses.push({ name, start, end, hasDefault });
  const variable = state.look(name);
  const asWritten = state.text.slice(start, end);
  if (variable.kind === 'unknown') return { text: asWritten, unknown: variable.reason };
  if (variable.kind === 'unset' && state.strictness === 'strict' && !hasDefault) {
    const message = `The variable '${name}' is not set.`;
    state.error ??= { kind: 'unset', message, start, end, variable: name };
    return { text: asWritten };
  }
  const value = variable.kind === 'value' ? variable.text : '';
  const unknown = firstUnknown(args);
  // What would stand in for a missing value matters only where one is missing.
  if (unknown !== undefined && !(hasDefault && value !== '')) return { text: asWritten, unknown };
  const texts = args.map((each) => each.text);
  try {
    return { text: call(operator, value, texts) };
  } catch (error) {
    if (error instanceof LimitReached) throw error;
    state.error ??= { kind: 'syntax', message: `'${operator}' cannot be applied to '${name}'`, start, end };
    return { text: asWritten };
  }
}
