/**
 * The call of a function or method: counts and checks its arguments, and tells where it fails.
 * Source: evalCall and safeCall in text/template of Go 1.26.
 *
 * @module
 */
import type { CommandNode, Node, Operand } from '../tree/nodes.js';
import { BudgetFault } from '../values/budget.js';
import { isUnknown, made, traced } from '../values/traced.js';
import type { ParamType, Value } from '../values/value.js';
import { checkType } from './check-type.js';
import { ExecFault, GoFault } from './fault.js';
import { type Frame, fail, failBudget, type Ref } from './frame.js';
import type { GoFunction } from './rendering.js';
import { spend, spendItems } from './rendering.js';

/** The words after the name, and the value piped in. */
export interface Arguments {
  readonly operands: readonly Operand[];
  readonly hasFinal: boolean;
  readonly final: Ref;
}

type EvaluateArgument = (type: ParamType, operand: Operand) => Value | undefined;

/** Evaluates the arguments and calls. `node` is where errors of the function are said to stand. */
export function callFunction(
  frame: Frame,
  fn: GoFunction,
  name: string,
  node: Node,
  passed: Arguments,
  evaluate: EvaluateArgument,
): Value | undefined {
  const by = node.kind === 'command' ? node : undefined;
  const args = evaluateArguments(frame, fn, name, passed, evaluate);
  if (args === 'unknown') return unknownNil(by);
  let result: Value | undefined;
  try {
    result = fn.call(args, {
      rendering: frame.rendering,
      templates: frame.templates,
      by,
      depth: frame.depth,
    });
    const text = typeof result === 'object' && result?.kind === 'traced' ? result.value : result;
    if (typeof text === 'string') spend(frame.rendering, text.length);
    else if (typeof text === 'object' && text?.kind === 'list')
      spendItems(frame.rendering, text.items.length);
  } catch (fault) {
    return failedCall(frame, fault, name, node, args, by);
  }
  return withTrace(result, fn, args, by);
}

function evaluateArguments(
  frame: Frame,
  { params, variadic }: GoFunction,
  name: string,
  { operands, hasFinal, final }: Arguments,
  evaluate: EvaluateArgument,
): (Value | undefined)[] | 'unknown' {
  const count = operands.length + (hasFinal ? 1 : 0);
  if (variadic !== undefined) {
    if (count < params.length)
      fail(frame, `wrong number of args for ${name}: want at least ${params.length} got ${operands.length}`);
  } else if (count !== params.length) {
    fail(frame, `wrong number of args for ${name}: want ${params.length} got ${count}`);
  }
  const args: (Value | undefined)[] = [];
  const typeAt = (at: number): ParamType => params[at] ?? variadic ?? 'interface {}';
  for (const [at, operand] of operands.entries()) {
    const value = tryUnknown(() => evaluate(typeAt(at), operand));
    if (value === UNKNOWN) return 'unknown';
    args.push(value);
  }
  if (hasFinal) {
    const value = isUnknown(final as Value)
      ? tryUnknown(() => checkType(frame, final, typeAt(args.length)))
      : checkType(frame, final, typeAt(args.length));
    if (value === UNKNOWN) return 'unknown';
    args.push(value);
  }
  return args;
}

const UNKNOWN: unique symbol = Symbol('unknown');

function tryUnknown<T>(step: () => T): T | typeof UNKNOWN {
  return step();
}

function unknownNil(by: CommandNode | undefined): Value {
  return traced(null, { how: 'unknown', by, why: 'outside' });
}

function failedCall(
  frame: Frame,
  fault: unknown,
  name: string,
  node: Node,
  args: readonly (Value | undefined)[],
  by: CommandNode | undefined,
): Value {
  const isTooLarge = fault instanceof RangeError && /^Invalid/.test(fault.message);
  if (fault instanceof BudgetFault || isTooLarge) {
    frame.node = node;
    return failBudget(frame, new BudgetFault(isTooLarge ? 'the value is too large' : fault.message));
  }
  if (fault instanceof ExecFault && fault.isBudget) throw fault;
  if (!(fault instanceof GoFault)) throw fault;
  // What fails because of an example in the place of something unknown may well succeed.
  if (args.some((arg) => isUnknown(arg)) && !(fault instanceof ExecFault)) return unknownNil(by);
  frame.node = node;
  return fail(frame, `error calling ${name}: ${fault.message}`, fault);
}

/** What a function made points at what it was made of. */
function withTrace(
  result: Value | undefined,
  fn: GoFunction,
  args: readonly (Value | undefined)[],
  by: CommandNode | undefined,
): Value | undefined {
  if (result === undefined) return undefined;
  if (result === null || typeof result !== 'object' || result.kind === 'int') {
    const unknown = args.some((arg) => isUnknown(arg));
    if (result === null && !unknown) return null;
    return made(
      result,
      args.filter((arg) => arg !== undefined),
      by,
    );
  }
  if (fn.chooses && !isUnknown(result) && args.some((arg) => isUnknown(arg))) {
    if (result.kind === 'traced') return traced(result.value, result.trace, true);
    if (result.kind === 'map')
      return { ...result, unknown: traced(null, { how: 'unknown', by, why: 'outside' }) };
  }
  return result;
}
