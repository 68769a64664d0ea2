/**
 * Looking up names that come from a repository. Every object literal has a `constructor` and a `toString`, and a file may
 * well have keys of these names: only what was put into a table counts.
 *
 * @module
 */

/** A table that has nothing but what is put into it. */
export function record<V>(entries: Iterable<readonly [name: string, value: V]>): Record<string, V> {
  const table: Record<string, V> = Object.create(null);
  for (const [name, value] of entries) table[name] = value;
  return table;
}

/** The value under a name in a table, or `undefined` where the table itself has none. */
export function own<V>(table: Readonly<Record<string, V>>, name: string): V | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
