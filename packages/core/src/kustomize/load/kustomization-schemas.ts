/**
 * The shapes of the entries of a kustomization file.
 * Source: api/types of kustomize. A null stands for an absent field everywhere, as in Go's JSON decoder.
 *
 * @module
 */
import { z } from 'zod';
import { type Selector, selectorSchema } from '../objects/select.js';

/** An optional field: absent, null and empty mean the same to kustomize. */
export type Optional<T> = T | null | undefined;

const text = z.string().nullish();

const flag = z.boolean().nullish();

const integer = z.int().nullish();

const texts = z.array(z.string()).nullish();

const textMap = z.record(z.string(), z.string()).nullish();

export interface FieldSpecEntry {
  group?: Optional<string>;
  version?: Optional<string>;
  kind?: Optional<string>;
  path?: Optional<string>;
  create?: Optional<boolean>;
}

export const fieldSpec: z.ZodType<FieldSpecEntry> = z.strictObject({
  group: text,
  version: text,
  kind: text,
  path: text,
  create: flag,
});

export interface Patch {
  path?: Optional<string>;
  patch?: Optional<string>;
  target?: Optional<Selector>;
  options?: Optional<{ allowNameChange?: Optional<boolean>; allowKindChange?: Optional<boolean> }>;
}

export const patch: z.ZodType<Patch> = z.strictObject({
  path: text,
  patch: text,
  target: selectorSchema.nullish(),
  options: z.strictObject({ allowNameChange: flag, allowKindChange: flag }).nullish(),
});

export interface LabelEntry {
  pairs?: Optional<Record<string, string>>;
  includeSelectors?: Optional<boolean>;
  includeTemplates?: Optional<boolean>;
  fields?: Optional<FieldSpecEntry[]>;
}

export const labelEntry: z.ZodType<LabelEntry> = z.strictObject({
  pairs: textMap,
  includeSelectors: flag,
  includeTemplates: flag,
  fields: z.array(fieldSpec).nullish(),
});

export interface Image {
  name?: Optional<string>;
  newName?: Optional<string>;
  tagSuffix?: Optional<string>;
  newTag?: Optional<string>;
  digest?: Optional<string>;
}

export const image: z.ZodType<Image> = z.strictObject({
  name: text,
  newName: text,
  tagSuffix: text,
  newTag: text,
  digest: text,
});

export interface Replica {
  name?: Optional<string>;
  count?: Optional<number>;
}

export const replica: z.ZodType<Replica> = z.strictObject({ name: text, count: integer });

/** How a value is taken out of a text, or put into one. */
export interface FieldOptions {
  delimiter?: Optional<string>;
  index?: Optional<number>;
  encoding?: Optional<string>;
  create?: Optional<boolean>;
}

const fieldOptions = z.strictObject({ delimiter: text, index: integer, encoding: text, create: flag });

export interface ReplacementSource {
  group?: Optional<string>;
  version?: Optional<string>;
  kind?: Optional<string>;
  name?: Optional<string>;
  namespace?: Optional<string>;
  fieldPath?: Optional<string>;
  options?: Optional<FieldOptions>;
}

export interface ReplacementTarget {
  select?: Optional<Selector>;
  reject?: Optional<Selector[]>;
  fieldPaths?: Optional<string[]>;
  options?: Optional<FieldOptions>;
}

export interface Replacement {
  source?: Optional<ReplacementSource>;
  sourceValue?: Optional<string>;
  targets?: Optional<ReplacementTarget[]>;
}

/** An entry of `replacements:`, which can also name a file that holds some. */
export interface ReplacementField extends Replacement {
  path?: Optional<string>;
}

const replacementShape = {
  source: z
    .strictObject({
      group: text,
      version: text,
      kind: text,
      name: text,
      namespace: text,
      fieldPath: text,
      options: fieldOptions.nullish(),
    })
    .nullish(),
  sourceValue: text,
  targets: z
    .array(
      z.strictObject({
        select: selectorSchema.nullish(),
        reject: z.array(selectorSchema).nullish(),
        fieldPaths: texts,
        options: fieldOptions.nullish(),
      }),
    )
    .nullish(),
};

export const replacement: z.ZodType<Replacement> = z.strictObject(replacementShape);

export const replacementField: z.ZodType<ReplacementField> = z.strictObject({
  ...replacementShape,
  path: text,
});

export interface Var {
  name: string;
  objref: {
    apiVersion?: Optional<string>;
    group?: Optional<string>;
    version?: Optional<string>;
    kind?: Optional<string>;
    name?: Optional<string>;
    namespace?: Optional<string>;
  };
  fieldref?: Optional<{ fieldPath?: Optional<string>; fieldpath?: Optional<string> }>;
}

export const variable: z.ZodType<Var> = z.strictObject({
  name: z.string(),
  objref: z.strictObject({
    apiVersion: text,
    group: text,
    version: text,
    kind: text,
    name: text,
    namespace: text,
  }),
  fieldref: z.strictObject({ fieldPath: text, fieldpath: text }).nullish(),
});

export interface GeneratorOptions {
  labels?: Optional<Record<string, string>>;
  annotations?: Optional<Record<string, string>>;
  disableNameSuffixHash?: Optional<boolean>;
  immutable?: Optional<boolean>;
}

export const generatorOptions: z.ZodType<GeneratorOptions> = z.strictObject({
  labels: textMap,
  annotations: textMap,
  disableNameSuffixHash: flag,
  immutable: flag,
});

/** An entry of `configMapGenerator:` or, with a type, of `secretGenerator:`. */
export interface GeneratorArgs {
  name?: Optional<string>;
  namespace?: Optional<string>;
  behavior?: Optional<string>;
  literals?: Optional<string[]>;
  files?: Optional<string[]>;
  envs?: Optional<string[]>;
  env?: Optional<string>;
  options?: Optional<GeneratorOptions>;
  type?: Optional<string>;
}

const generatorShape = {
  name: text,
  namespace: text,
  behavior: text,
  literals: texts,
  files: texts,
  envs: texts,
  env: text,
  options: generatorOptions.nullish(),
};

export const configMapArgs: z.ZodType<GeneratorArgs> = z.strictObject(generatorShape);

export const secretArgs: z.ZodType<GeneratorArgs> = z.strictObject({ ...generatorShape, type: text });

export interface SortOptions {
  order?: Optional<string>;
  legacySortOptions?: Optional<{ orderFirst?: Optional<string[]>; orderLast?: Optional<string[]> }>;
}

export const sortOptions: z.ZodType<SortOptions> = z.strictObject({
  order: text,
  legacySortOptions: z.strictObject({ orderFirst: texts, orderLast: texts }).nullish(),
});
