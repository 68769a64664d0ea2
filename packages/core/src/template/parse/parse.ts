/**
 * Template text → named trees.
 * Source: text/template/parse/parse.go of Go 1.26.
 *
 * @module
 */
import { quote, unquote } from '../format/quote.js';
import { lex } from '../lex/lex.js';
import type { Delimiters, Token } from '../lex/token.js';
import { isEmptyTree, type ListNode, type Template, type TemplateSource } from '../tree/nodes.js';
import { parseList, parseRoot } from './parse-list.js';
import { lineAt, ParseFault, type Parser, type Tree } from './parser.js';

/** What a text defines. */
export interface ParsedTemplates {
  /** In the order of the text: the definitions, and last the text itself. */
  readonly templates: readonly Template[];
}

/** Why a text is no template. */
export interface TemplateSyntaxError {
  /** As Go words it: `template: NAME:LINE: …`. */
  readonly message: string;
  /** The last part of it: what is wrong. */
  readonly reason: string;
  /** From 1. */
  readonly line: number;
  /** Where the token stands at which reading stopped. */
  readonly at: number;
}

/** What parsing depends on. */
export interface ParseOptions {
  readonly delimiters?: Delimiters;
  /** Whether there is a function of this name. */
  readonly hasFunction: (name: string) => boolean;
}

/** Reads a text and all that it defines. */
export function parseTemplates(
  source: TemplateSource,
  { delimiters = BRACES, hasFunction }: ParseOptions,
): ParsedTemplates | { readonly error: TemplateSyntaxError } {
  const trees = new Map<string, Template>();
  const add = (tree: Tree, root: ListNode, parser: Parser): void => {
    const old = trees.get(tree.name);
    if (!old || isEmptyTree(old.root)) {
      trees.delete(tree.name);
      trees.set(tree.name, { name: tree.name, source, root });
    } else if (!isEmptyTree(root)) {
      parser.fail(`template: multiple definition of template ${quote(tree.name)}`);
    }
  };
  const parser = newParser(source, lex(source.text, delimiters), hasFunction, add);
  try {
    const root = parseRoot(parser, (name) => parseDefinition(parser, name));
    parser.add(parser.tree, root, parser);
    return { templates: [...trees.values()] };
  } catch (fault) {
    const { reason, at } = reasonOf(fault);
    const line = lineAt(source.text, at);
    return { error: { message: `template: ${source.name}:${line}: ${reason}`, reason, line, at } };
  }
}

/** What is nested too deeply ends the stack, wherever that is. */
function reasonOf(fault: unknown): { readonly reason: string; readonly at: number } {
  if (fault instanceof ParseFault) return { reason: fault.message, at: fault.at };
  if (fault instanceof RangeError) return { reason: 'the text is nested too deeply', at: 0 };
  throw fault;
}

const BRACES: Delimiters = { left: '{{', right: '}}' };

function newParser(
  source: TemplateSource,
  tokens: readonly Token[],
  hasFunction: (name: string) => boolean,
  add: Parser['add'],
): Parser {
  const parser: Parser = {
    source,
    tokens,
    next: 0,
    furthest: 0,
    tree: newTree(source.name),
    hasFunction,
    add,
    fail(message): never {
      throw new ParseFault(message, parser.tokens[parser.furthest]?.at ?? 0);
    },
    parseBlock(name): void {
      parseBody(parser, name, 'block clause');
    },
  };
  return parser;
}

function newTree(name: string): Tree {
  return { name, vars: ['$'], rangeDepth: 0, depth: 0, actionAt: -1 };
}

function parseDefinition(parser: Parser, token: Token): void {
  const name = unquote(token.text);
  if (name === undefined) parser.fail('invalid syntax');
  else parseBody(parser, name, 'define clause');
}

function parseBody(parser: Parser, name: string, context: string): void {
  const outer = parser.tree;
  parser.tree = newTree(name);
  const { list, end } = parseList(parser);
  if (end.kind !== 'end') parser.fail(`unexpected {{else}} in ${context}`);
  parser.add(parser.tree, list, parser);
  parser.tree = outer;
}
