/**
 * Actions, control structures, and the execution of a template.
 * Source: the walk functions of text/template/exec.go of Go 1.26.
 *
 * @module
 */
import { printValue } from '../format/print-value.js';
import { quote } from '../format/quote.js';
import type { ActionNode, BranchNode, ListNode, Node, Template, TemplateNode } from '../tree/nodes.js';
import { BudgetFault } from '../values/budget.js';
import { compareText } from '../values/go-text.js';
import { isTrue } from '../values/kinds.js';
import { isUnknown, plain, readWhole } from '../values/traced.js';
import { int, type Value } from '../values/value.js';
import { evaluatePipeline } from './evaluate.js';
import {
  box,
  type Frame,
  fail,
  failBudget,
  newFrame,
  popVariables,
  type Ref,
  setVariable,
  withinBudget,
} from './frame.js';
import { noteOpening } from './openings.js';
import {
  append,
  iterate,
  lookUp,
  type Output,
  type Rendering,
  spend,
  type TemplateSet,
} from './rendering.js';

/** Executes a template into an output. Throws an `ExecFault`. */
export function execute(
  rendering: Rendering,
  templates: TemplateSet,
  template: Template,
  dot: Value | undefined,
  output: Output,
  depth: number,
): void {
  const frame = newFrame(rendering, templates, template, dot, output, depth);
  if (depth > rendering.budget.depth)
    withinBudget(frame, () => {
      throw new BudgetFault(`templates call each other more than ${rendering.budget.depth} times in a row`);
    });
  try {
    walkList(frame, dot, template.root);
  } catch (fault) {
    if (!(fault instanceof RangeError)) throw fault;
    failBudget(frame, new BudgetFault('templates call each other too deeply'));
  }
}

type Ending = 'done' | 'break' | 'continue';

function walkList(frame: Frame, dot: Ref, list: ListNode): Ending {
  frame.node = list;
  for (const node of list.nodes) {
    const ending = walk(frame, dot, node);
    if (ending !== 'done') return ending;
  }
  return 'done';
}

function walk(frame: Frame, dot: Ref, node: Node): Ending {
  frame.node = node;
  switch (node.kind) {
    case 'text':
      append(frame.output, node.text, node);
      return 'done';
    case 'action':
      walkAction(frame, dot, node);
      return 'done';
    case 'if':
    case 'with':
      return walkIfOrWith(frame, dot, node);
    case 'range':
      return walkRange(frame, dot, node);
    case 'template':
      walkTemplate(frame, dot, node);
      return 'done';
    case 'list':
      return walkList(frame, dot, node);
    case 'break':
    case 'continue':
      return node.kind;
    default:
      return fail(frame, `unknown node`);
  }
}

function walkAction(frame: Frame, dot: Ref, node: ActionNode): void {
  const value = evaluatePipeline(frame, dot, node.pipe);
  if (node.pipe.decl.length > 0) return;
  frame.node = node;
  const text = withinBudget(frame, () => printed(value));
  append(frame.output, text, node, value ?? null);
  const { output, rendering } = frame;
  if (output.text.length > rendering.budget.textLength)
    withinBudget(frame, () => spend(rendering, output.text.length));
}

/** What an action prints. */
function printed(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '<no value>';
  const bare = plain(value);
  if (bare === null) return '';
  if (typeof bare === 'object' && bare.kind === 'struct') {
    if (bare.text !== undefined) return bare.text;
    return printValue(bare.isPointer ? { ...bare, isPointer: false } : bare);
  }
  return printValue(value);
}

function walkIfOrWith(frame: Frame, dot: Ref, node: BranchNode): Ending {
  const mark = frame.names.length;
  const value = evaluatePipeline(frame, dot, node.pipe);
  if (isUnknown(value)) noteOpening(frame, node, value);
  let ending: Ending = 'done';
  if (isTrue(value)) ending = walkList(frame, node.kind === 'with' ? value : dot, node.list);
  else if (node.elseList) ending = walkList(frame, dot, node.elseList);
  popVariables(frame, mark);
  return ending;
}

function walkRange(frame: Frame, dot: Ref, node: BranchNode): Ending {
  const mark = frame.names.length;
  const value = evaluatePipeline(frame, dot, node.pipe);
  if (isUnknown(value)) noteOpening(frame, node, value);
  let ending: Ending = 'done';
  if (!rangeOver(frame, value, node) && node.elseList) ending = walkList(frame, dot, node.elseList);
  popVariables(frame, mark);
  return ending;
}

/** Goes through a value; false where there is nothing to go through. */
function rangeOver(frame: Frame, given: Value | undefined, node: BranchNode): boolean {
  if (given === undefined) return false;
  readWhole(given);
  const value = plain(given);
  if (value === null) return false;
  if (typeof value === 'object') {
    if (value.kind === 'list') {
      const isTyped = value.type !== '[]interface {}';
      for (const [at, item] of value.items.entries()) {
        if (oneIteration(frame, node, int(at), isTyped ? item : box(item)) === 'break') break;
      }
      return value.items.length > 0;
    }
    if (value.kind === 'map')
      return rangeOverMap(frame, value.entries, value.type === 'map[string]string', node);
    if (value.kind === 'int') {
      if (node.pipe.decl.length > 1)
        return fail(frame, `can't use ${value.value} to iterate over more than one variable`);
      for (let at = 0n; at < value.value; at++) {
        if (oneIteration(frame, node, undefined, { ...value, value: at }) === 'break') break;
      }
      return value.value > 0n;
    }
    if (value.kind === 'bytes') {
      for (const [at, byte] of [...new TextEncoder().encode(value.text)].entries()) {
        if (
          oneIteration(frame, node, int(at), { kind: 'int', type: 'uint8', value: BigInt(byte) }) === 'break'
        )
          break;
      }
      return value.text !== '';
    }
  }
  return fail(frame, `range can't iterate over ${printValue(given)}`);
}

function rangeOverMap(
  frame: Frame,
  entries: ReadonlyMap<string, Value>,
  isTyped: boolean,
  node: BranchNode,
): boolean {
  const keys = [...entries.keys()].sort(compareText);
  // What the body adds is not seen, what it takes away is: Go sorts keys and values before.
  const values = keys.map((key) => entries.get(key) ?? null);
  for (const [at, key] of keys.entries()) {
    const value = values[at] ?? null;
    if (oneIteration(frame, node, key, isTyped ? value : box(value)) === 'break') break;
  }
  return keys.length > 0;
}

function oneIteration(frame: Frame, { pipe, list }: BranchNode, index: Ref, element: Ref): Ending {
  withinBudget(frame, () => iterate(frame.rendering));
  const { decl, isAssign } = pipe;
  const [first, second] = decl;
  const top = frame.values.length;
  if (first) {
    if (!isAssign) frame.values[top - 1] = element;
    else setVariable(frame, first.ident[0] ?? '', second ? index : element);
  }
  if (second) {
    if (!isAssign) frame.values[top - 2] = index;
    else setVariable(frame, second.ident[0] ?? '', element);
  }
  const ending = walkList(frame, element, list);
  popVariables(frame, top);
  return ending === 'continue' ? 'done' : ending;
}

function walkTemplate(frame: Frame, dot: Ref, node: TemplateNode): void {
  const template = lookUp(frame.templates, node.name);
  if (!template) {
    fail(frame, `template ${quote(node.name)} not defined`);
    return;
  }
  const value = node.pipe ? evaluatePipeline(frame, dot, node.pipe) : undefined;
  const { rendering, templates, output, depth } = frame;
  execute(rendering, templates, template, value, output, depth + 1);
}
