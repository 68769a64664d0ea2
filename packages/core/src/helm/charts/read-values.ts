/**
 * Texts with values → tables, each value with the place that wrote it.
 *
 * @module
 */
import { fromNode, NodeFault } from '../../template/values/from-node.js';
import { isMap } from '../../template/values/kinds.js';
import { plain } from '../../template/values/traced.js';
import { type Given, type GoMap, map, type Value } from '../../template/values/value.js';
import type { Node } from '../../yaml/nodes/node.js';
import type { Place } from '../../yaml/nodes/scalar-places.js';
import { parseDocuments } from '../../yaml/read/parse-yaml.js';
import type { ParsedYaml } from '../../yaml/read/parsed-yaml.js';
import type { ChartFile } from './chart.js';

/** The value of a node, with its node as the origin of each part. */
export function givenValue(node: Node): Value {
  return fromNode(node, (each): Given => ({ how: 'given', node: each, read: false }));
}

export type ReadValues = { readonly values: GoMap } | { readonly error: string };

/** Reads a values file: several documents are laid over each other. */
export function readValuesFile(file: ChartFile): ReadValues {
  let parsed = remembered.get(file);
  if (!parsed) {
    const { path } = file;
    parsed = parseDocuments(file.text, (start, end) => ({ file: path, start, end }));
    remembered.set(file, parsed);
  }
  const read = valuesOf(parsed, 'map[string]interface {}');
  return 'error' in read ? { error: `cannot unmarshal yaml document: ${read.error}` } : read;
}

/** Reads what a user gives: the first document only. */
export function readUserValues(text: string, place: Place): ReadValues {
  return valuesOf(parseDocuments(text, place), 'common.Values', 1);
}

// Each release of a chart gets values of its own, from the same nodes.
const remembered = new WeakMap<ChartFile, ParsedYaml>();

function valuesOf({ documents, diagnostics }: ParsedYaml, type: string, most?: number): ReadValues {
  const fault = diagnostics.find(
    ({ code, severity }) => severity === 'error' && code !== 'yaml/duplicate-key',
  );
  if (fault) return { error: `error converting YAML to JSON: yaml: ${fault.message}` };
  let values = map();
  for (const { root } of documents.slice(0, most)) {
    if (!root) continue;
    const table = tableOf(root, type);
    if ('error' in table) return table;
    values = overlaid(values, table.values);
  }
  return { values };
}

function tableOf(root: Node, type: string): ReadValues {
  try {
    const value = givenValue(root);
    const bare = plain(value);
    if (isMap(bare)) return { values: bare };
    if (bare === null) return { values: map() };
    const what = typeof bare === 'string' ? 'string' : typeof bare === 'boolean' ? 'bool' : typeof bare;
    const kind = typeof bare === 'object' ? 'array' : what;
    const reason = `json: cannot unmarshal ${kind} into Go value of type ${type}`;
    return { error: `error unmarshaling JSON: while decoding JSON: ${reason}` };
  } catch (fault) {
    if (fault instanceof NodeFault) return { error: `error converting YAML to JSON: ${fault.message}` };
    throw fault;
  }
}

/** Source: MergeMaps of Helm's loader: the later wins, maps are merged. */
function overlaid(under: GoMap, over: GoMap): GoMap {
  if (under.entries.size === 0) return over;
  const entries = new Map(under.entries);
  for (const [key, value] of over.entries) {
    const old = entries.get(key);
    const [a, b] = [old === undefined ? null : plain(old), plain(value)];
    entries.set(key, isMap(a) && isMap(b) ? overlaid(a, b) : value);
  }
  return { ...over, entries };
}
