/**
 * Reads the variable language of `postBuild`: text to parts, or where it cannot be read.
 *
 * @module
 */
export type Part = string | Call;

interface Call {
  readonly name: string;
  readonly operator: string;
  readonly args: readonly Part[];
  readonly start: number;
  readonly end: number;
}

interface SyntaxProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** Reads a template, or says where it cannot be read. */
export function parseTemplate(text: string): { parts: Part[] } | SyntaxProblem {
  const reader: Reader = { text, at: 0, depth: 0 };
  const parts: Part[] = [];
  let plain = '';
  try {
    while (reader.at < text.length) {
      if (text.startsWith('${', reader.at)) {
        parts.push(plain, readCall(reader));
        plain = '';
      } else {
        // A doubled dollar sign is one, and what follows it is plain text.
        if (text.startsWith('$$', reader.at)) reader.at++;
        plain += text[reader.at++] ?? '';
      }
    }
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    return { message: error.message, start: error.start, end: Math.min(reader.at + 1, text.length) };
  }
  return { parts: [...parts, plain] };
}

interface Reader {
  readonly text: string;
  at: number;
  /** How deep in defaults of defaults. */
  depth: number;
}

const MAX_DEPTH = 100;

class SyntaxFault extends Error {
  readonly start: number;

  constructor(message: string, start: number) {
    super(message);
    this.start = start;
  }
}

const IDENTIFIER = /[\p{L}\p{Nd}_]+/uy;

function readCall(reader: Reader): Call {
  const start = reader.at;
  reader.at += 2;
  const fail = (message: string): never => {
    throw new SyntaxFault(message, start);
  };
  if (++reader.depth > MAX_DEPTH) fail('the variables are nested too deeply');
  const finish = (name: string, operator: string, args: readonly Part[]): Call => {
    if (reader.text[reader.at] !== '}') fail('the closing brace is missing');
    reader.at++;
    reader.depth--;
    return { name, operator, args, start, end: reader.at };
  };
  if (reader.text[reader.at] === '#') {
    reader.at++;
    return finish(identifier(reader) ?? fail('there is no variable name'), '#', []);
  }
  const name = identifier(reader) ?? fail('there is no variable name');
  const operator = readOperator(reader) ?? '';
  switch (operator) {
    case '':
    case ',':
    case ',,':
    case '^':
    case '^^':
    case ',^':
    case '^,':
      return finish(name, operator, []);
    case ':':
      return finish(name, operator, readSubstring(reader, fail));
    case '/':
    case '//':
    case '/#':
    case '/%':
      return finish(name, operator, readReplacement(reader, fail));
    case '#':
    case '##':
    case '%':
    case '%%':
      return finish(name, operator, [
        readArgument(reader, /[^}]/y, 'plain') ?? fail('the argument is missing'),
      ]);
    default:
      return finish(name, operator, readDefault(reader, fail));
  }
}

function identifier(reader: Reader): string | undefined {
  IDENTIFIER.lastIndex = reader.at;
  const name = IDENTIFIER.exec(reader.text)?.[0];
  if (name !== undefined) reader.at += name.length;
  return name;
}

const OPERATOR = /:[=\-?+]|=|:|[,^]{1,2}|\/[/#%]?|#{1,2}|%{1,2}/y;

function readOperator(reader: Reader): string | undefined {
  OPERATOR.lastIndex = reader.at;
  const operator = OPERATOR.exec(reader.text)?.[0];
  if (operator !== undefined) reader.at += operator.length;
  return operator;
}

/** One argument: a nested variable, or text as long as the characters fit. */
function readArgument(reader: Reader, accept: RegExp, escapes: 'plain' | 'escaped'): Part | undefined {
  if (reader.text.startsWith('${', reader.at)) return readCall(reader);
  let result = '';
  const begin = reader.at;
  while (reader.at < reader.text.length && !reader.text.startsWith('${', reader.at)) {
    const pair = reader.text.slice(reader.at, reader.at + 2);
    const escaped = escapes === 'escaped' && (pair === '$$' || pair === '\\/' || pair === '\\\\');
    accept.lastIndex = reader.at;
    if (!escaped && !accept.test(reader.text)) break;
    if (escaped) reader.at++;
    result += reader.text[reader.at++] ?? '';
  }
  return reader.at === begin ? undefined : result;
}

function readSubstring(reader: Reader, fail: (message: string) => never): Part[] {
  const from = readArgument(reader, /[^:}]/y, 'plain') ?? fail('the position is missing');
  if (reader.text[reader.at] !== ':') return [from];
  while (reader.text[reader.at] === ':') reader.at++;
  return [from, readArgument(reader, /[^}]/y, 'plain') ?? fail('the length is missing')];
}

function readReplacement(reader: Reader, fail: (message: string) => never): Part[] {
  const search = readArgument(reader, /[^/]/y, 'escaped') ?? fail('the text to replace is missing');
  if (reader.text[reader.at] !== '/') fail('the slash before the replacement is missing');
  while (reader.text[reader.at] === '/') reader.at++;
  if (reader.text[reader.at] === '}') return [search];
  return [search, readArgument(reader, /[^}]/y, 'escaped') ?? fail('the replacement is missing')];
}

function readDefault(reader: Reader, fail: (message: string) => never): Part[] {
  const args: Part[] = [];
  while (reader.text[reader.at] !== '}') {
    args.push(readArgument(reader, /[^}]/y, 'plain') ?? fail('the closing brace is missing'));
  }
  return args;
}
