/**
 * The field, method or entry of a value.
 * Source: evalField in text/template/exec.go of Go 1.26.
 *
 * @module
 */
import type { Node, Operand } from '../parse/nodes.js';
import { typeName } from '../values/kinds.js';
import { isUnknown, plain, traced } from '../values/traced.js';
import { type GoMap, type ParamType, TEXT_MAP, type Value } from '../values/value.js';
import { type Arguments, callFunction } from './call-function.js';
import { type Frame, fail, type Ref, unbox } from './frame.js';

/**
 * What `.name` gives on a receiver.
 *
 * @param inChain - whether the receiver was itself a field: its static type is then that of an element
 */
export function fieldOf(
  frame: Frame,
  ref: Ref,
  name: string,
  inChain: boolean,
  node: Node,
  passed: Arguments,
  evaluate: (type: ParamType, operand: Operand) => Value | undefined,
): Ref {
  const given = unbox(ref);
  if (given === undefined) {
    if (frame.rendering.missingKey === 'error') fail(frame, `nil data; no entry for key "${name}"`);
    return undefined;
  }
  if (isUnknown(given) && plain(given) === null) return given;
  const value = plain(given);
  if (value === null) return fail(frame, `nil pointer evaluating interface {}.${name}`);
  if (typeof value === 'object') {
    const method =
      value.kind === 'map' || value.kind === 'list' || value.kind === 'struct'
        ? value.methods?.get(name)
        : undefined;
    if (method) {
      const fn = { ...method, call: (args: readonly (Value | undefined)[]) => method.call(args.map((arg) => arg ?? null)) };
      return callFunction(frame, fn, name, node, passed, evaluate);
    }
    const hasArguments = passed.operands.length > 0 || passed.hasFinal;
    if (value.kind === 'map') {
      if (hasArguments) fail(frame, `${name} is not a method but has arguments`);
      return entryOf(frame, value, name);
    }
    if (value.kind === 'struct') {
      const field = value.fields.get(name);
      if (field !== undefined) {
        if (hasArguments) fail(frame, `${name} has arguments but cannot be invoked as function`);
        return field;
      }
    }
  }
  const isBoxed = ref !== null && typeof ref === 'object' && ref.kind === 'boxed';
  return fail(frame, `can't evaluate field ${name} in type ${isBoxed || inChain ? staticType(value) : typeName(value)}`);
}

function staticType(value: Value): string {
  // A struct in a struct has its own type; what stands in a map is only known to be something.
  return typeof value === 'object' && value?.kind === 'struct' && !value.isPointer ? value.type : 'interface {}';
}

function entryOf(frame: Frame, map: GoMap, name: string): Ref {
  const found = map.entries.get(name);
  if (found !== undefined) return found;
  if (map.given) {
    map.given.missed ??= new Set();
    map.given.missed.add(name);
  }
  if (map.unknown) return traced(null, map.unknown.trace, true);
  switch (frame.rendering.missingKey) {
    case 'zero':
      return map.type === TEXT_MAP ? '' : null;
    case 'invalid':
      return undefined;
    case 'error':
      return fail(frame, `map has no entry for key "${name}"`);
  }
}
