/**
 * Validation rules of CustomResourceDefinitions, in the Common Expression Language.
 * Only what can be decided is told: a rule that this evaluator does not know says nothing.
 *
 * @module
 */
import { Environment } from '@marcbachmann/cel-js';
import { goRegexp } from '../source/go-regexp.js';
import type { Plain } from '../yaml/to-plain.js';

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

/** The rules that a value breaks. */
export function validationProblems(self: Plain, rules: readonly ValidationRule[]): ValidationRule[] {
  return rules.filter((rule) => {
    const evaluate = compile(rule.rule);
    if (!evaluate) return false;
    try {
      return evaluate({ self: toCel(self) }) === false;
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
  // Rules about changes need the object before; loops within loops could take any time.
  if (/\boldSelf\b/.test(rule) || (rule.match(LOOPS) ?? []).length > MOST_LOOPS) return undefined;
  try {
    return environment.parse(linear(rule)) as Evaluate;
  } catch {
    return undefined;
  }
}

const LOOPS = /\.(all|exists|exists_one|map|filter)\(/g;
const MOST_LOOPS = 2;

function linear(rule: string): string {
  return rule.replace(/\.matches\(/g, '.linearMatches(');
}

/** Integers of CEL are 64 bits wide. */
function toCel(value: Plain): unknown {
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  if (Array.isArray(value)) return value.map(toCel);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toCel(inner as Plain)]));
}
