/**
 * The state of the parser: tokens with as much lookahead as the grammar needs, and faults.
 *
 * @module
 */
import { quote } from '../format/quote.js';
import { KEYWORDS, type Token, type TokenType } from '../lex/token.js';
import type { ListNode, TemplateSource } from '../tree/nodes.js';
import { byteLength } from '../values/go-text.js';

/** The template that is being read. */
export interface Tree {
  readonly name: string;
  readonly vars: string[];
  rangeDepth: number;
  depth: number;
  /** Where the innermost action begins; -1 outside. */
  actionAt: number;
}

export interface Parser {
  readonly source: TemplateSource;
  readonly tokens: readonly Token[];
  /** The index of the next token. */
  next: number;
  /** The index of the last token that was seen: faults are said to stand there. */
  furthest: number;
  tree: Tree;
  readonly hasFunction: (name: string) => boolean;
  readonly add: (tree: Tree, root: ListNode, parser: Parser) => void;
  readonly fail: (message: string) => never;
  readonly parseBlock: (name: string) => void;
}

/** A text that is no template; caught at the door of the parser. */
export class ParseFault extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

export function nextToken(parser: Parser): Token {
  const token = peekToken(parser);
  if (parser.next < parser.tokens.length - 1) parser.next++;
  else parser.next = parser.tokens.length;
  return token;
}

export function peekToken(parser: Parser): Token {
  const index = Math.min(parser.next, parser.tokens.length - 1);
  if (index > parser.furthest) parser.furthest = index;
  return parser.tokens[index] as Token;
}

export function nextSolid(parser: Parser): Token {
  skipSpace(parser);
  return nextToken(parser);
}

export function peekSolid(parser: Parser): Token {
  skipSpace(parser);
  return peekToken(parser);
}

function skipSpace(parser: Parser): void {
  while (peekToken(parser).type === 'space') parser.next++;
}

export function expect(parser: Parser, types: readonly TokenType[], context: string): Token {
  const token = nextSolid(parser);
  return types.includes(token.type) ? token : unexpected(parser, token, context);
}

export function unexpected(parser: Parser, token: Token, context: string): never {
  if (token.type !== 'error') return parser.fail(`unexpected ${showToken(token)} in ${context}`);
  const { actionAt } = parser.tree;
  const { name, text } = parser.source;
  if (actionAt < 0) return parser.fail(token.text);
  const line = lineAt(text, actionAt);
  if (line === lineAt(text, token.at)) return parser.fail(token.text);
  const inAction = token.text.endsWith(' action') ? '' : ' in action';
  return parser.fail(`${token.text}${inAction} started at ${name}:${line}`);
}

function showToken({ type, text }: Token): string {
  if (type === 'eof') return 'EOF';
  if (KEYWORDS.has(type) || type === 'dot') return `<${text}>`;
  if (byteLength(text) > 10) return `${quote([...text].slice(0, 10).join(''))}...`;
  return quote(text);
}

/** The line of an offset, from 1, as Go counts: line feeds only. */
export function lineAt(text: string, at: number): number {
  let line = 1;
  for (let found = text.indexOf('\n'); found >= 0 && found < at; found = text.indexOf('\n', found + 1))
    line++;
  return line;
}
