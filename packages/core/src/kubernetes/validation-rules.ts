/**
 * Validation rules of CustomResourceDefinitions, in the Common Expression Language.
 * Only what can be decided is told: a rule that this evaluator does not know says nothing.
 *
 * @module
 */
import { Environment } from '@marcbachmann/cel-js';
import { goRegexp } from '../source/go-regexp.js';
import type { Plain } from '../yaml/nodes/to-plain.js';

/** A rule in CEL that an object must fulfil. */
export interface ValidationRule {
  readonly rule: string;
  readonly message?: string;
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

/** The rules that a value breaks. */
export function validationProblems(self: Plain, rules: readonly ValidationRule[]): ValidationRule[] {
  return rules.filter((rule) => {
    const evaluate = compile(rule.rule);
    if (!evaluate || loopsOf(rule.rule) > mostLoops(self)) return false;
    try {
      return evaluate({ self: toCel(self, rule.rule.includes('__')) }) === false;
    } catch {
      return false;
    }
  });
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

/** How many loops a rule has; one within another takes the time of both multiplied. */
function loopsOf(rule: string): number {
  return callsOf(rule).filter((name) => LOOPS.has(name)).length;
}

function mostLoops(self: Plain): number {
  const size = sizeOf(self);
  return size > 20_000 ? 0 : size > 500 ? 1 : 2;
}

function sizeOf(value: Plain): number {
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

/** The names that are called, wherever blanks and comments stand. */
function callsOf(rule: string): string[] {
  const tokens = tokensOf(rule).filter((token) => !isBlank(token));
  return tokens.filter((token, at) => /^[A-Za-z_]/.test(token) && tokens[at + 1] === '(');
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
const ESCAPES: Readonly<Record<string, string>> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};
const KEYWORDS = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return'.split(
    ' ',
  ),
);

function escapedName(key: string): string {
  if (KEYWORDS.has(key)) return `__${key}__`;
  return key.replace(/__|[./-]/g, (part) => ESCAPES[part] ?? part);
}
