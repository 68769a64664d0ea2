/**
 * fmt's Sprintf, Sprint and Sprintln.
 * Source: fmt/print.go of Go 1.26.
 *
 * @module
 */
import { typeName } from '../values/kinds.js';
import { plain, read } from '../values/traced.js';
import type { Value } from '../values/value.js';
import { printArg } from './print-value.js';
import { beginPart, newFlags, newPrinter, type Printer, write } from './printer.js';

/** The text of a format with its operands, and which operand wrote which part. */
export function sprintf(format: string, args: readonly Value[]): Printer {
  const printer = newPrinter();
  const job: Job = {
    printer,
    format,
    args,
    at: 0,
    arg: 0,
    goodIndex: true,
    reordered: false,
    afterIndex: false,
  };
  for (;;) {
    const percent = format.indexOf('%', job.at);
    const literal = format.slice(job.at, percent < 0 ? undefined : percent);
    if (literal !== '') {
      beginPart(printer, undefined);
      write(printer, literal);
    }
    if (percent < 0) break;
    job.at = percent + 1;
    formatVerb(job);
  }
  if (!job.reordered && job.arg < args.length) writeExtra(job);
  return printer;
}

interface Job {
  readonly printer: Printer;
  readonly format: string;
  readonly args: readonly Value[];
  at: number;
  arg: number;
  /** Whether the index in brackets, if any, names an operand. */
  goodIndex: boolean;
  reordered: boolean;
  afterIndex: boolean;
}

function writeExtra({ printer, args, arg }: Job): void {
  printer.flags = newFlags();
  beginPart(printer, undefined);
  write(printer, '%!(EXTRA ');
  for (const [at, value] of args.slice(arg).entries()) {
    if (at > 0) write(printer, ', ');
    if (plain(value) === null) write(printer, '<nil>');
    else {
      write(printer, `${typeName(value)}=`);
      printArg(printer, value, 'v');
    }
  }
  write(printer, ')');
}

function formatVerb(job: Job): void {
  const { printer, format, args } = job;
  printer.flags = newFlags();
  job.goodIndex = true;
  job.afterIndex = false;
  beginPart(printer, undefined);
  readFlags(job);
  readIndex(job);
  readWidth(job);
  readPrecision(job);
  if (!job.afterIndex) readIndex(job);
  if (job.at >= format.length) {
    write(printer, '%!(NOVERB)');
    return;
  }
  const verb = String.fromCodePoint(format.codePointAt(job.at) ?? 0);
  job.at += verb.length;
  if (verb === '%') write(printer, '%');
  else if (!job.goodIndex) write(printer, `%!${verb}(BADINDEX)`);
  else if (job.arg >= args.length) write(printer, `%!${verb}(MISSING)`);
  else {
    const value = args[job.arg] ?? null;
    job.arg++;
    printer.parts[printer.parts.length - 1] = value;
    const { flags } = printer;
    if (verb === 'v') {
      flags.sharpV = flags.sharp;
      flags.sharp = false;
      flags.plusV = flags.plus;
      flags.plus = false;
    }
    printArg(printer, value, verb);
  }
}

function readFlags(job: Job): void {
  const { flags } = job.printer;
  for (; ; job.at++) {
    switch (job.format[job.at]) {
      case '#':
        flags.sharp = true;
        break;
      case '0':
        flags.zero = true;
        break;
      case '+':
        flags.plus = true;
        break;
      case '-':
        flags.minus = true;
        break;
      case ' ':
        flags.space = true;
        break;
      default:
        return;
    }
  }
}

/** Reads `[2]`. */
function readIndex(job: Job): void {
  if (job.format[job.at] !== '[') {
    job.afterIndex = false;
    return;
  }
  job.reordered = true;
  const close = job.format.indexOf(']', job.at + 1);
  if (close < 0) {
    job.goodIndex = false;
    job.at++;
    return;
  }
  const inner = job.format.slice(job.at + 1, close);
  job.at = close + 1;
  const index = /^[0-9]+$/.test(inner) ? Number(inner) - 1 : -1;
  job.afterIndex = /^[0-9]+$/.test(inner);
  if (index >= 0 && index < job.args.length) job.arg = index;
  else job.goodIndex = false;
}

const LARGEST = 1_000_000;

function readWidth(job: Job): void {
  const { flags } = job.printer;
  if (job.format[job.at] === '*') {
    job.at++;
    flags.width = intFromArg(job);
    if (flags.width === undefined) write(job.printer, '%!(BADWIDTH)');
    else if (flags.width < 0) {
      flags.width = -flags.width;
      flags.minus = true;
      flags.zero = false;
    }
    job.afterIndex = false;
    return;
  }
  flags.width = readNumber(job);
  if (job.afterIndex && flags.width !== undefined) job.goodIndex = false;
}

function readPrecision(job: Job): void {
  const { flags } = job.printer;
  if (job.format[job.at] !== '.') return;
  job.at++;
  if (job.afterIndex) job.goodIndex = false;
  readIndex(job);
  if (job.format[job.at] !== '*') {
    flags.precision = readNumber(job) ?? 0;
    return;
  }
  job.at++;
  const precision = intFromArg(job);
  if (precision !== undefined && precision >= 0) flags.precision = precision;
  else write(job.printer, '%!(BADPREC)');
  job.afterIndex = false;
}

function readNumber(job: Job): number | undefined {
  const digits = /^[0-9]*/.exec(job.format.slice(job.at, job.at + 10))?.[0] ?? '';
  job.at += digits.length;
  if (Number(digits) > LARGEST) {
    // Go gives up on the rest of the format.
    job.at = job.format.length;
    return undefined;
  }
  if (digits === '') return undefined;
  return Number(digits);
}

function intFromArg(job: Job): number | undefined {
  const value = job.arg < job.args.length ? read(job.args[job.arg] ?? null) : undefined;
  if (job.arg < job.args.length) job.arg++;
  if (typeof value !== 'object' || value?.kind !== 'int') return undefined;
  const number = Number(value.value);
  return Math.abs(number) > LARGEST ? undefined : number;
}

/** The texts of operands, with a blank between two of which neither is a string. */
export function sprint(args: readonly Value[]): Printer {
  const printer = newPrinter();
  let wasString = false;
  for (const [at, value] of args.entries()) {
    const isString = typeof plain(value) === 'string';
    if (at > 0 && !isString && !wasString) {
      beginPart(printer, undefined);
      write(printer, ' ');
    }
    beginPart(printer, value);
    printArg(printer, value, 'v');
    wasString = isString;
  }
  return printer;
}

/** The texts of operands with blanks between all of them, and a line feed. */
export function sprintln(args: readonly Value[]): Printer {
  const printer = newPrinter();
  for (const [at, value] of args.entries()) {
    if (at > 0) {
      beginPart(printer, undefined);
      write(printer, ' ');
    }
    beginPart(printer, value);
    printArg(printer, value, 'v');
  }
  beginPart(printer, undefined);
  write(printer, '\n');
  return printer;
}
