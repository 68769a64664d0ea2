/**
 * Lists of texts and actions, and the control structures.
 *
 * @module
 */
import { unquote } from '../format/quote.js';
import type { Token } from '../lex/token.js';
import type { BranchNode, ListNode, Node } from '../tree/nodes.js';
import { parsePipeline } from './parse-pipeline.js';
import { expect, nextSolid, type Parser, peekSolid, peekToken, unexpected } from './parser.js';

/** What ends a list, or begins the other branch. */
export interface EndMark {
  readonly kind: 'end' | 'else';
  readonly at: number;
  readonly to: number;
}

/** A whole text, with its definitions taken out. */
export function parseRoot(parser: Parser, define: (name: Token) => void): ListNode {
  const at = peekToken(parser).at;
  const nodes: Node[] = [];
  while (peekToken(parser).type !== 'eof') {
    if (peekToken(parser).type === 'left') {
      const before = parser.next;
      parser.next++;
      if (nextSolid(parser).type === 'define') {
        const name = inNewTree(parser, () => {
          const token = expect(parser, ['string', 'raw'], 'define clause');
          if (unquote(token.text) === undefined) parser.fail('invalid syntax');
          expect(parser, ['right'], 'define clause');
          return token;
        });
        define(name);
        continue;
      }
      parser.next = before;
    }
    const node = parseTextOrAction(parser);
    if (isEndMark(node)) parser.fail(`unexpected {{${node.kind}}}`);
    else nodes.push(node);
  }
  return { kind: 'list', at, nodes };
}

/** The head of a definition belongs to the new tree, in which no action has begun. */
function inNewTree<T>(parser: Parser, read: () => T): T {
  const { actionAt } = parser.tree;
  parser.tree.actionAt = -1;
  const result = read();
  parser.tree.actionAt = actionAt;
  return result;
}

export function parseList(parser: Parser): { list: ListNode; end: EndMark } {
  const at = peekSolid(parser).at;
  const nodes: Node[] = [];
  while (peekSolid(parser).type !== 'eof') {
    const node = parseTextOrAction(parser);
    if (isEndMark(node)) return { list: { kind: 'list', at, nodes }, end: node };
    nodes.push(node);
  }
  return parser.fail('unexpected EOF');
}

function isEndMark(node: Node | EndMark): node is EndMark {
  return node.kind === 'end' || node.kind === 'else';
}

function parseTextOrAction(parser: Parser): Node | EndMark {
  const token = nextSolid(parser);
  if (token.type === 'text') return { kind: 'text', at: token.at, source: parser.source, text: token.text };
  if (token.type !== 'left') return unexpected(parser, token, 'input');
  parser.tree.actionAt = token.at;
  const node = parseAction(parser, token.at);
  parser.tree.actionAt = -1;
  return node;
}

function parseAction(parser: Parser, from: number): Node | EndMark {
  const token = nextSolid(parser);
  switch (token.type) {
    case 'block':
    case 'template':
      return parseTemplateCall(parser, from, token.type);
    case 'break':
    case 'continue':
      return parseLoopControl(parser, token, token.type);
    case 'else':
      return parseElse(parser);
    case 'end': {
      const { at, text } = expect(parser, ['right'], 'end');
      return { kind: 'end', at, to: at + text.length };
    }
    case 'if':
    case 'with':
    case 'range':
      return parseBranch(parser, from, token.type);
    default: {
      parser.next--;
      const pipe = parsePipeline(parser, 'command', 'right');
      return { kind: 'action', at: token.at, source: parser.source, from, to: endOfLast(parser), pipe };
    }
  }
}

/** Where the token ends that was read last. */
function endOfLast(parser: Parser): number {
  const token = parser.tokens[parser.next - 1];
  return token ? token.at + token.text.length : 0;
}

function parseLoopControl(parser: Parser, { at }: Token, kind: 'break' | 'continue'): Node {
  const token = nextSolid(parser);
  if (token.type !== 'right') unexpected(parser, token, `{{${kind}}}`);
  if (parser.tree.rangeDepth === 0) parser.fail(`{{${kind}}} outside {{range}}`);
  return { kind, at };
}

function parseElse(parser: Parser): EndMark {
  const next = peekSolid(parser);
  // `else if` and `else with` are read as an else with a branch of its own in it.
  if (next.type === 'if' || next.type === 'with') return { kind: 'else', at: next.at, to: next.at };
  const { at, text } = expect(parser, ['right'], 'else');
  return { kind: 'else', at, to: at + text.length };
}

function parseBranch(parser: Parser, from: number, kind: BranchNode['kind']): BranchNode {
  const { tree } = parser;
  const visible = tree.vars.length;
  const pipe = parsePipeline(parser, kind, 'right');
  const to = endOfLast(parser);
  if (kind === 'range') tree.rangeDepth++;
  const { list, end } = parseList(parser);
  if (kind === 'range') tree.rangeDepth--;
  let elseList: ListNode | undefined;
  let last = end.to;
  if (end.kind === 'else') {
    const next = peekToken(parser);
    if (kind !== 'range' && next.type === kind) {
      parser.next++;
      const inner = parseBranch(parser, next.at, kind);
      elseList = { kind: 'list', at: end.at, nodes: [inner] };
      last = inner.end;
    } else {
      const other = parseList(parser);
      if (other.end.kind !== 'end') parser.fail('expected end; found {{else}}');
      elseList = other.list;
      last = other.end.to;
    }
  }
  tree.vars.length = visible;
  return { kind, at: pipe.at, source: parser.source, from, to, pipe, list, elseList, end: last };
}

function parseTemplateCall(parser: Parser, from: number, kind: 'block' | 'template'): Node {
  const context = `${kind} clause`;
  const token = nextSolid(parser);
  if (token.type !== 'string' && token.type !== 'raw') unexpected(parser, token, context);
  const name = unquote(token.text) ?? parser.fail('invalid syntax');
  if (kind === 'template' && peekSolid(parser).type === 'right') {
    parser.next++;
    return {
      kind: 'template',
      at: token.at,
      source: parser.source,
      from,
      to: endOfLast(parser),
      name,
      pipe: undefined,
    };
  }
  const pipe = parsePipeline(parser, context, 'right');
  const to = endOfLast(parser);
  if (kind === 'block') parser.parseBlock(name);
  return { kind: 'template', at: token.at, source: parser.source, from, to, name, pipe };
}
