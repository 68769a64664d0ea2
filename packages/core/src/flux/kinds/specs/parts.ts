/**
 * Shapes that several kinds of Flux share. Every field is optional: what is required is judged elsewhere.
 *
 * @module
 */
import { z } from 'zod';
import type { Optional } from './read-spec.js';

export const text: z.ZodType<string | undefined> = z.string().optional();
export const flag: z.ZodType<boolean | undefined> = z.boolean().optional();
export const whole: z.ZodType<number | undefined> = z.int().optional();
export const texts: z.ZodType<string[] | undefined> = z.array(z.string()).optional();
export const textMap: z.ZodType<Record<string, string> | undefined> = z
  .record(z.string(), z.string())
  .optional();

/** A reference to an object by name. */
export interface LocalReference {
  readonly name?: Optional<string>;
}

export const localReference: z.ZodType<LocalReference> = z.object({ name: text });

/** A reference to an object of a given kind, perhaps in another namespace. */
export interface ObjectReference {
  readonly apiVersion?: Optional<string>;
  readonly kind?: Optional<string>;
  readonly name?: Optional<string>;
  readonly namespace?: Optional<string>;
}

export const objectReference: z.ZodType<ObjectReference> = z.object({
  apiVersion: text,
  kind: text,
  name: text,
  namespace: text,
});

/** A Kustomization or HelmRelease that must be ready first. */
export interface Dependency {
  readonly name?: Optional<string>;
  readonly namespace?: Optional<string>;
  /** A CEL expression that says when the dependency is ready; since Flux 2.7. */
  readonly readyExpr?: Optional<string>;
}

export const dependency: z.ZodType<Dependency> = z.object({ name: text, namespace: text, readyExpr: text });

/** A Kubernetes cluster elsewhere, to which objects are applied. */
export interface KubeConfig {
  readonly secretRef?: Optional<LocalReference & { readonly key?: Optional<string> }>;
  readonly configMapRef?: Optional<LocalReference>;
}

export const kubeConfig: z.ZodType<KubeConfig> = z.object({
  secretRef: z.object({ name: text, key: text }).optional(),
  configMapRef: localReference.optional(),
});

/** Labels and annotations that are set on every object. */
export interface CommonMetadata {
  readonly labels?: Optional<Record<string, string>>;
  readonly annotations?: Optional<Record<string, string>>;
}

export const commonMetadata: z.ZodType<CommonMetadata> = z.object({ labels: textMap, annotations: textMap });

/** An expression in CEL that says when objects of a kind are healthy; since Flux 2.5. */
export interface HealthCheckExpression {
  readonly apiVersion?: Optional<string>;
  readonly kind?: Optional<string>;
  readonly current?: Optional<string>;
  readonly inProgress?: Optional<string>;
  readonly failed?: Optional<string>;
}

export const healthCheckExpression: z.ZodType<HealthCheckExpression> = z.object({
  apiVersion: text,
  kind: text,
  current: text,
  inProgress: text,
  failed: text,
});
