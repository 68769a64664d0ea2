/**
 * Whether a document has the shape that Go's decoder demands of schemas, as far as kustomize needs them.
 * Source: kube-openapi/pkg/validation/spec; a null stands for an absent field everywhere.
 *
 * @module
 */
import { z } from 'zod';
import { decode, foldKeys } from '../../yaml/nodes/decode.js';
import type { Node } from '../../yaml/nodes/node.js';
import { Fault } from '../objects/fault.js';

const text = z.string().nullish();
const texts = z.array(z.string()).nullish();

const schema: z.ZodType = z.lazy(() =>
  z.looseObject({
    $ref: text,
    description: text,
    type: z.union([z.string(), z.array(z.string())]).nullish(),
    format: text,
    required: texts,
    enum: z.array(z.unknown()).nullish(),
    properties: z.record(z.string(), schema.nullable()).nullish(),
    items: z.union([schema, z.array(schema)]).nullish(),
    allOf: z.array(schema).nullish(),
    anyOf: z.array(schema).nullish(),
    oneOf: z.array(schema).nullish(),
  }),
);

const definition = z.looseObject({ Schema: schema.nullish(), Dependencies: texts });
const types = z.record(z.string(), definition.nullable());
const document = z.looseObject({
  definitions: z.record(z.string(), schema.nullable()).nullish(),
  paths: z.record(z.string(), z.unknown()).nullish(),
});

/** The types of a file that `crds:` names; a fault where they have another shape. */
export function demandTypes(root: Node, text: string): Node {
  demandJson(root, text);
  if (root.kind !== 'map') throw misfit(root, 'The file must be a mapping of types.');
  const entries = root.entries.map(({ key, value }) => ({ key, value: foldKeys(value, definition) }));
  return fitting({ ...root, entries }, types);
}

/** The document that `openapi.path` names; a fault where it has another shape. */
export function demandOpenApi(root: Node, text: string): Node {
  demandJson(root, text);
  return fitting(root, document);
}

function fitting(root: Node, shape: z.ZodType): Node {
  const { diagnostics } = decode(root, shape, { code: '', dialect: 'go-yaml-v2' });
  const [problem] = diagnostics;
  if (!problem) return root;
  throw new Fault('bad-openapi', problem.message, problem.span);
}

/** What begins as JSON does is read as JSON. */
function demandJson(root: Node, text: string): void {
  if (!text.startsWith('{')) return;
  try {
    JSON.parse(text);
  } catch {
    throw misfit(root, 'The file begins as JSON does, but is no JSON.');
  }
}

function misfit(root: Node, message: string): Fault {
  return new Fault('bad-openapi', message, root.origin.span);
}
