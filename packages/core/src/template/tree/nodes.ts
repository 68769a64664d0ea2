/**
 * The tree of a template.
 * Source: text/template/parse/node.go of Go 1.26. Where a node is said to stand follows Go, not reason:
 * a field with several names stands at the second dot.
 *
 * @module
 */

/** A text that templates were read from. */
export interface TemplateSource {
  /** The name of the file, as error texts have it. */
  readonly name: string;
  readonly text: string;
  /** What the caller knows of the place of the text: a file, a value. Handed back in origins, untouched. */
  readonly place?: unknown;
}

/** A named template: a file, or what a `define` or `block` in it holds. */
export interface Template {
  readonly name: string;
  readonly source: TemplateSource;
  readonly root: ListNode;
}

interface At {
  /** The offset in the source's text, in UTF-16 code units. */
  readonly at: number;
}

/** A node that traces point at. */
interface Sourced extends At {
  readonly source: TemplateSource;
}

/** What an action covers, from its left to its right delimiter. */
interface Action extends Sourced {
  readonly from: number;
  readonly to: number;
}

export type Node =
  | TextNode
  | ActionNode
  | BranchNode
  | TemplateNode
  | LoopNode
  | ListNode
  | PipeNode
  | CommandNode
  | Operand;

export type Operand =
  | IdentifierNode
  | VariableNode
  | DotNode
  | NilNode
  | FieldNode
  | ChainNode
  | BoolNode
  | NumberNode
  | StringNode
  | PipeNode;

export interface ListNode extends At {
  readonly kind: 'list';
  readonly nodes: readonly Node[];
}

export interface TextNode extends Sourced {
  readonly kind: 'text';
  readonly text: string;
}

/** An action that prints, or declares. */
export interface ActionNode extends Action {
  readonly kind: 'action';
  readonly pipe: PipeNode;
}

export interface BranchNode extends Action {
  readonly kind: 'if' | 'with' | 'range';
  readonly pipe: PipeNode;
  readonly list: ListNode;
  readonly elseList: ListNode | undefined;
  /** Where its `end` ends; branches of one chain share it. */
  readonly end: number;
}

export interface TemplateNode extends Action {
  readonly kind: 'template';
  readonly name: string;
  readonly pipe: PipeNode | undefined;
}

export interface LoopNode extends At {
  readonly kind: 'break' | 'continue';
}

export interface PipeNode extends At {
  readonly kind: 'pipe';
  readonly isAssign: boolean;
  readonly decl: readonly VariableNode[];
  readonly cmds: readonly CommandNode[];
}

export interface CommandNode extends Sourced {
  readonly kind: 'command';
  readonly args: readonly [Operand, ...Operand[]];
}

export interface IdentifierNode extends At {
  readonly kind: 'identifier';
  readonly name: string;
}

export interface VariableNode extends At {
  readonly kind: 'variable';
  /** The variable with its `$`, and the fields asked of it. */
  readonly ident: readonly string[];
}

export interface DotNode extends At {
  readonly kind: 'dot';
}

export interface NilNode extends At {
  readonly kind: 'nil';
}

export interface FieldNode extends At {
  readonly kind: 'field';
  readonly ident: readonly string[];
}

export interface ChainNode extends At {
  readonly kind: 'chain';
  readonly node: Operand;
  readonly fields: readonly string[];
}

export interface BoolNode extends At {
  readonly kind: 'bool';
  readonly value: boolean;
}

/** A number with its value in each of the types that can hold it. */
export interface NumberNode extends At {
  readonly kind: 'number';
  readonly text: string;
  readonly int?: bigint;
  readonly uint?: bigint;
  readonly float?: number;
  readonly complex?: { readonly re: number; readonly im: number };
}

export interface StringNode extends At {
  readonly kind: 'string';
  /** As written, with quotes. */
  readonly quoted: string;
  readonly value: string;
}

/** Whether nothing but blanks and comments stands in a tree: such a definition never replaces another. */
export function isEmptyTree(list: ListNode): boolean {
  return list.nodes.every((node) => node.kind === 'text' && /^[\s\u0085]*$/.test(node.text));
}
