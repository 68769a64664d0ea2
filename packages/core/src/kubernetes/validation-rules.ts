/**
 * Validation rules of CustomResourceDefinitions, in the Common Expression Language.
 * Only what can be decided is told: a rule that this evaluator does not know says nothing.
 *
 * @module
 */
import { Environment } from '@marcbachmann/cel-js';
import { goRegexp } from '../source/go-regexp.js';
import type { Path } from '../yaml/nodes/node-path.js';
import type { Plain } from '../yaml/nodes/to-plain.js';

/** A rule in CEL that an object must fulfil. */
export interface ValidationRule {
  readonly rule: string;
  readonly message?: string;
  /** The field that is told, from the value on: `.spec.url`. */
  readonly fieldPath?: string;
}

/** A rule that is broken, and where. */
export interface BrokenRule {
  readonly rule: string;
  readonly message: string;
  readonly field: Path;
}

type Evaluate = (variables: { readonly self: unknown }) => unknown;

// Patterns run on an engine with linear time: a repository must not be able to make a check hang.
const environment = new Environment({ unlistedVariablesAreDyn: true }).registerFunction(
  'string.linearMatches(string): bool',
  (text: string, pattern: string): boolean => {
    const matches = goRegexp(pattern);
    if (typeof matches !== 'function') throw new Error(matches.error);
    return matches(text);
  },
);

const compiled = new Map<string, Evaluate | undefined>();

/**
 * The fields of `self` that rules look at; nothing where they look at the whole.
 * Values can be large, and rules mostly ask for two or three fields beside each other.
 */
export function fieldsAskedFor(rules: readonly ValidationRule[]): ReadonlySet<string> | undefined {
  const fields = new Set<string>();
  for (const { rule } of rules) {
    const asked = askedFor(rule);
    if (!asked) return undefined;
    for (const field of asked) fields.add(field);
  }
  return fields;
}

const asked = new Map<string, ReadonlySet<string> | undefined>();

function askedFor(rule: string): ReadonlySet<string> | undefined {
  if (!asked.has(rule)) {
    const names = [...rule.matchAll(/\bself\b(?:\s*\.\s*(\w+)\b(?!\s*\())?/g)].map(([, name]) => name);
    const isWhole = names.includes(undefined) || rule.includes('__');
    asked.set(rule, isWhole ? undefined : new Set(names.filter((name) => name !== undefined)));
  }
  return asked.get(rule);
}

/** The rules that a value breaks; one that ends in an error is broken, too. */
export function validationProblems(self: Plain, rules: readonly ValidationRule[]): BrokenRule[] {
  const size = sizeOf(self);
  const values = new Map<boolean, unknown>();
  const valueFor = (escaped: boolean): unknown => {
    if (!values.has(escaped)) values.set(escaped, toCel(self, escaped));
    return values.get(escaped);
  };
  return rules.flatMap(({ rule, message, fieldPath }) => {
    if (isTooCostly(rule, size)) return [];
    const evaluate = compile(rule);
    if (!evaluate) return [];
    const field = fieldOf(fieldPath);
    try {
      if (evaluate({ self: valueFor(rule.includes('__')) }) !== false) return [];
      return [{ rule, message: message?.trim() ?? rule, field }];
    } catch (error) {
      const said = certainError(error);
      return said === undefined ? [] : [{ rule, message: `${rule} ends in an error: ${said}`, field }];
    }
  });
}

/** Errors of a value, not of what this evaluator does not know. */
const OF_THE_VALUE = new Set([
  'no_such_key',
  'index_out_of_bounds',
  'division_by_zero',
  'modulo_by_zero',
  'int_conversion_error',
  'invalid_duration',
  'invalid_timestamp',
]);

function certainError(error: unknown): string | undefined {
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  if (typeof code !== 'string' || !OF_THE_VALUE.has(code)) return undefined;
  return String(message).split('\n')[0] ?? '';
}

/** A path of the form `.spec['a.b'].c`. */
function fieldOf(fieldPath: string | undefined): Path {
  return [...(fieldPath ?? '').matchAll(/\.([^.[\]]+)|\['([^']*)'\]/g)].map(
    ([, name, quoted]) => name ?? quoted ?? '',
  );
}

/** Whether a text is an expression at all; a rule about an object's old state is another matter. */
export function expressionError(expression: string): string | undefined {
  try {
    environment.parse(linear(expression));
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
}

function compile(rule: string): Evaluate | undefined {
  if (!compiled.has(rule)) compiled.set(rule, parse(rule));
  return compiled.get(rule);
}

function parse(rule: string): Evaluate | undefined {
  // Rules about changes need the object before.
  if (/\boldSelf\b/.test(rule)) return undefined;
  try {
    return environment.parse(linear(rule)) as Evaluate;
  } catch {
    return undefined;
  }
}

const LOOPS = new Set(['all', 'exists', 'exists_one', 'existsOne', 'map', 'filter']);

// The limit of an API server for one rule, whose steps are about as large.
const MOST_STEPS = 1_000_000;

const costs = new Map<string, Cost>();

interface Cost {
  readonly tokens: number;
  /** How many loops there are; one within another takes the time of both multiplied. */
  readonly loops: number;
  /** How often what is bound to names is used: one within another grows by the product. */
  readonly growth: number;
}

/** Whether a rule may take more steps than an API server gives it, over a value of a size. */
function isTooCostly(rule: string, size: number): boolean {
  let cost = costs.get(rule);
  if (!cost) {
    cost = costOf(rule);
    costs.set(rule, cost);
  }
  const { tokens, loops, growth } = cost;
  // A loop can go over a list that is written in the rule as well.
  return loops > MOST_LOOPS || tokens * growth * (size + tokens) ** loops > MOST_STEPS;
}

const MOST_LOOPS = 2;
const LONGEST_RULE = 20_000;

function costOf(rule: string): Cost {
  if (rule.length > LONGEST_RULE) return { tokens: Number.POSITIVE_INFINITY, loops: 0, growth: 1 };
  const tokens = tokensOf(rule).filter((token) => !isBlank(token));
  const names = new Map<string, number>();
  for (const token of tokens) names.set(token, (names.get(token) ?? 0) + 1);
  const calls = tokens.flatMap((token, at) => (isCall(tokens, at) ? [{ token, at }] : []));
  // `cel.bind(name, value, expression)`: the name itself is not a use.
  const bound = calls.flatMap(({ token, at }) => (token === 'bind' ? (tokens[at + 2] ?? []) : []));
  const growth = bound.reduce((product, name) => product * Math.max(1, (names.get(name) ?? 1) - 1), 1);
  return { tokens: tokens.length, loops: calls.filter(({ token }) => LOOPS.has(token)).length, growth };
}

function sizeOf(value: Plain): number {
  // Texts are compared and joined character by character.
  if (typeof value === 'string') return 1 + Math.floor(value.length / 100);
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, inner: Plain) => sum + sizeOf(inner), 1);
}

// Raw strings, comments, strings, names, blanks, anything else.
const TOKEN =
  /(?:[rR][bB]?|[bB][rR])(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"[^"\n]*"|'[^'\n]*')|\/\/[^\n]*|"""(?:\\[\s\S]|[\s\S])*?"""|'''(?:\\[\s\S]|[\s\S])*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[A-Za-z_]\w*|\s+|[\s\S]/g;

function tokensOf(rule: string): string[] {
  return rule.match(TOKEN) ?? [];
}

function isBlank(token: string): boolean {
  return /^(\s|\/\/)/.test(token);
}

/** Whether a name is called there, in tokens without blanks and comments. */
function isCall(tokens: readonly string[], at: number): boolean {
  return /^[A-Za-z_]/.test(tokens[at] ?? '') && tokens[at + 1] === '(';
}

/** The rule with calls of `matches` led to the engine with linear time; what stands in strings is text. */
function linear(rule: string): string {
  const tokens = tokensOf(rule);
  return tokens
    .map((token, at) => {
      if (token !== 'matches') return token;
      const next = tokens.slice(at + 1).find((each) => !isBlank(each));
      return next === '(' ? 'linearMatches' : token;
    })
    .join('');
}

/** Integers of CEL are 64 bits wide; a rule that uses escaped names finds fields under them, too. */
function toCel(value: Plain, escaped: boolean): unknown {
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  if (Array.isArray(value)) return value.map((item) => toCel(item, escaped));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    const converted = toCel(inner as Plain, escaped);
    const name = escaped ? escapedName(key) : key;
    return name === key ? [[key, converted]] : [[name, converted]];
  });
  return Object.fromEntries(entries);
}

// Source: the section on escaping of property names in Kubernetes' documentation of CEL.
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['__', '__underscores__'],
  ['.', '__dot__'],
  ['-', '__dash__'],
  ['/', '__slash__'],
]);
const KEYWORDS = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return'.split(
    ' ',
  ),
);

function escapedName(key: string): string {
  if (KEYWORDS.has(key)) return `__${key}__`;
  return key.replace(/__|[./-]/g, (part) => ESCAPES.get(part) ?? part);
}
