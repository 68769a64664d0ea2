/**
 * The tokens of Go's text/template.
 *
 * @module
 */

/** What a token is. `error` ends the text; its value is the message. */
export type TokenType =
  | 'error'
  | 'eof'
  | 'text'
  | 'left'
  | 'right'
  | 'space'
  | 'assign'
  | 'declare'
  | 'pipe'
  | 'string'
  | 'raw'
  | 'char-constant'
  | 'variable'
  | 'dot'
  | 'field'
  | 'number'
  | 'complex'
  | 'identifier'
  | 'bool'
  | 'open'
  | 'close'
  | 'char'
  | Keyword;

export type Keyword =
  | 'block'
  | 'break'
  | 'continue'
  | 'define'
  | 'else'
  | 'end'
  | 'if'
  | 'nil'
  | 'range'
  | 'template'
  | 'with';

/** The words of the language that are no identifiers. */
export const KEYWORDS: ReadonlySet<string> = new Set<Keyword>([
  'block',
  'break',
  'continue',
  'define',
  'else',
  'end',
  'if',
  'nil',
  'range',
  'template',
  'with',
]);

/** A token, and the offset in the text at which it begins. */
export interface Token {
  readonly type: TokenType;
  readonly at: number;
  readonly text: string;
}

/** What encloses an action: `{{` and `}}` but in ResourceSets. */
export interface Delimiters {
  readonly left: string;
  readonly right: string;
}
