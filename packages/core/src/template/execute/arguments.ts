/**
 * Literals as arguments, by the type of the parameter, and numbers without a type.
 * Source: evalArg and its kin in text/template/exec.go of Go 1.26.
 *
 * @module
 */

import { showNode } from '../parse/show-node.js';
import type { NumberNode, Operand, StringNode } from '../tree/nodes.js';
import { literalText, traced } from '../values/traced.js';
import { int, type ParamType, type Value } from '../values/value.js';
import { zeroOf } from './check-type.js';
import { type Frame, fail } from './frame.js';

/** The value of a number that no parameter gives a type. */
export function idealConstant(frame: Frame, node: NumberNode): Value | undefined {
  frame.node = node;
  const value = untyped(frame, node);
  return value === undefined ? undefined : written(frame, node, value);
}

function untyped(frame: Frame, node: NumberNode): number | ReturnType<typeof int> | Value | undefined {
  if (node.complex) return { kind: 'complex', ...node.complex };
  const isHex = /^0[xX]/.test(node.text) && node.text.length > 2 && !/[pP]/.test(node.text);
  if (node.float !== undefined && !isHex && !node.text.startsWith("'") && /[.eEpP]/.test(node.text))
    return node.float;
  if (node.int !== undefined) return int(node.int);
  return node.uint === undefined ? undefined : fail(frame, `${node.text} overflows int`);
}

function written(frame: Frame, node: NumberNode, value: Value): Value {
  if (typeof value === 'object' && value !== null && (value.kind === 'map' || value.kind === 'list'))
    return value;
  if (typeof value === 'object' && value !== null && (value.kind === 'struct' || value.kind === 'traced'))
    return value;
  const { source } = frame.template;
  const end = node.at + node.text.length;
  return traced(value, { how: 'literal', source, start: node.at, end, exact: true });
}

/** The text of a literal, with its origin. */
export function stringLiteral({ template }: Frame, { value, at, quoted }: StringNode): Value {
  return literalText(value, template.source, at, quoted);
}

/** The value of a literal or `nil` for a parameter. */
export function literalArgument(frame: Frame, node: Operand, type: ParamType): Value | undefined {
  switch (type) {
    case 'bool':
      return node.kind === 'bool' ? node.value : fail(frame, `expected bool; found ${showNode(node)}`);
    case 'string':
      return node.kind === 'string'
        ? stringLiteral(frame, node)
        : fail(frame, `expected string; found ${showNode(node)}`);
    case 'int':
    case 'int64':
      if (node.kind !== 'number' || node.int === undefined)
        return fail(frame, `expected integer; found ${showNode(node)}`);
      return written(frame, node, { kind: 'int', type: type === 'int' ? 'int' : 'int64', value: node.int });
    case 'uint32':
      if (node.kind !== 'number' || node.uint === undefined)
        return fail(frame, `expected unsigned integer; found ${showNode(node)}`);
      return { kind: 'int', type: 'uint32', value: node.uint };
    case 'float64':
      if (node.kind !== 'number' || node.float === undefined)
        return fail(frame, `expected float; found ${showNode(node)}`);
      return written(frame, node, node.float);
    case 'interface {}':
    case 'reflect.Value':
      return anyLiteral(frame, node);
    default:
      return fail(frame, `can't handle ${showNode(node)} for arg of type ${type}`);
  }
}

function anyLiteral(frame: Frame, node: Operand): Value | undefined {
  switch (node.kind) {
    case 'bool':
      return node.value;
    case 'string':
      return stringLiteral(frame, node);
    case 'number':
      return idealConstant(frame, node);
    default:
      return fail(frame, `can't handle assignment of ${showNode(node)} to empty interface argument`);
  }
}

/** The nil of a parameter's type. */
export function nilArgument(frame: Frame, type: ParamType): Value | undefined {
  if (type === 'reflect.Value') return undefined;
  const zero = zeroOf(type);
  return zero === undefined ? fail(frame, `cannot assign nil to ${type}`) : zero;
}
