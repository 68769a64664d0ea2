/**
 * The functions that every Go template has.
 * Source: text/template/funcs.go of Go 1.26.
 *
 * @module
 */
import { GoFault } from '../../execute/fault.js';
import { zeroEntry } from '../../execute/field.js';
import type { CallSite, GoFunction } from '../../execute/rendering.js';
import type { Printer } from '../../format/printer.js';
import { sprint, sprintf, sprintln } from '../../format/sprintf.js';
import { showNode } from '../../parse/show-node.js';
import { byteLength, isPrint, runeAt, toBytes } from '../../values/go-text.js';
import { isTrue, typeName } from '../../values/kinds.js';
import { dependsOnUnknown, noteMissed, plain, read, readWhole, traced } from '../../values/traced.js';
import type { Part } from '../../values/value.js';
import { type GoMap, int, type Value } from '../../values/value.js';
import type { Functions } from '../call/define.js';
import { joinedText } from '../call/joined-text.js';

type Given = Value | undefined;

function indexed(first: Given, indexes: readonly Given[]): Given {
  let item = first;
  if (item === undefined || plain(item) === null) throw new GoFault('index of untyped nil');
  for (const index of indexes) {
    const value = item === undefined ? null : plain(item);
    if (value === null) throw new GoFault('index of nil pointer');
    item = element(value, index);
  }
  return item;
}

function element(value: Exclude<Value, { kind: 'traced' }>, index: Given): Value {
  if (typeof value === 'string') {
    const bytes = toBytes(value);
    return { ...int(bytes[position(index, bytes.length)] ?? 0), type: 'uint8' };
  }
  if (typeof value === 'object' && value?.kind === 'list')
    return value.items[position(index, value.items.length)] ?? null;
  if (typeof value === 'object' && value?.kind === 'bytes') {
    const bytes = toBytes(value.text);
    return { ...int(bytes[position(index, bytes.length)] ?? 0), type: 'uint8' };
  }
  if (typeof value === 'object' && value?.kind === 'map') return entry(value, index);
  throw new GoFault(`can't index item of type ${typeName(value)}`);
}

function entry(map: GoMap, index: Given): Value {
  const key = index === undefined ? null : read(index);
  if (key === null) throw new GoFault('value is nil; should be of type string');
  if (typeof key !== 'string') throw new GoFault(`value has type ${typeName(key)}; should be string`);
  const found = map.entries.get(key);
  if (found !== undefined) return found;
  noteMissed(map.given, key);
  if (map.unknown) return map.unknown;
  return zeroEntry(map);
}

function position(index: Given, length: number): number {
  const value = index === undefined ? null : read(index);
  if (value === null) throw new GoFault('cannot index slice/array with nil');
  if (typeof value !== 'object' || value.kind !== 'int')
    throw new GoFault(`cannot index slice/array with type ${typeName(value)}`);
  if (value.value < 0n || value.value > BigInt(length))
    throw new GoFault(`index out of range: ${value.value}`);
  if (value.value === BigInt(length)) throw new GoFault('reflect: slice index out of range');
  return Number(value.value);
}

function lengthOf(given: Given): Value {
  if (given === undefined) throw new GoFault('reflect: call of reflect.Value.Type on zero Value');
  readWhole(given);
  const value = read(given);
  if (value === null) throw new GoFault('len of nil pointer');
  if (typeof value === 'string') return int(byteLength(value));
  if (typeof value === 'object') {
    if (value.kind === 'map') return int(value.entries.size);
    if (value.kind === 'list') return int(value.items.length);
    if (value.kind === 'bytes') return int(byteLength(value.text));
  }
  throw new GoFault(`len of type ${typeName(value).replace(/^\*/, '')}`);
}

/** The text of a print, with the operands as its parts. */
export function printedText({ text, starts, parts }: Printer, site: CallSite): Value {
  const { by } = site;
  if (!by) return text;
  const joined = parts.map((value): Part => (value === undefined ? { by } : { by, value }));
  const unknown = parts.some((value) => value !== undefined && dependsOnUnknown(value));
  return traced(text, { how: 'joined', starts: [...starts], parts: joined }, unknown);
}

function escaping(escapeText: (text: string) => string): GoFunction {
  return {
    params: [],
    variadic: 'interface {}',
    call: (args, site) => {
      const [first, ...more] = args;
      const bare = first === undefined ? null : plain(first);
      if (more.length === 0 && typeof bare === 'string') {
        const text = escapeText(bare);
        return text === bare ? first : text;
      }
      const values = args.map((arg) => (arg === undefined || plain(arg) === null ? '<no value>' : arg));
      return escapeText(plain(printedText(sprint(values), site)) as string);
    },
  };
}

function html(text: string): string {
  return text.replace(/[\0"'&<>]/g, (char) => HTML[char] ?? char);
}

const HTML: Readonly<Record<string, string>> = {
  '\0': '\ufffd',
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};

function js(text: string): string {
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const rune = runeAt(text, at);
    // A byte that is no UTF-8 stays.
    const char = rune > 0xffff ? String.fromCodePoint(rune) : text.charAt(at);
    if (rune > 0xffff) at++;
    if (`\\'"`.includes(char)) out += `\\${char}`;
    else if ('<>&='.includes(char) || rune < 32) out += unicodeEscape(rune);
    else out += rune < 128 || isPrint(rune) ? char : unicodeEscape(rune);
  }
  return out;
}

function unicodeEscape(rune: number): string {
  return `\\u${rune.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Go's url.QueryEscape. */
export function queryEscape(text: string): string {
  let out = '';
  for (const byte of toBytes(text)) {
    const char = String.fromCharCode(byte);
    if (/[A-Za-z0-9\-_.~]/.test(char)) out += char;
    else out += char === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

function printing(print: (args: readonly Value[]) => Printer): GoFunction {
  return {
    params: [],
    variadic: 'interface {}',
    call: (args, site) => printedText(print(args.map((arg) => arg ?? null)), site),
  };
}

export const BUILTINS: Functions = {
  and: { params: ['reflect.Value'], variadic: 'reflect.Value', shortCircuit: 'and', call: () => null },
  or: { params: ['reflect.Value'], variadic: 'reflect.Value', shortCircuit: 'or', call: () => null },
  not: { params: ['reflect.Value'], call: ([value]) => !isTrue(value) },
  len: { params: ['reflect.Value'], call: ([value]) => lengthOf(value) },
  index: {
    params: ['reflect.Value'],
    variadic: 'reflect.Value',
    call: ([item, ...indexes]) => indexed(item, indexes),
  },
  call: {
    params: ['reflect.Value'],
    variadic: 'reflect.Value',
    call: ([fn], site) => {
      if (fn === undefined || plain(fn) === null) throw new GoFault('call of nil');
      throw new GoFault(`non-function ${calleeName(site, fn)} of type ${typeName(fn)}`);
    },
  },
  print: printing(sprint),
  println: printing(sprintln),
  printf: {
    params: ['string'],
    variadic: 'interface {}',
    call: ([format, ...args], site) => {
      const text = read(format ?? null);
      const printer = sprintf(
        typeof text === 'string' ? text : '',
        args.map((arg) => arg ?? null),
      );
      return joinedText(printer, format ?? null, site);
    },
  },
  html: escaping(html),
  js: escaping(js),
  urlquery: escaping(queryEscape),
};

/** The words of the call; where the callee is piped in, what reflect prints for it. */
function calleeName({ by }: CallSite, fn: Value): string {
  const callee = by?.args[1];
  if (callee) return showNode(callee);
  const bare = plain(fn);
  return typeof bare === 'string' ? bare : `<${typeName(bare)} Value>`;
}
