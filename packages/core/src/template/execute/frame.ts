/**
 * The execution of one template: its variables, the node that was touched last, and where it writes.
 *
 * @module
 */
import type { Node, Template } from '../tree/nodes.js';
import { BudgetFault } from '../values/budget.js';
import type { Value } from '../values/value.js';
import { faultAt, type GoFault } from './fault.js';
import type { Output, Rendering, TemplateSet } from './rendering.js';

/**
 * What an expression gives: a value, null for a nil within an interface, `undefined` for an invalid value,
 * and a boxed one where the static type is `interface {}`: an element that `range` goes through.
 */
export type Ref = Value | undefined | Boxed;

export interface Boxed {
  readonly kind: 'boxed';
  readonly value: Value;
}

export interface Frame {
  readonly rendering: Rendering;
  readonly templates: TemplateSet;
  readonly template: Template;
  readonly output: Output;
  readonly names: string[];
  readonly values: Ref[];
  /** The node that errors are said to stand at: the one touched last. */
  node: Node;
  readonly depth: number;
}

export function newFrame(
  rendering: Rendering,
  templates: TemplateSet,
  template: Template,
  dot: Ref,
  output: Output,
  depth: number,
): Frame {
  return {
    rendering,
    templates,
    template,
    output,
    names: ['$'],
    values: [dot],
    node: template.root,
    depth,
  };
}

/** Ends the execution with an error at the current node. */
export function fail(frame: Frame, reason: string, wraps?: GoFault): never {
  throw faultAt(frame.template.name, frame.template.source, frame.node, reason, wraps);
}

/** Ends the execution because a limit was passed. */
export function failBudget(frame: Frame, fault: BudgetFault): never {
  const reason = fault.message;
  throw faultAt(frame.template.name, frame.template.source, frame.node, reason, undefined, true);
}

/** Runs a step whose limits are told at the current node. */
export function withinBudget<T>(frame: Frame, step: () => T): T {
  try {
    return step();
  } catch (fault) {
    if (fault instanceof BudgetFault) return failBudget(frame, fault);
    throw fault;
  }
}

export function unbox(ref: Ref): Value | undefined {
  return ref !== null && typeof ref === 'object' && ref.kind === 'boxed' ? ref.value : ref;
}

/** An element of a list or map: its static type is an interface. */
export function box(value: Value): Ref {
  return value === null ? null : { kind: 'boxed', value };
}

export function pushVariable(frame: Frame, name: string, value: Ref): void {
  frame.names.push(name);
  frame.values.push(value);
}

export function popVariables(frame: Frame, mark: number): void {
  frame.names.length = mark;
  frame.values.length = mark;
}

export function setVariable(frame: Frame, name: string, value: Ref): void {
  for (let at = frame.names.length - 1; at >= 0; at--) {
    if (frame.names[at] !== name) continue;
    frame.values[at] = value;
    return;
  }
  fail(frame, `undefined variable: ${name}`);
}

export function variableValue(frame: Frame, name: string): Ref {
  for (let at = frame.names.length - 1; at >= 0; at--) if (frame.names[at] === name) return frame.values[at];
  return fail(frame, `undefined variable: ${name}`);
}
