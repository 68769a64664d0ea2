/**
 * Nodes → plain values, as the JSON that an API server would receive.
 * Source: kustomize writes objects through `encoding/json`, so integers stay exact and timestamps become text.
 *
 * @module
 */
import { record } from '../../source/text/own.js';
import type { Node, ScalarNode } from './node.js';
import {
  booleanValue,
  type Dialect,
  floatValue,
  integerValue,
  tagIn,
  timestampText,
} from './resolve-scalar.js';

/** What JSON can hold, and integers too large for a JavaScript number. */
export type Plain =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly Plain[]
  | { readonly [key: string]: Plain };

/** The plain value of a node. */
export function toPlain(node: Node, dialect: Dialect = 'go-yaml-v3'): Plain {
  if (node.kind === 'scalar') return scalarToPlain(node, dialect);
  if (node.kind === 'seq') return node.items.map((item) => toPlain(item, dialect));
  return record(node.entries.map(({ key, value }) => [key.value, toPlain(value, dialect)]));
}

/** The plain value of a scalar. */
export function scalarToPlain(node: ScalarNode, dialect: Dialect = 'go-yaml-v3'): Plain {
  switch (tagIn(node, dialect)) {
    case '!!null':
      return null;
    case '!!bool':
      return booleanValue(node.value);
    case '!!int':
      return toInteger(node.value);
    case '!!float':
      return floatValue(node.value);
    case '!!timestamp':
      return timestampText(node.value);
    default:
      return node.value;
  }
}

function toInteger(text: string): Plain {
  try {
    const value = integerValue(text);
    return value >= -SAFE && value <= SAFE ? Number(value) : value;
  } catch {
    return text; // tagged !!int by hand over something else
  }
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
