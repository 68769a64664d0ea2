/**
 * A structural schema, and what an API server would refuse of an object by it.
 * Source: "Extend the Kubernetes API with CustomResourceDefinitions" of the Kubernetes documentation.
 *
 * @module
 */
import type { MapNode } from '../yaml/nodes/node.js';
import type { Path } from '../yaml/nodes/node-path.js';
import type { Plain } from '../yaml/nodes/to-plain.js';
import type { ValidationRule } from './validation-rules.js';

/** The parts of an OpenAPI v3 schema that Kubernetes honours. */
export interface StructuralSchema {
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, StructuralSchema>>;
  readonly items?: StructuralSchema;
  readonly additionalProperties?: StructuralSchema | boolean;
  readonly required?: readonly string[];
  readonly enum?: readonly Plain[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly default?: Plain;
  readonly nullable?: boolean;
  readonly allOf?: readonly StructuralSchema[];
  readonly anyOf?: readonly StructuralSchema[];
  readonly oneOf?: readonly StructuralSchema[];
  readonly not?: StructuralSchema;
  readonly 'x-kubernetes-validations'?: readonly ValidationRule[];
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  /** What validation asks of a value that no keyword can say; definitions have none. */
  readonly check?: ValueCheck;
}

/** Finds what is wrong with a value of the right type; paths begin at the value. */
export type ValueCheck = (node: MapNode) => readonly SchemaProblem[];

/** What an API server would refuse. */
export type SchemaProblem = { readonly path: Path } & (
  | { readonly kind: 'unknown-field'; readonly field: string; readonly known: readonly string[] }
  | { readonly kind: 'missing-field'; readonly field: string }
  | { readonly kind: 'wrong-type'; readonly wanted: string; readonly found: string }
  | { readonly kind: 'not-in-enum'; readonly value: string; readonly allowed: readonly string[] }
  | { readonly kind: 'bad-pattern'; readonly value: string; readonly pattern: string }
  /** A value in a form that no pattern says: a name, a quantity, a date; the demand goes on after 'which'. */
  | { readonly kind: 'bad-form'; readonly value: string; readonly demand: string }
  | { readonly kind: 'out-of-range'; readonly message: string }
  /** An item of a list with the key, or the value, of one before it. */
  | { readonly kind: 'repeated-item'; readonly key: string; readonly first: number }
  | { readonly kind: 'broken-rule'; readonly message: string; readonly rule: string }
);
