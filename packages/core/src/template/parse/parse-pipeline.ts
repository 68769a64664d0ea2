/**
 * Pipelines, commands and operands.
 *
 * @module
 */
import { quote, unquote } from '../format/quote.js';
import type { Token } from '../lex/token.js';
import type { CommandNode, Operand, PipeNode, VariableNode } from '../tree/nodes.js';
import { parseNumber } from './parse-number.js';
import { nextSolid, nextToken, type Parser, peekSolid, peekToken, unexpected } from './parser.js';
import { showNode } from './show-node.js';

/** A pipeline up to and with the token that ends it. */
export function parsePipeline(parser: Parser, context: string, end: 'right' | 'close'): PipeNode {
  const at = peekSolid(parser).at;
  const decl: VariableNode[] = [];
  const isAssign = parseDeclarations(parser, context, decl);
  const cmds: CommandNode[] = [];
  for (;;) {
    const token = nextSolid(parser);
    if (token.type === end) break;
    if (!BEGINS_COMMAND.has(token.type)) unexpected(parser, token, context);
    parser.next--;
    cmds.push(parseCommand(parser));
  }
  if (cmds.length === 0) parser.fail(`missing value for ${context}`);
  for (const [stage, { args }] of cmds.entries()) {
    if (stage > 0 && NEVER_CALLED.has(args[0].kind))
      parser.fail(`non executable command in pipeline stage ${stage + 1}`);
  }
  return { kind: 'pipe', at, isAssign, decl, cmds };
}

const BEGINS_COMMAND: ReadonlySet<string> = new Set([
  'bool',
  'char-constant',
  'complex',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'raw',
  'string',
  'variable',
  'open',
]);
const NEVER_CALLED: ReadonlySet<string> = new Set(['bool', 'dot', 'nil', 'number', 'string']);

/** Reads `$x :=` and the like; says whether it assigns to variables that are there. */
function parseDeclarations(parser: Parser, context: string, decl: VariableNode[]): boolean {
  for (;;) {
    const token = peekSolid(parser);
    if (token.type !== 'variable') return false;
    const before = parser.next;
    parser.next++;
    const next = peekSolid(parser);
    const isComma = next.type === 'char' && next.text === ',';
    if (!isComma && next.type !== 'assign' && next.type !== 'declare') {
      parser.next = before;
      return false;
    }
    parser.next++;
    decl.push(variable(token));
    parser.tree.vars.push(token.text);
    if (!isComma) return next.type === 'assign';
    if (context === 'range' && decl.length < 2) {
      const { type } = peekSolid(parser);
      if (type !== 'variable' && type !== 'right' && type !== 'close')
        parser.fail('range can only initialize variables');
    } else parser.fail(`too many declarations in ${context}`);
  }
}

function variable({ at, text }: Token): VariableNode {
  return { kind: 'variable', at, ident: text.split('.') };
}

function parseCommand(parser: Parser): CommandNode {
  const at = peekSolid(parser).at;
  const args: Operand[] = [];
  for (;;) {
    peekSolid(parser);
    const operand = parseOperand(parser);
    if (operand) args.push(operand);
    const token = nextToken(parser);
    if (token.type === 'space') continue;
    if (token.type === 'right' || token.type === 'close') parser.next--;
    else if (token.type !== 'pipe') unexpected(parser, token, 'operand');
    break;
  }
  const [first, ...rest] = args;
  if (!first) return parser.fail('empty command');
  return { kind: 'command', at, source: parser.source, args: [first, ...rest] };
}

function parseOperand(parser: Parser): Operand | undefined {
  const node = parseTerm(parser);
  const dot = node && peekToken(parser);
  if (dot?.type !== 'field') return node;
  const fields: string[] = [];
  while (peekToken(parser).type === 'field') fields.push(nextToken(parser).text.slice(1));
  switch (node?.kind) {
    case 'field':
    case 'variable':
      return { ...node, at: dot.at, ident: [...node.ident, ...fields] };
    case 'bool':
    case 'string':
    case 'number':
    case 'nil':
    case 'dot':
      return parser.fail(`unexpected . after term ${quote(showNode(node))}`);
    default:
      return node && { kind: 'chain', at: dot.at, node, fields };
  }
}

function parseTerm(parser: Parser): Operand | undefined {
  const token = nextSolid(parser);
  const { at, text } = token;
  switch (token.type) {
    case 'identifier':
      if (!parser.hasFunction(text)) parser.fail(`function ${quote(text)} not defined`);
      return { kind: 'identifier', at, name: text };
    case 'dot':
      return { kind: 'dot', at };
    case 'nil':
      return { kind: 'nil', at };
    case 'variable':
      if (!parser.tree.vars.includes(text)) parser.fail(`undefined variable ${quote(text)}`);
      return variable(token);
    case 'field':
      return { kind: 'field', at, ident: [text.slice(1)] };
    case 'bool':
      return { kind: 'bool', at, value: text === 'true' };
    case 'char-constant':
    case 'complex':
    case 'number': {
      const number = parseNumber(at, text, token.type);
      return 'error' in number ? parser.fail(number.error) : number;
    }
    case 'open':
      return parseParentheses(parser);
    case 'string':
    case 'raw': {
      const value = unquote(text) ?? parser.fail('invalid syntax');
      return { kind: 'string', at, quoted: text, value };
    }
    default:
      parser.next--;
      return undefined;
  }
}

// Go allows ten thousand; each level takes several frames of our stack.
const DEEPEST = 1000;

function parseParentheses(parser: Parser): PipeNode {
  if (parser.tree.depth >= DEEPEST) parser.fail('max expression depth exceeded');
  parser.tree.depth++;
  const pipe = parsePipeline(parser, 'parenthesized pipeline', 'close');
  parser.tree.depth--;
  return pipe;
}
