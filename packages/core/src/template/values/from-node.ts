/**
 * YAML as Helm reads it → values: YAML 1.1 by go-yaml v2, then JSON, in which every number is a float64.
 *
 * @module
 */
import type { Node, ScalarNode } from '../../yaml/nodes/node.js';
import { booleanValue, floatValue, integerValue, tagIn } from '../../yaml/nodes/resolve-scalar.js';
import { traced } from './traced.js';
import { ANY_LIST, ANY_MAP, type GoList, type GoMap, type Trace, type Traced, type Value } from './value.js';

/** What a node cannot be in JSON. */
export class NodeFault extends Error {}

/** Whether a scalar of a node gets a trace, and which. */
export type TraceOf = (node: Node) => Trace | undefined;

/** The value of a node with traces of the caller's choice. Throws a `NodeFault` where JSON has no such value. */
export function fromNode(node: Node, traceOf: TraceOf): Value {
  if (node.kind === 'scalar') {
    const value = scalarValue(node);
    const trace = traceOf(node);
    if (value === null || !trace) return value;
    return traced(value, trace, node.unknown !== undefined);
  }
  const trace = traceOf(node);
  const given = trace?.how === 'given' ? { given: trace } : {};
  if (node.kind === 'seq') {
    const items = node.items.map((item) => fromNode(item, traceOf));
    return { kind: 'list', type: ANY_LIST, items, ...given } satisfies GoList;
  }
  const entries = new Map<string, Value>();
  for (const { key, value } of node.entries) entries.set(keyText(key), fromNode(value, traceOf));
  return { kind: 'map', type: ANY_MAP, entries, ...given } satisfies GoMap;
}

/** A key as JSON has it. */
function keyText(key: ScalarNode): string {
  switch (tagIn(key, 'go-yaml-v2')) {
    case '!!bool':
      return String(booleanValue(key.value));
    case '!!int':
      return integerText(key.value);
    case '!!float':
      return floatKey(floatValue(key.value));
    case '!!null':
      throw new NodeFault('unsupported map key of type: <nil>');
    default:
      return key.value;
  }
}

function integerText(text: string): string {
  try {
    return integerValue(text).toString();
  } catch {
    return text;
  }
}

/** The shortest form that tells a 32-bit number. */
function floatKey(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  const single = Math.fround(value);
  for (let digits = 1; digits <= 9; digits++) {
    const text = single.toPrecision(digits);
    if (Math.fround(Number(text)) !== single) continue;
    const number = Number(text);
    const exponent = number === 0 ? 0 : Math.floor(Math.log10(Math.abs(number)));
    if (exponent >= -4 && exponent < 6) return String(number);
    return number.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  return String(single);
}

function scalarValue(node: ScalarNode): Traced['value'] {
  switch (tagIn(node, 'go-yaml-v2')) {
    case '!!null':
      return null;
    case '!!bool':
      return booleanValue(node.value);
    case '!!int':
      try {
        return Number(integerValue(node.value));
      } catch {
        return node.value;
      }
    case '!!float': {
      const value = floatValue(node.value);
      if (Number.isFinite(value)) return value;
      const name = Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
      throw new NodeFault(`json: unsupported value: ${name}`);
    }
    default:
      return node.value;
  }
}
