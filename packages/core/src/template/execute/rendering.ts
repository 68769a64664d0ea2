/**
 * What executions share: templates, functions, limits, and what was noticed on the way.
 *
 * @module
 */
import type { CommandNode, Node, Template, TemplateSource } from '../tree/nodes.js';
import { isEmptyTree } from '../tree/nodes.js';
import { BudgetFault, checkItems } from '../values/budget.js';
import { isUnknown, traced } from '../values/traced.js';
import type { Joined, ParamType, Part, Traced, Value, Writer } from '../values/value.js';

/** The templates that see each other by name. Definitions within a `tpl` are seen there only. */
export interface TemplateSet {
  readonly own: Map<string, Template>;
  readonly outer: TemplateSet | undefined;
}

export function lookUp(set: TemplateSet, name: string): Template | undefined {
  for (let at: TemplateSet | undefined = set; at; at = at.outer) {
    const found = at.own.get(name);
    if (found) return found;
  }
  return undefined;
}

/** Adds what a text defines. What is blank never takes the place of what is not. */
export function addTemplates(set: TemplateSet, templates: readonly Template[]): void {
  for (const template of templates) {
    if (lookUp(set, template.name) && isEmptyTree(template.root)) continue;
    set.own.set(template.name, template);
  }
}

/** The limits of a rendering. */
export interface Budget {
  /** The most characters of a single text. */
  readonly textLength: number;
  /** The most characters that all texts together have which functions and templates make. */
  readonly totalLength: number;
  /** The most templates that call each other in a row. */
  readonly depth: number;
  /** The most iterations of all loops together, and the most items of a list that a function makes. */
  readonly iterations: number;
}

/** What no chart that people use comes near. */
export const DEFAULT_BUDGET: Budget = {
  textLength: 16_000_000,
  totalLength: 256_000_000,
  depth: 500,
  iterations: 500_000,
};

/** A decision that nothing in the files settles: the other branch may be the one that is taken. */
export interface Opening {
  readonly source: TemplateSource;
  /** The action that decides. */
  readonly node: Node;
  readonly template: string;
  /** What it decides on. */
  readonly on: Value | undefined;
}

/** One run of templates over values. */
export interface Rendering {
  readonly functions: ReadonlyMap<string, GoFunction>;
  readonly missingKey: 'zero' | 'invalid' | 'error';
  readonly budget: Budget;
  readonly openings: Opening[];
  /** How often each name is included at the moment. */
  readonly included: Map<string, number>;
  /** What texts that values hold were read to. */
  readonly parsed: Map<string, readonly Template[]>;
  totalLength: number;
  iterations: number;
  items: number;
}

/** Counts characters that were made. */
export function spend(rendering: Rendering, length: number): void {
  const { budget } = rendering;
  if (length > budget.textLength)
    throw new BudgetFault(`the text is longer than ${budget.textLength} characters`);
  rendering.totalLength += length;
  if (rendering.totalLength > budget.totalLength)
    throw new BudgetFault(`all texts together are longer than ${budget.totalLength} characters`);
}

/** Counts items of lists that were made. */
export function spendItems(rendering: Rendering, count: number): void {
  checkItems(count);
  rendering.items += count;
  if (rendering.items > MOST_LISTED)
    throw new BudgetFault(`all lists together have more than ${MOST_LISTED} items`);
}

const MOST_LISTED = 10_000_000;

/** Counts an iteration. */
export function iterate(rendering: Rendering, count: number = 1): void {
  rendering.iterations += count;
  if (rendering.iterations > rendering.budget.iterations)
    throw new BudgetFault(`there are more than ${rendering.budget.iterations} iterations`);
}

/** The text that a template writes, and who wrote which part. */
export interface Output {
  text: string;
  readonly starts: number[];
  readonly parts: Part[];
  unknown: boolean;
}

export function newOutput(): Output {
  return { text: '', starts: [], parts: [], unknown: false };
}

export function append(output: Output, text: string, by: Writer, value?: Value): void {
  if (text === '') return;
  output.starts.push(output.text.length);
  output.parts.push(value === undefined ? { by } : { by, value });
  output.text += text;
  if (value !== undefined && isUnknown(value)) output.unknown = true;
}

/** The text with its origin. */
export function finished({ text, starts, parts, unknown }: Output): Traced {
  const trace: Joined = { how: 'joined', starts, parts };
  return traced(text, trace, unknown);
}

/** What a rendering may be told. */
export interface RenderingOptions {
  readonly functions: ReadonlyMap<string, GoFunction>;
  /** What a missing key gives: nothing of its type (Helm), an invalid value, or an error. */
  readonly missingKey?: 'zero' | 'invalid' | 'error';
  readonly budget?: Partial<Budget>;
}

export function newRendering({ functions, missingKey = 'zero', budget }: RenderingOptions): Rendering {
  return {
    functions,
    missingKey,
    budget: { ...DEFAULT_BUDGET, ...budget },
    openings: [],
    included: new Map(),
    parsed: new Map(),
    totalLength: 0,
    iterations: 0,
    items: 0,
  };
}

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
