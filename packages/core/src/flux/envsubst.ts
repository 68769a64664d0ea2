/**
 * The variable language of `postBuild`: `${name}`, defaults, substrings, cases, trims and replacements.
 * Source: fluxcd/pkg/envsubst, a grammar of its own: `${name-default}` is an error, `${name:+x}` gives x for an empty value.
 *
 * @module
 */
import { matchPattern } from './envsubst-pattern.js';

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
  const result = parsed.parts.map((part) => render(part, state)).join('');
  if (state.error) return { text, uses: state.uses, error: state.error };
  return { text: result, uses: state.uses, ...(state.unknown !== undefined && { unknown: state.unknown }) };
}

/** The variables that a text uses, whatever they hold; empty where it cannot be read. */
export function variableUses(text: string): readonly VariableUse[] {
  return evaluate(text, () => ({ kind: 'value', text: '' }), 'lenient').uses;
}

type Part = string | Call;

interface Call {
  readonly name: string;
  readonly operator: string;
  readonly args: readonly Part[];
  readonly start: number;
  readonly end: number;
}

interface SyntaxProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

interface State {
  readonly look: (name: string) => Variable;
  readonly strictness: 'strict' | 'lenient';
  readonly uses: VariableUse[];
  unknown: string | undefined;
  error: EvaluationError | undefined;
}

const DEFAULTS: ReadonlySet<string> = new Set(['=', ':=', ':-', ':?', ':+']);

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
  } catch {
    state.error ??= { kind: 'syntax', message: `'${operator}' cannot be applied to '${name}'`, start, end };
    return '';
  }
}

/** The functions of the language; lengths and positions count bytes of UTF-8. */
function call(operator: string, value: string, args: readonly string[]): string {
  const [first = '', second] = args;
  switch (operator) {
    case ',':
      return firstChar(value, (char) => char.toLowerCase());
    case ',,':
      return value.toLowerCase();
    case '^':
      return firstChar(value, (char) => char.toUpperCase());
    case '^^':
      return value.toUpperCase();
    case '#':
      return args.length === 0 ? String(Buffer.byteLength(value)) : trimStart(value, first, 'shortest');
    case '##':
      return trimStart(value, first, 'longest');
    case '%':
      return reversed(trimStart(reversed(value), reversed(first), 'shortest'));
    case '%%':
      return reversed(trimStart(reversed(value), reversed(first), 'longest'));
    case ':':
      return substring(value, first, second);
    case '/':
      return replaced(value, first, second ?? '', 'first');
    case '//':
      return replaced(value, first, second ?? '', 'all');
    case '/#':
      return second !== undefined && value.startsWith(first) ? second + value.slice(first.length) : value;
    case '/%':
      return second !== undefined && value.endsWith(first)
        ? value.slice(0, value.length - first.length) + second
        : value;
    default:
      return value === '' ? args.join('') : value;
  }
}

function firstChar(text: string, change: (char: string) => string): string {
  const [char = ''] = text;
  return change(char) + text.slice(char.length);
}

function reversed(text: string): string {
  return [...text].reverse().join('');
}

function trimStart(text: string, pattern: string, which: 'shortest' | 'longest'): string {
  const lengths = Array.from({ length: text.length }, (_, at) => text.length - at);
  let match: number | undefined;
  for (const length of lengths) {
    const verdict = matchPattern(pattern, text.slice(0, length));
    if (verdict === 'bad-pattern') return text;
    if (verdict === 'match') {
      match = length;
      if (which === 'longest') break;
    }
  }
  return match === undefined ? text : text.slice(match);
}

function replaced(text: string, search: string, by: string, how: 'first' | 'all'): string {
  return how === 'all' ? text.split(search).join(by) : text.replace(search, () => by);
}

function substring(text: string, from: string, count: string | undefined): string {
  if (!/^[-+]?\d+$/.test(from)) return text;
  const bytes = Buffer.from(text);
  const start = Number(from) < 0 ? Math.max(0, bytes.length + Number(from)) : Number(from);
  if (count === undefined) return bytes.subarray(start).toString();
  if (!/^[-+]?\d+$/.test(count)) return text;
  const end = start + Number(count);
  if (end >= bytes.length) return bytes.subarray(start).toString();
  if (end < start) throw new RangeError('a negative length makes the real program stop');
  return bytes.subarray(start, end).toString();
}

/** Reads a template, or says where it cannot be read. */
function parseTemplate(text: string): { parts: Part[] } | SyntaxProblem {
  const reader: Reader = { text, at: 0, depth: 0 };
  const parts: Part[] = [];
  let plain = '';
  try {
    while (reader.at < text.length) {
      if (text.startsWith('${', reader.at)) {
        parts.push(plain, readCall(reader));
        plain = '';
      } else {
        // A doubled dollar sign is one, and what follows it is plain text.
        if (text.startsWith('$$', reader.at)) reader.at++;
        plain += text[reader.at++] ?? '';
      }
    }
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    return { message: error.message, start: error.start, end: Math.min(reader.at + 1, text.length) };
  }
  return { parts: [...parts, plain] };
}

interface Reader {
  readonly text: string;
  at: number;
  /** How deep in defaults of defaults. */
  depth: number;
}

const MAX_DEPTH = 100;

class SyntaxFault extends Error {
  readonly start: number;

  constructor(message: string, start: number) {
    super(message);
    this.start = start;
  }
}

const IDENTIFIER = /[\p{L}\p{Nd}_]+/uy;

function readCall(reader: Reader): Call {
  const start = reader.at;
  reader.at += 2;
  const fail = (message: string): never => {
    throw new SyntaxFault(message, start);
  };
  if (++reader.depth > MAX_DEPTH) fail('the variables are nested too deeply');
  const finish = (name: string, operator: string, args: readonly Part[]): Call => {
    if (reader.text[reader.at] !== '}') fail('the closing brace is missing');
    reader.at++;
    reader.depth--;
    return { name, operator, args, start, end: reader.at };
  };
  if (reader.text[reader.at] === '#') {
    reader.at++;
    return finish(identifier(reader) ?? fail('there is no variable name'), '#', []);
  }
  const name = identifier(reader) ?? fail('there is no variable name');
  const operator = readOperator(reader) ?? '';
  switch (operator) {
    case '':
    case ',':
    case ',,':
    case '^':
    case '^^':
    case ',^':
    case '^,':
      return finish(name, operator, []);
    case ':':
      return finish(name, operator, readSubstring(reader, fail));
    case '/':
    case '//':
    case '/#':
    case '/%':
      return finish(name, operator, readReplacement(reader, fail));
    case '#':
    case '##':
    case '%':
    case '%%':
      return finish(name, operator, [
        readArgument(reader, /[^}]/y, 'plain') ?? fail('the argument is missing'),
      ]);
    default:
      return finish(name, operator, readDefault(reader, fail));
  }
}

function identifier(reader: Reader): string | undefined {
  IDENTIFIER.lastIndex = reader.at;
  const name = IDENTIFIER.exec(reader.text)?.[0];
  if (name !== undefined) reader.at += name.length;
  return name;
}

const OPERATOR = /:[=\-?+]|=|:|[,^]{1,2}|\/[/#%]?|#{1,2}|%{1,2}/y;

function readOperator(reader: Reader): string | undefined {
  OPERATOR.lastIndex = reader.at;
  const operator = OPERATOR.exec(reader.text)?.[0];
  if (operator !== undefined) reader.at += operator.length;
  return operator;
}

/** One argument: a nested variable, or text as long as the characters fit. */
function readArgument(reader: Reader, accept: RegExp, escapes: 'plain' | 'escaped'): Part | undefined {
  if (reader.text.startsWith('${', reader.at)) return readCall(reader);
  let result = '';
  const begin = reader.at;
  while (reader.at < reader.text.length && !reader.text.startsWith('${', reader.at)) {
    const pair = reader.text.slice(reader.at, reader.at + 2);
    const escaped = escapes === 'escaped' && (pair === '$$' || pair === '\\/' || pair === '\\\\');
    accept.lastIndex = reader.at;
    if (!escaped && !accept.test(reader.text)) break;
    if (escaped) reader.at++;
    result += reader.text[reader.at++] ?? '';
  }
  return reader.at === begin ? undefined : result;
}

function readSubstring(reader: Reader, fail: (message: string) => never): Part[] {
  const from = readArgument(reader, /[^:}]/y, 'plain') ?? fail('the position is missing');
  if (reader.text[reader.at] !== ':') return [from];
  while (reader.text[reader.at] === ':') reader.at++;
  return [from, readArgument(reader, /[^}]/y, 'plain') ?? fail('the length is missing')];
}

function readReplacement(reader: Reader, fail: (message: string) => never): Part[] {
  const search = readArgument(reader, /[^/]/y, 'escaped') ?? fail('the text to replace is missing');
  if (reader.text[reader.at] !== '/') fail('the slash before the replacement is missing');
  while (reader.text[reader.at] === '/') reader.at++;
  if (reader.text[reader.at] === '}') return [search];
  return [search, readArgument(reader, /[^}]/y, 'escaped') ?? fail('the replacement is missing')];
}

function readDefault(reader: Reader, fail: (message: string) => never): Part[] {
  const args: Part[] = [];
  while (reader.text[reader.at] !== '}') {
    args.push(readArgument(reader, /[^}]/y, 'plain') ?? fail('the closing brace is missing'));
  }
  return args;
}
