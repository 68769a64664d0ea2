/**
 * Which fields the transformers touch: the defaults, and what `configurations:` and `crds:` add.
 * Source: api/internal/plugins/builtinconfig and api/internal/accumulator/loadconfigfromcrds.go of kustomize.
 *
 * @module
 */
import { z } from 'zod';
import { decode, foldKeys } from '../../yaml/nodes/decode.js';
import type { Node } from '../../yaml/nodes/node.js';
import { isNull } from '../../yaml/nodes/node.js';
import { entriesAt, entryOf, nodeAt, textAt } from '../../yaml/nodes/node-path.js';
import { type FieldSpecEntry, fieldSpec } from '../load/kustomization-schemas.js';
import { Fault } from '../objects/fault.js';
import { fitsGvk } from '../objects/resource.js';
import {
  DEFAULT_CONFIG,
  type FieldSpec,
  type GvkPattern,
  type NameReference,
  type TransformerConfig,
} from '../schema/field-specs.data.js';
import { compareGvks } from './sort-resources.js';

/** A field specification as the transformers use it. */
export function toFieldSpec(entry: FieldSpecEntry): FieldSpec {
  return { ...gvkOf(entry), path: entry.path ?? '', create: entry.create ?? false };
}

function gvkOf(entry: FieldSpecEntry): GvkPattern {
  return {
    ...(entry.group && { group: entry.group }),
    ...(entry.version && { version: entry.version }),
    ...(entry.kind && { kind: entry.kind }),
  };
}

/** Field specifications with others added; one that an earlier one covers is left out. */
export function mergeFieldSpecs(
  specs: readonly FieldSpec[],
  more: readonly FieldSpec[],
): readonly FieldSpec[] {
  if (specs === more) return specs;
  const result = [...specs];
  for (const spec of more) {
    const known = result.find((each) => each.path === spec.path && fitsGvk(each, spec));
    if (!known) result.push(spec);
    else if (known.create !== spec.create) {
      throw new Fault(
        'conflicting-field-specs',
        `The field '${spec.path}' is given twice, once to be made and once not.`,
      );
    }
  }
  return result;
}

/** Nothing at all: what a kustomization begins with. */
export const NO_CONFIG: TransformerConfig = {
  namePrefix: [],
  nameSuffix: [],
  namespace: [],
  commonLabels: [],
  labels: [],
  templateLabels: [],
  commonAnnotations: [],
  nameReference: [],
  varReference: [],
  images: [],
  replicas: [],
};

/** A configuration with another one added. */
export function mergeConfigs(config: TransformerConfig, more: TransformerConfig): TransformerConfig {
  if (config === more || more === NO_CONFIG) return config;
  // Merging into nothing, too, drops what an entry covers that comes first in the order of kinds.
  if (config === NO_CONFIG && more === SORTED_DEFAULT_CONFIG) return more;
  return sorted(config, more);
}

/** kustomize sorts after every merge, and so the first of two that fit depends on the order of kinds. */
function sorted(config: TransformerConfig, more: TransformerConfig): TransformerConfig {
  const merged = (field: Exclude<keyof TransformerConfig, 'nameReference'>): readonly FieldSpec[] =>
    mergeFieldSpecs(config[field], more[field]).toSorted(compareGvks);
  return {
    namePrefix: merged('namePrefix'),
    nameSuffix: merged('nameSuffix'),
    namespace: merged('namespace'),
    commonLabels: merged('commonLabels'),
    labels: merged('labels'),
    templateLabels: merged('templateLabels'),
    commonAnnotations: merged('commonAnnotations'),
    nameReference: mergeReferences(config.nameReference, more.nameReference).toSorted(compareGvks),
    varReference: merged('varReference'),
    images: merged('images'),
    replicas: merged('replicas'),
  };
}

function mergeReferences(
  references: readonly NameReference[],
  more: readonly NameReference[],
): readonly NameReference[] {
  if (references === more) return references;
  const result = [...references];
  for (const reference of more) {
    const at = result.findIndex((each) => sameGvk(each, reference));
    const known = result[at];
    if (!known) result.push(reference);
    else result[at] = { ...known, referrers: mergeFieldSpecs(known.referrers, reference.referrers) };
  }
  return result;
}

function sameGvk(a: GvkPattern, b: GvkPattern): boolean {
  return a.group === b.group && a.version === b.version && a.kind === b.kind;
}

const specs = z.array(fieldSpec).nullish();
const configurationSchema = z.strictObject({
  namePrefix: specs,
  nameSuffix: specs,
  namespace: specs,
  commonLabels: specs,
  labels: specs,
  templateLabels: specs,
  commonAnnotations: specs,
  varReference: specs,
  images: specs,
  replicas: specs,
  nameReference: z
    .array(
      z.strictObject({
        group: z.string().nullish(),
        version: z.string().nullish(),
        kind: z.string().nullish(),
        fieldSpecs: specs,
      }),
    )
    .nullish(),
});

/** Reads a file that `configurations:` names. */
export function readConfiguration(written: Node): TransformerConfig {
  const node = foldKeys(written, configurationSchema);
  const decoded = decode(node, configurationSchema, {
    code: 'kustomize/bad-configuration',
    dialect: 'go-yaml-v2',
  });
  const [problem] = decoded.diagnostics;
  if (!decoded.value) {
    throw new Fault(
      'bad-configuration',
      problem?.message ?? 'The configuration cannot be read.',
      problem?.span,
    );
  }
  const read = decoded.value;
  const list = (entries: readonly FieldSpecEntry[] | null | undefined): FieldSpec[] =>
    (entries ?? []).map(toFieldSpec);
  const config: TransformerConfig = {
    namePrefix: list(read.namePrefix),
    nameSuffix: list(read.nameSuffix),
    namespace: list(read.namespace),
    commonLabels: list(read.commonLabels),
    labels: list(read.labels),
    templateLabels: list(read.templateLabels),
    commonAnnotations: list(read.commonAnnotations),
    varReference: list(read.varReference),
    images: list(read.images),
    replicas: list(read.replicas),
    nameReference: (read.nameReference ?? []).map((entry) => ({
      ...gvkOf(entry),
      referrers: list(entry.fieldSpecs),
    })),
  };
  return sorted(config, NO_CONFIG);
}

/** What kustomize does without any configuration, in its order. */
export const SORTED_DEFAULT_CONFIG: TransformerConfig = sorted(DEFAULT_CONFIG, NO_CONFIG);

/** Reads a file that `crds:` names: an OpenAPI document whose marks say which fields hold names, labels and references. */
export function readCrdConfiguration(node: Node): TransformerConfig {
  const types = new Map(entriesAt(node).map(({ key, value }) => [key.value, nodeAt(value, 'Schema')]));
  let config = NO_CONFIG;
  for (const [name, schema] of types) {
    const properties = nodeAt(schema, 'properties');
    const isKind = ['kind', 'apiVersion', 'metadata'].every((field) => entryOf(properties, field));
    if (isKind) config = withMarkedFields(config, { kind: name.split('.').at(-1) ?? name }, types, name, []);
  }
  return config;
}

function withMarkedFields(
  config: TransformerConfig,
  gvk: GvkPattern,
  types: ReadonlyMap<string, Node | undefined>,
  type: string,
  path: readonly string[],
): TransformerConfig {
  if (path.length > MAX_DEPTH) return config;
  let result = config;
  for (const { key, value } of entriesAt(types.get(type), 'properties')) {
    const at = [...path, key.value];
    const spec = (...more: readonly string[]): FieldSpec => ({
      ...gvk,
      path: [...at, ...more].join('/'),
      create: false,
    });
    const add = (field: Exclude<keyof TransformerConfig, 'nameReference'>): void => {
      result = { ...result, [field]: mergeFieldSpecs(result[field], [spec()]) };
    };
    const marked = (mark: string): boolean => entryOf(value, mark) !== undefined;
    if (marked('x-kubernetes-annotation')) add('commonAnnotations');
    if (marked('x-kubernetes-label-selector')) add('commonLabels');
    if (marked('x-kubernetes-identity')) add('namePrefix');
    const kind = textAt(value, 'x-kubernetes-object-ref-kind');
    const version = textAt(value, 'x-kubernetes-object-ref-api-version');
    if (kind && version) {
      const referrers = [spec(textAt(value, 'x-kubernetes-object-ref-name-key') ?? 'name')];
      result = {
        ...result,
        nameReference: mergeReferences(result.nameReference, [{ kind, version, referrers }]),
      };
    }
    const reference = nodeAt(value, '$ref');
    const target = reference && !isNull(reference) ? textAt(reference) : undefined;
    if (target) result = withMarkedFields(result, gvk, types, target, at);
  }
  return result;
}

// Types can hold themselves; kustomize would not come to an end.
const MAX_DEPTH = 32;
