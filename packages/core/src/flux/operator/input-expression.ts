/**
 * The expressions of a ResourceSet's templates that need nothing but its inputs: a value, and the functions that are
 * used most. All others of the template language are not evaluated.
 * Source: Go's text/template and github.com/go-task/slim-sprig, which the Flux Operator uses.
 *
 * @module
 */
import type { MapNode, Node, Origin } from '../../yaml/nodes/node.js';
import { isNull } from '../../yaml/nodes/node.js';
import { nodeAt } from '../../yaml/nodes/node-path.js';

/** What an expression comes to. */
export interface InputValue {
  readonly text: string;
  /** Set for what Go takes for no value: an empty text, zero and false. */
  readonly empty?: boolean;
  /** The input that it was made of. */
  readonly origin?: Origin;
}

/** Evaluates an expression such as `inputs.tenant | quote`; `undefined` where that is beyond this file. */
export function evaluateInput(expression: string, input: MapNode | undefined): InputValue | undefined {
  const words = expression.match(WORD) ?? [];
  if (expression.replace(WORD, '').trim() !== '') return undefined;
  const stages: string[][] = [[]];
  for (const word of words) word === '|' ? stages.push([]) : stages.at(-1)?.push(word);
  let value: InputValue | undefined;
  for (const [at, stage] of stages.entries()) {
    value = at === 0 ? evaluateCall(stage, undefined, input) : value && evaluateCall(stage, value, input);
    if (!value) return undefined;
  }
  return value;
}

const WORD = /"(?:[^"\\\n]|\\.)*"|`[^`]*`|\||[^\s|"`]+/g;

/** A function with its arguments, the value of the stage before it last; or a value alone. */
function evaluateCall(
  words: readonly string[],
  piped: InputValue | undefined,
  input: MapNode | undefined,
): InputValue | undefined {
  const [name = '', ...rest] = words;
  // An input that need not be there; without it, the text is empty.
  if (name === 'get' && rest.length === 2 && rest[0] === 'inputs' && !piped) {
    const key = evaluateOperand(rest[1] ?? '', input);
    const found = key && nodeAt(input, key.text);
    return found ? toValue(found) : key && input && { text: '', empty: true };
  }
  const args = rest.map((word) => evaluateOperand(word, input));
  const given = [...args, ...(piped ? [piped] : [])];
  const [first, second] = given;
  if (rest.length === 0 && !piped) return evaluateOperand(name, input);
  if (name === 'default' && given.length === 2) return second?.empty ? first : second;
  const apply = FUNCTIONS.get(name);
  if (!apply || given.length !== 1 || !first) return undefined;
  const text = apply(first.text);
  return text === undefined ? undefined : { ...first, text, empty: text === '' };
}

const FUNCTIONS: ReadonlyMap<string, (text: string) => string | undefined> = new Map([
  ['quote', (text: string) => (/^[ -~]*$/.test(text) ? JSON.stringify(text) : undefined)],
  ['squote', (text: string) => `'${text}'`],
  ['int', (text: string) => (/^(0|-?[1-9]\d{0,14})$/.test(text) ? text : undefined)],
  ['lower', (text: string) => text.toLowerCase()],
  ['upper', (text: string) => text.toUpperCase()],
  ['trim', (text: string) => text.trim()],
  ['toString', (text: string) => text],
]);

function evaluateOperand(word: string, input: MapNode | undefined): InputValue | undefined {
  if (/^`[^`]*`$/.test(word)) return { text: word.slice(1, -1) };
  if (/^"[^"\\]*"$/.test(word)) return { text: word.slice(1, -1) };
  const path = /^inputs((?:\.\w+)+)$/.exec(word)?.[1]?.slice(1).split('.');
  const found = path && nodeAt(input, ...path);
  return found && toValue(found);
}

/** Mappings, lists and null have a form of their own in Go; large numbers and fractions too. */
function toValue(node: Node): InputValue | undefined {
  if (node.kind !== 'scalar' || node.unknown !== undefined || isNull(node)) return undefined;
  if (node.tag === '!!float' || (node.tag === '!!int' && !/^(0|-?[1-9]\d{0,14})$/.test(node.value)))
    return undefined;
  const empty =
    node.value === '' ||
    (node.tag === '!!int' && node.value === '0') ||
    (node.tag === '!!bool' && node.value === 'false');
  return { text: node.value, empty, origin: node.origin };
}
