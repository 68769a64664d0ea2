/**
 * Expressions in CEL that Flux evaluates over objects.
 * Source: the documentation of `healthCheckExprs` and `readyExpr` of kustomize-controller and helm-controller.
 *
 * @module
 */
import { expressionError, expressionNames } from '@fluxvet/core';

// Parts of the language that Flux reads and that are not checked here.
const NOT_CHECKED = /\.\?|\[\?|\{\?|"""|'''|\b[rRbB]{1,2}["']/;

/** What is wrong with the syntax of an expression. */
export function errorIn(expression: string | undefined): string | undefined {
  if (expression === undefined || NOT_CHECKED.test(expression)) return undefined;
  return expressionError(expression)?.replace(/\.$/, '');
}

/** Names under which other tools give an object to an expression. */
const OBJECTS = new Set(['object', 'obj', 'self', 'resource', 'this']);

/** A name in a health check that no object has as a field. */
export function wrongField(expression: string | undefined): string | undefined {
  if (expression === undefined || expression.includes('${')) return undefined;
  return expressionNames(expression).find((name) => OBJECTS.has(name));
}

/** A name that an expression about a dependency does not know. */
export function unknownName(expression: string | undefined): string | undefined {
  if (expression === undefined || expression.includes('${')) return undefined;
  return expressionNames(expression).find((name) => name !== 'dep' && name !== 'self');
}
