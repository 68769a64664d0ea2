/**
 * Values as the verbs of fmt print them.
 * Source: fmt/print.go of Go 1.26.
 *
 * @module
 */
import { countPart } from '../values/budget.js';
import { compareText, toBytes } from '../values/go-text.js';
import { typeName } from '../values/kinds.js';
import { plain, read, readWhole } from '../values/traced.js';
import { type GoMap, type GoStruct, int, type Value } from '../values/value.js';
import type { FloatFormat } from './float.js';
import {
  newPrinter,
  type Printer,
  pad,
  printBool,
  printChar,
  printFloatVerb,
  printHex,
  printInteger,
  printQuoted,
  printQuotedChar,
  printText,
  printUnicode,
  write,
} from './printer.js';
import { printTime } from './time-text.js';

/** One operand with one verb. */
export function printArg(printer: Printer, value: Value, verb: string): void {
  if (plain(value) === null && verb !== 'T') {
    if (verb === 'v') pad(printer, '<nil>');
    else badVerb(printer, value, verb);
    return;
  }
  if (verb === 'T') printText(printer, typeName(value));
  else printAny(printer, value, verb, 0);
}

function printAny(printer: Printer, given: Value, verb: string, depth: number): void {
  const value = read(given);
  if (value === null) write(printer, '<nil>');
  else if (typeof value === 'string') printString(printer, value, verb, given);
  else if (typeof value === 'number') printNumber(printer, value, verb);
  else if (typeof value === 'boolean') {
    if (verb === 't' || verb === 'v') printBool(printer, value);
    else badVerb(printer, value, verb);
  } else {
    switch (value.kind) {
      case 'int':
        printInt(printer, value.value, verb, value);
        break;
      case 'complex':
        printComplex(printer, value, verb);
        break;
      case 'time':
        if (TEXT_VERBS.includes(verb)) printString(printer, printTime(value), verb, value);
        else badVerb(printer, value, verb);
        break;
      case 'bytes':
        printBytes(printer, value.text, verb, value);
        break;
      case 'map':
        printMap(printer, value, verb, depth);
        break;
      case 'list':
        readWhole(value);
        printList(printer, value.items, verb, depth, value.type);
        break;
      case 'struct':
        printStruct(printer, value, verb, depth);
    }
  }
}

const TEXT_VERBS = 'vsxXq';

function printString(printer: Printer, text: string, verb: string, value: Value): void {
  switch (verb) {
    case 'v':
      if (printer.flags.sharpV) printQuoted(printer, text);
      else printText(printer, text);
      break;
    case 's':
      printText(printer, text);
      break;
    case 'x':
    case 'X':
      printHex(printer, text, verb === 'X');
      break;
    case 'q':
      printQuoted(printer, text);
      break;
    default:
      badVerb(printer, value, verb);
  }
}

function printNumber(printer: Printer, value: number, verb: string): void {
  switch (verb) {
    case 'v':
      printFloatVerb(printer, value, 'g', -1);
      break;
    case 'b':
    case 'g':
    case 'G':
    case 'x':
    case 'X':
      printFloatVerb(printer, value, verb, -1);
      break;
    case 'f':
    case 'e':
    case 'E':
    case 'F':
      printFloatVerb(printer, value, verb as FloatFormat, 6);
      break;
    default:
      badVerb(printer, value, verb);
  }
}

const BASES: Readonly<Record<string, number>> = { v: 10, d: 10, b: 2, o: 8, O: 8, x: 16, X: 16 };

function printInt(printer: Printer, value: bigint, verb: string, whole: Value): void {
  const base = BASES[verb];
  if (base !== undefined) printInteger(printer, value, base, verb);
  else if (verb === 'c') printChar(printer, value);
  else if (verb === 'q') printQuotedChar(printer, value);
  else if (verb === 'U') printUnicode(printer, value);
  else badVerb(printer, whole, verb);
}

function printComplex(printer: Printer, { re, im }: { re: number; im: number }, verb: string): void {
  if (!'vbgGxXfFeE'.includes(verb)) {
    badVerb(printer, { kind: 'complex', re, im }, verb);
    return;
  }
  const { plus } = printer.flags;
  write(printer, '(');
  printNumber(printer, re, verb);
  printer.flags.plus = true;
  printNumber(printer, im, verb);
  write(printer, 'i)');
  printer.flags.plus = plus;
}

function printBytes(printer: Printer, text: string, verb: string, value: Value): void {
  if (verb === 'v' || verb === 'd') {
    const items = [...toBytes(text)].map((byte): Value => ({ ...int(byte), type: 'uint8' }));
    printList(printer, items, verb, 0, '[]byte');
  } else printString(printer, text, verb, value);
}

function printMap(printer: Printer, map: GoMap, verb: string, depth: number): void {
  readWhole(map);
  const keys = [...map.entries.keys()].sort(compareText);
  const { sharpV } = printer.flags;
  write(printer, sharpV ? `${map.type}{` : 'map[');
  for (const [at, key] of keys.entries()) {
    if (at > 0) write(printer, sharpV ? ', ' : ' ');
    printString(printer, key, verb, key);
    write(printer, ':');
    printPart(printer, map.entries.get(key) ?? null, verb, depth + 1);
  }
  write(printer, sharpV ? '}' : ']');
}

function printList(
  printer: Printer,
  items: readonly Value[],
  verb: string,
  depth: number,
  type: string,
): void {
  const { sharpV } = printer.flags;
  write(printer, sharpV ? `${type}{` : '[');
  for (const [at, item] of items.entries()) {
    if (at > 0) write(printer, sharpV ? ', ' : ' ');
    printPart(printer, item, verb, depth + 1);
  }
  write(printer, sharpV ? '}' : ']');
}

function printPart(printer: Printer, value: Value, verb: string, depth: number): void {
  countPart(printer.counter);
  if (plain(value) === null) write(printer, printer.flags.sharpV ? 'interface {}(nil)' : '<nil>');
  else printAny(printer, value, verb, depth);
}

function printStruct(printer: Printer, struct: GoStruct, verb: string, depth: number): void {
  if (struct.text !== undefined && !struct.textOnlyAsField && TEXT_VERBS.includes(verb)) {
    printString(printer, struct.text, verb, struct);
    return;
  }
  if (struct.isPointer && depth > 0) {
    write(printer, '0xc000000000');
    return;
  }
  const { plusV, sharpV } = printer.flags;
  write(printer, `${struct.isPointer ? '&' : ''}${sharpV ? struct.type : ''}{`);
  for (const [at, [name, field]] of [...struct.fields].entries()) {
    if (at > 0) write(printer, sharpV ? ', ' : ' ');
    if (plusV || sharpV) write(printer, `${name}:`);
    printPart(printer, field, verb, depth + 1);
  }
  write(printer, '}');
}

/** `%!d(string=x)`: what Go prints for a verb that a type does not know. */
function badVerb(printer: Printer, value: Value, verb: string): void {
  write(printer, `%!${verb}(`);
  if (plain(value) === null) write(printer, '<nil>');
  else {
    write(printer, `${typeName(value)}=`);
    printArg(printer, value, 'v');
  }
  write(printer, ')');
}

/** The text of a value, as `%v` prints it. */
export function printValue(value: Value): string {
  const simple = read(value);
  if (typeof simple === 'string') return simple;
  const printer = newPrinter();
  printArg(printer, value, 'v');
  return printer.text;
}
