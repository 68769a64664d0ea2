/**
 * Nodes as YAML text, laid out as kustomize prints them: keys sorted, sequences not indented, lines folded at 80.
 * Source: kustomize prints through `sigs.k8s.io/yaml`, which writes with the emitter of go-yaml v2.
 *
 * @module
 */
import { isUnshowable, quotedText } from '../../source/text/shown-text.js';
import type { Node, ScalarNode } from '../nodes/node.js';
import { type Plain, scalarToPlain } from '../nodes/to-plain.js';
import { writeKey, writeScalar } from './print-scalar.js';

/** A line of printed YAML, and the value that begins in it. */
export interface PrintedLine {
  readonly text: string;
  readonly node: Node;
}

/** One document as kustomize prints it, ending in a line break. */
export function printYaml(node: Node): string {
  return `${printLines(node)
    .map((line) => line.text)
    .join('\n')}\n`;
}

/** One document line by line, each with the value that it shows; `shown` escapes what would steer a terminal or a CI system. */
export function printLines(node: Node, use: 'kept' | 'shown' = 'kept'): PrintedLine[] {
  const lines: PrintedLine[] = [];
  writeNode(node, { indent: 0, head: '', lines, use });
  return lines;
}

interface Cursor {
  /** The column of the entries of this block. */
  readonly indent: number;
  /** What stands already in the line that is being written: indentation, dashes and keys. */
  readonly head: string;
  readonly lines: PrintedLine[];
  readonly use: 'kept' | 'shown';
}

function writeNode(node: Node, cursor: Cursor): void {
  const { use } = cursor;
  if (node.kind === 'scalar') {
    const text = scalarText(node);
    if (cursor.use === 'shown' && isUnshowable(text.text)) {
      cursor.lines.push({ text: cursor.head + quotedText(text.text), node });
      return;
    }
    const [first = '', ...more] = writeScalar(text, cursor.head.length, cursor.indent);
    cursor.lines.push({ text: cursor.head + first, node });
    for (const line of more) cursor.lines.push({ text: line, node });
  } else if (node.kind === 'map') {
    if (node.entries.length === 0) cursor.lines.push({ text: `${cursor.head}{}`, node });
    else writeMap(node, cursor);
  } else if (node.items.length === 0) cursor.lines.push({ text: `${cursor.head}[]`, node });
  else {
    for (const [at, item] of node.items.entries()) {
      const head = at === 0 ? cursor.head : ' '.repeat(cursor.indent);
      writeNode(item, { indent: cursor.indent + 2, head: `${head}- `, lines: cursor.lines, use });
    }
  }
}

function writeMap(node: Node & { kind: 'map' }, cursor: Cursor): void {
  const { use } = cursor;
  const entries = [...node.entries].sort((a, b) => compareKeys(a.key.value, b.key.value));
  for (const [at, { key, value }] of entries.entries()) {
    const head = (at === 0 ? cursor.head : ' '.repeat(cursor.indent)) + keyText(key.value, cursor);
    if (value.kind === 'scalar' || isEmpty(value)) {
      writeNode(value, { indent: cursor.indent + 2, head: `${head}: `, lines: cursor.lines, use });
      continue;
    }
    cursor.lines.push({ text: `${head}:`, node: value });
    // A sequence stands in the column of its key, a mapping two further in.
    const indent = value.kind === 'seq' ? cursor.indent : cursor.indent + 2;
    writeNode(value, { indent, head: ' '.repeat(indent), lines: cursor.lines, use });
  }
}

function keyText(key: string, { indent, use }: Cursor): string {
  return use === 'shown' && isUnshowable(key) ? quotedText(key) : writeKey(key, indent);
}

function isEmpty(node: Node): boolean {
  return node.kind === 'map' ? node.entries.length === 0 : node.kind === 'seq' && node.items.length === 0;
}

function scalarText(node: ScalarNode): { readonly text: string; readonly quoted: boolean } {
  const plain: Plain = scalarToPlain(node);
  if (typeof plain === 'string') return { text: plain, quoted: true };
  return { text: typeof plain === 'number' ? goNumber(plain, node.tag) : String(plain), quoted: false };
}

/** A number as Go's JSON encoder writes it and go-yaml reads and writes it again. */
function goNumber(value: number, tag: string): string {
  if (tag !== '!!float' || Number.isInteger(value)) {
    // Both languages write the fewest digits that tell the number, and fill up with zeros.
    const written = Math.abs(value) < 1e21 ? BigInt(value.toString()) : undefined;
    const fits = written !== undefined && written >= -(2n ** 63n) && written < 2n ** 64n;
    return fits ? written.toString() : exponential(value);
  }
  return goFloat(value);
}

/** A number as Go writes one with `%g` in the fewest digits. */
export function goFloat(value: number): string {
  const exponent = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return exponent < -4 || exponent >= 6 ? exponential(value) : String(value);
}

function exponential(value: number): string {
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}

/**
 * The order of keys in go-yaml: letters after other characters, runs of digits by their number.
 * Behind a digit v3 puts letters first.
 */
export function compareKeys(a: string, b: string, emitter: 'v2' | 'v3' = 'v2'): number {
  const left = [...a];
  const right = [...b];
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const x = left[at] ?? '';
    const y = right[at] ?? '';
    if (x === y) continue;
    const xLetter = LETTER.test(x);
    const yLetter = LETTER.test(y);
    if (xLetter && yLetter) return codeOf(x) - codeOf(y);
    if (xLetter || yLetter) {
      const behindDigit = emitter === 'v3' && at > 0 && DIGIT.test(left[at - 1] ?? '');
      return xLetter === behindDigit ? -1 : 1;
    }
    return compareDigits(left, right, at) || codeOf(x) - codeOf(y);
  }
  return left.length - right.length;
}

const LETTER = /\p{L}/u;
const DIGIT = /^\p{Nd}$/u;

function compareDigits(left: readonly string[], right: readonly string[], at: number): number {
  let lead = 0;
  if (left[at] === '0' || right[at] === '0') {
    // Zeros that continue a number count as digits of it; leading zeros do not.
    for (let before = at - 1; before >= 0 && DIGIT.test(left[before] ?? ''); before--) {
      if (left[before] === '0') continue;
      lead = 1;
      break;
    }
  }
  const [x, xEnd] = numberFrom(left, at, lead);
  const [y, yEnd] = numberFrom(right, at, lead);
  return x === y ? xEnd - yEnd : x < y ? -1 : 1;
}

/** The number in Go's int64, which wraps around. */
function numberFrom(chars: readonly string[], from: number, lead: number): [value: bigint, end: number] {
  let value = BigInt(lead);
  let at = from;
  for (; at < chars.length && DIGIT.test(chars[at] ?? ''); at++)
    value = BigInt.asIntN(64, value * 10n + BigInt(codeOf(chars[at] ?? '0') - 48));
  return [value, at];
}

function codeOf(char: string): number {
  return char.codePointAt(0) ?? 0;
}
