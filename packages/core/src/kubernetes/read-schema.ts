/**
 * The schema of a CustomResourceDefinition as files have it: whatever does not have the shape that Kubernetes demands
 * says nothing.
 *
 * @module
 */
import { own } from '../source/text/own.js';
import type { Plain } from '../yaml/nodes/to-plain.js';
import type { StructuralSchema } from './structural-schema.js';
import type { ValidationRule } from './validation-rules.js';

type Fields = Readonly<Record<string, Plain>>;

/** Reads a schema; what in it is no schema lets everything pass. */
export function readSchema(value: Plain): StructuralSchema {
  if (!isFields(value)) return {};
  const field = (name: string): Plain | undefined => own(value, name);
  const text = (name: keyof StructuralSchema) => typeOf(field(name), 'string', name);
  const flag = (name: keyof StructuralSchema) => typeOf(field(name), 'boolean', name);
  const number = (name: keyof StructuralSchema) => typeOf(field(name), 'number', name);
  const properties = field('properties');
  const items = field('items');
  const more = field('additionalProperties');
  const required = field('required');
  const values = field('enum');
  const rules = field('x-kubernetes-validations');
  const usual = field('default');
  const not = field('not');
  const keys = field('x-kubernetes-list-map-keys');
  return {
    ...text('type'),
    ...text('pattern'),
    ...text('format'),
    ...text('x-kubernetes-list-type'),
    ...Object.assign({}, ...NUMBERS.map(number), ...FLAGS.map(flag)),
    ...(isFields(properties) && { properties: inner(properties) }),
    ...(isFields(items) && { items: readSchema(items) }),
    ...(isFields(more) && { additionalProperties: readSchema(more) }),
    ...(typeof more === 'boolean' && { additionalProperties: more }),
    ...combined('allOf', field('allOf')),
    ...combined('anyOf', field('anyOf')),
    ...combined('oneOf', field('oneOf')),
    ...(isFields(not) && { not: readSchema(not) }),
    ...(isList(keys) && { 'x-kubernetes-list-map-keys': keys.filter((each) => typeof each === 'string') }),
    ...(isList(required) && { required: required.filter((each) => typeof each === 'string') }),
    ...(isList(values) && { enum: values }),
    ...(isList(rules) && { 'x-kubernetes-validations': rules.flatMap(readRule) }),
    ...(usual !== undefined && { default: usual }),
  };
}

const NUMBERS = [
  'minimum',
  'maximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
] as const;
const FLAGS = [
  'nullable',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-int-or-string',
  'x-kubernetes-embedded-resource',
] as const;

function typeOf(value: Plain | undefined, wanted: string, name: string): Partial<StructuralSchema> {
  return typeof value === wanted ? { [name]: value } : {};
}

function combined(name: 'allOf' | 'anyOf' | 'oneOf', value: Plain | undefined): Partial<StructuralSchema> {
  return isList(value) ? { [name]: value.map(readSchema) } : {};
}

function inner(fields: Fields): Readonly<Record<string, StructuralSchema>> {
  return Object.fromEntries(Object.entries(fields).map(([name, each]) => [name, readSchema(each)]));
}

function readRule(value: Plain): ValidationRule[] {
  if (!isFields(value)) return [];
  const rule = own(value, 'rule');
  const message = own(value, 'message');
  const fieldPath = own(value, 'fieldPath');
  if (typeof rule !== 'string') return [];
  return [
    {
      rule,
      ...(typeof message === 'string' && { message }),
      ...(typeof fieldPath === 'string' && { fieldPath }),
    },
  ];
}

function isList(value: Plain | undefined): value is readonly Plain[] {
  return Array.isArray(value);
}

function isFields(value: Plain | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
