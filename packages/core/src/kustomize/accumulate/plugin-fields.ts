/**
 * Reads the fields of a configuration of a built-in plugin.
 *
 * @module
 */
import type { z } from 'zod';
import { decode, foldKeys } from '../../yaml/nodes/decode.js';
import type { MapNode, Node } from '../../yaml/nodes/node.js';
import { itemsAt } from '../../yaml/nodes/node-path.js';
import type { Entry } from '../load/read-fields.js';
import { Fault } from '../objects/fault.js';
import type { ResourceSet } from '../objects/resource-set.js';

/** What a plugin does with the objects of a kustomization. */
export type Run = (set: ResourceSet) => void;

/** The configuration as a schema has it. */
export function one<T>(written: Node, schema: z.ZodType<T>): Entry<T> {
  const node = foldKeys(written, schema);
  const { value, diagnostics } = decode(node, schema, {
    code: 'kustomize/bad-plugin',
    dialect: 'go-yaml-v2',
  });
  if (value !== undefined) return { value, node };
  const [problem] = diagnostics;
  throw new Fault('bad-plugin', problem?.message ?? 'The configuration cannot be read.', problem?.span);
}

/** The entries of a list of a plugin's configuration. */
export function listOf<T>(body: MapNode, field: string, schema: z.ZodType<T>): Entry<T>[] {
  return itemsAt(body, field).map((node) => one(node, schema));
}
