/**
 * Reads the `spec` of a Flux object into its type. What does not fit the type is left out, and told by the rules
 * that judge objects by the schema of their cluster; what cannot be known is left out as well.
 *
 * @module
 */
import type { z } from 'zod';
import type { MapNode, Node } from '../../yaml/node.js';
import { nodeAt } from '../../yaml/node-path.js';
import { type Plain, scalarToPlain } from '../../yaml/to-plain.js';

/** An optional field of a spec. */
export type Optional<T> = T | undefined;

/** The spec of an object as far as it fits a schema in which every field is optional. */
export function readSpec<T extends object>(body: MapNode, schema: z.ZodType<T>): T {
  const spec = nodeAt(body, 'spec');
  let plain = spec && knownPlain(spec);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const result = schema.safeParse(plain ?? {});
    if (result.success) return result.data;
    for (const issue of result.error.issues) plain = without(plain, issue.path);
  }
  return schema.parse({});
}

// A value that is taken out can lay bare another problem above it, once for each level.
const MAX_ROUNDS = 10;

function knownPlain(node: Node): Plain | undefined {
  if (node.kind === 'scalar') {
    return node.unknown === undefined ? (scalarToPlain(node) ?? undefined) : undefined;
  }
  if (node.kind === 'seq') return node.items.map((item) => knownPlain(item) ?? null);
  const entries = node.entries.flatMap(({ key, value }) => {
    const plain = knownPlain(value);
    return plain === undefined ? [] : [[key.value, plain] as const];
  });
  return Object.fromEntries(entries);
}

function without(plain: Plain | undefined, path: readonly PropertyKey[]): Plain | undefined {
  const [step, ...rest] = path;
  if (step === undefined || plain === null || typeof plain !== 'object') return undefined;
  if (Array.isArray(plain)) {
    return plain.flatMap((item: Plain, at) =>
      at === step ? (rest.length > 0 ? (without(item, rest) ?? []) : []) : item,
    );
  }
  const entries = Object.entries(plain as Record<string, Plain>).flatMap(([key, value]) => {
    if (key !== step) return [[key, value] as const];
    const inner = rest.length > 0 ? without(value, rest) : undefined;
    return inner === undefined ? [] : [[key, inner] as const];
  });
  return Object.fromEntries(entries);
}
