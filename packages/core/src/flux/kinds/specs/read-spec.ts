/**
 * Reads the `spec` of a Flux object into its type. What does not fit the type is left out, and told by the rules
 * that judge objects by the schema of their cluster; what cannot be known is left out as well.
 *
 * @module
 */
import type { z } from 'zod';
import type { MapNode, Node } from '../../../yaml/nodes/node.js';
import { nodeAt } from '../../../yaml/nodes/node-path.js';
import { type Plain, scalarToPlain } from '../../../yaml/nodes/to-plain.js';

/** An optional field of a spec. */
export type Optional<T> = T | undefined;

/** The spec of an object as far as it fits a schema in which every field is optional. */
export function readSpec<T extends object>(body: MapNode, schema: z.ZodType<T>): T {
  const spec = nodeAt(body, 'spec');
  let plain = spec && knownPlain(asFarAsKnown(spec, schema));
  // To compile a parser takes longer than to read the specs of most repositories.
  // Each round takes something out, so that the last one finds nothing to complain of.
  while (plain !== undefined) {
    const result = schema.safeParse(plain, { jitless: true });
    if (result.success) return result.data;
    // From the end, so that no item moves before its turn.
    for (const { path } of [...result.error.issues].sort(laterFirst)) plain = without(plain, path);
  }
  return schema.parse({});
}

/** Without the fields that the type leaves out: the values of a release can be long. */
function asFarAsKnown(spec: Node, schema: z.ZodType): Node {
  const { shape } = schema.def as { shape?: Readonly<Record<string, unknown>> };
  if (spec.kind !== 'map' || !shape) return spec;
  return { ...spec, entries: spec.entries.filter(({ key }) => Object.hasOwn(shape, key.value)) };
}

function laterFirst(a: z.core.$ZodIssue, b: z.core.$ZodIssue): number {
  for (const [at, step] of a.path.entries()) {
    const other = b.path[at];
    if (other === undefined) break;
    if (typeof step === 'number' && typeof other === 'number' && step !== other) return other - step;
    if (step !== other) return String(step) < String(other) ? 1 : -1;
  }
  return b.path.length - a.path.length;
}

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
    return plain.flatMap((item: Plain, at) => {
      if (at !== step) return [item];
      const inner = rest.length > 0 ? without(item, rest) : undefined;
      return inner === undefined ? [] : [inner];
    });
  }
  const entries = Object.entries(plain as Record<string, Plain>).flatMap(([key, value]) => {
    if (key !== step) return [[key, value] as const];
    const inner = rest.length > 0 ? without(value, rest) : undefined;
    return inner === undefined ? [] : [[key, inner] as const];
  });
  return Object.fromEntries(entries);
}
