/**
 * Pipelines, commands, fields and calls.
 * Source: text/template/exec.go of Go 1.26; the current node is set where Go sets it, for error texts tell it.
 *
 * @module
 */

import { showNode } from '../parse/show-node.js';
import type { CommandNode, IdentifierNode, Operand, PipeNode, VariableNode } from '../tree/nodes.js';
import { isTrue } from '../values/kinds.js';
import { isUnknown } from '../values/traced.js';
import type { ParamType, Value } from '../values/value.js';
import { idealConstant, literalArgument, nilArgument, stringLiteral } from './arguments.js';
import { type Arguments, callFunction } from './call-function.js';
import { checkType } from './check-type.js';
import { fieldOf, hasAnyElements } from './field.js';
import { type Frame, fail, pushVariable, type Ref, setVariable, unbox, variableValue } from './frame.js';
import { noteOpening } from './openings.js';
import type { GoFunction } from './rendering.js';

/** Stands for the value of the command before, where there is none. */
const MISSING: unique symbol = Symbol('missing');
type Final = Ref | typeof MISSING;

/** The value of a pipeline; its declarations become variables. */
export function evaluatePipeline(frame: Frame, dot: Ref, pipe: PipeNode): Value | undefined {
  frame.node = pipe;
  let value: Final = MISSING;
  for (const cmd of pipe.cmds) {
    const result: Ref = evaluateCommand(frame, dot, cmd, value);
    // What comes out of an interface is nothing where the interface holds nil.
    value = unbox(result) ?? undefined;
  }
  const last = value === MISSING ? undefined : unbox(value);
  for (const { ident } of pipe.decl) {
    if (pipe.isAssign) setVariable(frame, ident[0] ?? '', last);
    else pushVariable(frame, ident[0] ?? '', last);
  }
  return last;
}

function evaluateCommand(frame: Frame, dot: Ref, cmd: CommandNode, final: Final): Ref {
  const first = cmd.args[0];
  switch (first.kind) {
    case 'field':
      frame.node = first;
      return evaluateFields(frame, dot, dot, first.ident, 0, first, { cmd, final });
    case 'chain':
      return evaluateChain(frame, dot, first, { cmd, final });
    case 'identifier':
      return evaluateFunction(frame, dot, first, { cmd, final });
    case 'pipe':
      notAFunction(frame, cmd, final);
      return evaluatePipeline(frame, dot, first);
    case 'variable':
      return evaluateVariable(frame, dot, first, { cmd, final });
  }
  frame.node = first;
  notAFunction(frame, cmd, final);
  switch (first.kind) {
    case 'bool':
      return first.value;
    case 'dot':
      return dot;
    case 'number':
      return idealConstant(frame, first);
    case 'string':
      return stringLiteral(frame, first);
    default:
      return fail(frame, 'nil is not a command');
  }
}

/** A call: the command whose further words are the arguments, and the value piped in. */
interface Call {
  readonly cmd: CommandNode | undefined;
  readonly final: Final;
}

const NO_CALL: Call = { cmd: undefined, final: MISSING };

function notAFunction(frame: Frame, cmd: CommandNode | undefined, final: Final): void {
  if (cmd && (cmd.args.length > 1 || final !== MISSING))
    fail(frame, `can't give argument to non-function ${showNode(cmd.args[0])}`);
}

function evaluateVariable(frame: Frame, dot: Ref, node: VariableNode, call: Call): Ref {
  frame.node = node;
  const value = variableValue(frame, node.ident[0] ?? '');
  if (node.ident.length > 1) return evaluateFields(frame, dot, value, node.ident, 1, node, call);
  notAFunction(frame, call.cmd, call.final);
  return value;
}

function evaluateChain(frame: Frame, dot: Ref, node: Operand & { kind: 'chain' }, call: Call): Ref {
  frame.node = node;
  if (node.node.kind === 'nil') fail(frame, `indirection through explicit nil in ${showNode(node)}`);
  const receiver = evaluateOperand(frame, dot, node.node);
  return evaluateFields(frame, dot, receiver, node.fields, 0, node, call);
}

/** An operand that is no literal, without a parameter to check it against. */
function evaluateOperand(frame: Frame, dot: Ref, node: Operand): Ref {
  frame.node = node;
  switch (node.kind) {
    case 'dot':
      return dot;
    case 'field':
      return evaluateFields(frame, dot, dot, node.ident, 0, node, NO_CALL);
    case 'variable':
      return evaluateVariable(frame, dot, node, NO_CALL);
    case 'pipe':
      return evaluatePipeline(frame, dot, node);
    case 'identifier':
      return evaluateFunction(frame, dot, node, NO_CALL);
    case 'chain':
      return evaluateChain(frame, dot, node, NO_CALL);
    default:
      return undefined;
  }
}

function evaluateFields(
  frame: Frame,
  dot: Ref,
  first: Ref,
  names: readonly string[],
  from: number,
  node: Operand,
  call: Call,
): Ref {
  let receiver = first;
  let wasAny = false;
  const last = names.length - 1;
  for (let at = from; at <= last; at++) {
    const passed = at === last && call.cmd ? argumentsOf(call) : NO_ARGUMENTS;
    const evaluate = (type: ParamType, operand: Operand): Value | undefined =>
      evaluateArgument(frame, dot, type, operand);
    const isElement = wasAny;
    wasAny = hasAnyElements(receiver);
    receiver = fieldOf(frame, receiver, names[at] ?? '', isElement, node, passed, evaluate);
  }
  return receiver;
}

const NO_ARGUMENTS: Arguments = { operands: [], hasFinal: false, final: undefined };

function argumentsOf({ cmd, final }: Call): Arguments {
  if (final === MISSING && (!cmd || cmd.args.length === 1)) return NO_ARGUMENTS;
  const operands = cmd ? cmd.args.slice(1) : [];
  return final === MISSING
    ? { operands, hasFinal: false, final: undefined }
    : { operands, hasFinal: true, final };
}

function evaluateFunction(frame: Frame, dot: Ref, node: IdentifierNode, call: Call): Ref {
  frame.node = node;
  const fn = frame.rendering.functions.get(node.name);
  if (!fn) return fail(frame, `"${node.name}" is not a defined function`);
  const passed = argumentsOf(call);
  if (fn.shortCircuit) return shortCircuit(frame, dot, fn, node, call, passed);
  const evaluate = (type: ParamType, operand: Operand): Value | undefined =>
    evaluateArgument(frame, dot, type, operand);
  return callFunction(frame, fn, node.name, call.cmd ?? node, passed, evaluate);
}

function shortCircuit(
  frame: Frame,
  dot: Ref,
  { shortCircuit: kind }: GoFunction,
  node: IdentifierNode,
  { cmd }: Call,
  { operands, hasFinal, final }: Arguments,
): Ref {
  if (operands.length + (hasFinal ? 1 : 0) < 1)
    return fail(frame, `wrong number of args for ${node.name}: want at least 1 got ${operands.length}`);
  let value: Value | undefined;
  for (const operand of operands) {
    value = evaluateArgument(frame, dot, 'reflect.Value', operand);
    if (isUnknown(value)) noteOpening(frame, cmd ?? node, value);
    if (isTrue(value) === (kind === 'or')) return value;
  }
  return hasFinal ? checkType(frame, final, 'reflect.Value') : value;
}

function evaluateArgument(frame: Frame, dot: Ref, type: ParamType, node: Operand): Value | undefined {
  switch (node.kind) {
    case 'bool':
    case 'number':
    case 'string':
      frame.node = node;
      return literalArgument(frame, node, type);
    case 'nil':
      frame.node = node;
      return nilArgument(frame, type);
    default:
      return checkType(frame, evaluateOperand(frame, dot, node), type);
  }
}
