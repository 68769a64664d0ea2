/**
 * The field, method or entry of a value.
 * Source: evalField in text/template/exec.go of Go 1.26.
 *
 * @module
 */

import { timeMethods } from '../format/time-methods.js';
import type { Node, Operand } from '../tree/nodes.js';
import { typeName } from '../values/kinds.js';
import { isUnknown, noteMissed, plain, traced } from '../values/traced.js';
import { ANY_MAP, type GoMap, type Methods, type ParamType, TEXT_MAP, type Value } from '../values/value.js';
import { type Arguments, callFunction } from './call-function.js';
import { type Frame, fail, type Ref, unbox } from './frame.js';

/**
 * What `.name` gives on a receiver.
 *
 * @param isElement - whether the receiver was read out of a map: its static type is then that of the elements
 */
export function fieldOf(
  frame: Frame,
  ref: Ref,
  name: string,
  isElement: boolean,
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
    const method = methodsOf(value)?.get(name);
    if (method) {
      const fn = {
        ...method,
        call: (args: readonly (Value | undefined)[]) => method.call(args.map((arg) => arg ?? null)),
      };
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
        if (/^\p{Ll}/u.test(name))
          fail(frame, `${name} is an unexported field of struct type ${typeName(value)}`);
        if (hasArguments) fail(frame, `${name} has arguments but cannot be invoked as function`);
        return field;
      }
    }
  }
  const isBoxed = ref !== null && typeof ref === 'object' && ref.kind === 'boxed';
  return fail(
    frame,
    `can't evaluate field ${name} in type ${isBoxed || isElement ? 'interface {}' : typeName(value)}`,
  );
}

function entryOf(frame: Frame, map: GoMap, name: string): Ref {
  const found = map.entries.get(name);
  if (found !== undefined) return found;
  noteMissed(map.given, name);
  if (map.unknown) return traced(null, map.unknown.trace, true);
  switch (frame.rendering.missingKey) {
    case 'zero':
      return zeroEntry(map);
    case 'invalid':
      return undefined;
    case 'error':
      return fail(frame, `map has no entry for key "${name}"`);
  }
}

function methodsOf(value: Value & object): Methods | undefined {
  if (value.kind === 'time') return timeMethods(value);
  return value.kind === 'map' || value.kind === 'list' || value.kind === 'struct' ? value.methods : undefined;
}

/** What Go gives for a key that a map does not have. */
export function zeroEntry({ type }: GoMap): Value {
  if (type === TEXT_MAP) return '';
  return isAnyMap(type) ? null : { kind: 'bytes', text: '' };
}

/** Whether the elements of a map can be anything. */
function isAnyMap(type: string): boolean {
  return type === ANY_MAP || type.endsWith('.Values');
}

/** Whether what is read out of a value has an interface for its static type. */
export function hasAnyElements(ref: Ref): boolean {
  const given = unbox(ref);
  const value = given === undefined ? null : plain(given);
  return typeof value !== 'object' || value === null || (value.kind === 'map' && isAnyMap(value.type));
}
