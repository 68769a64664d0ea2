/**
 * Functions that templates can call: Go's types of parameters, and what the function does.
 *
 * @module
 */
import type { CommandNode } from '../parse/nodes.js';
import type { ParamType, Value } from '../values/value.js';
import type { Rendering, TemplateSet } from './rendering.js';

/** What a function may ask of the place where it is called. */
export interface CallSite {
  readonly rendering: Rendering;
  /** The templates that are seen there. */
  readonly templates: TemplateSet;
  /** The call, for traces. */
  readonly by: CommandNode | undefined;
  /** How many templates call each other there. */
  readonly depth: number;
}

/**
 * A function. Arguments come as they were passed, checked against the types: `undefined` stands for an invalid value,
 * which only `reflect.Value` and `interface {}` parameters get.
 * What it throws as `GoFault` is Go's error or panic.
 */
export interface GoFunction {
  readonly params: readonly ParamType[];
  /** The type of the further arguments. */
  readonly variadic?: ParamType;
  readonly call: (args: readonly (Value | undefined)[], site: CallSite) => Value | undefined;
  /** `and` and `or` leave arguments unevaluated. */
  readonly shortCircuit?: 'and' | 'or';
  /** Set where the function hands on one of its arguments by what it is: if that is not known, the result is not. */
  readonly chooses?: true;
}
