/**
 * Lists that are sets or have keys: server-side apply takes no key twice, and no item without its key.
 * Source: structured-merge-diff, which reads the marks that a schema puts on its lists.
 *
 * @module
 */
import { own } from '../source/text/own.js';
import type { Node, SeqNode } from '../yaml/nodes/node.js';
import { isNull } from '../yaml/nodes/node.js';
import { nodeAt, type Path } from '../yaml/nodes/node-path.js';
import { type Plain, toPlain } from '../yaml/nodes/to-plain.js';
import { hasUnknown } from './judge-scalar.js';
import type { SchemaProblem, StructuralSchema } from './structural-schema.js';

/** The items that repeat one before them, or lack what tells them apart. */
export function repeatedItems({ items }: SeqNode, schema: StructuralSchema, path: Path): SchemaProblem[] {
  const type = schema['x-kubernetes-list-type'];
  if (type !== 'set' && type !== 'map') return [];
  const keys = type === 'map' ? (schema['x-kubernetes-list-map-keys'] ?? []) : undefined;
  const problems: SchemaProblem[] = [];
  const seen = new Map<string, number>();
  for (const [at, item] of items.entries()) {
    const known = keys ? keyOf(item, keys, schema.items ?? {}) : wholeOf(item);
    if (known === undefined) continue;
    if ('missing' in known) {
      problems.push({ kind: 'missing-field', path: [...path, at], field: known.missing });
      continue;
    }
    const text = JSON.stringify(known.key, (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    const first = seen.get(text);
    if (first === undefined) seen.set(text, at);
    else problems.push({ kind: 'repeated-item', path: [...path, at], key: known.shown, first });
  }
  return problems;
}

type Key = { readonly key: Plain; readonly shown: string } | { readonly missing: string };

function wholeOf(item: Node): Key | undefined {
  if (hasUnknown(item)) return undefined;
  const key = toPlain(item);
  return { key, shown: typeof key === 'object' ? 'the same value' : `'${String(key)}'` };
}

/** The key of an item; a default stands for a part that is absent, and an item that has no part at all has no key. */
function keyOf(item: Node, keys: readonly string[], schema: StructuralSchema): Key | undefined {
  if (item.kind !== 'map') return undefined;
  const parts: [string, Plain][] = [];
  for (const name of keys) {
    const node = nodeAt(item, name);
    if (node && hasUnknown(node)) return undefined;
    const fallback = own(schema.properties ?? {}, name)?.default;
    // What has another type than a key is told as that.
    if (node && node.kind !== 'scalar') return undefined;
    const value = node && !isNull(node) ? toPlain(node) : fallback;
    if (value !== undefined) parts.push([name, value]);
  }
  const [first] = keys;
  if (parts.length === 0) return first === undefined ? undefined : { missing: first };
  const shown = parts.map(([name, value]) => `${name} '${String(value)}'`).join(' and ');
  return { key: parts, shown };
}
