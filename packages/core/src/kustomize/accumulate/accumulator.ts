/**
 * What a kustomization has gathered so far: objects, the configuration of its transformers, and variables.
 *
 * @module
 */
import type { Span } from '../../source/span.js';
import type { Var } from '../load/kustomization-schemas.js';
import type { Entry } from '../load/read-fields.js';
import type { BuildOrigin, Resource } from '../objects/resource.js';
import { type ResourceSet, resourceSet } from '../objects/resource-set.js';
import type { TransformerConfig } from '../schema/field-specs.data.js';
import type { SchemaSlot } from '../schema/schema.js';
import { NO_CONFIG } from '../transform/transformer-config.js';

export interface Accumulator {
  readonly set: ResourceSet;
  config: TransformerConfig;
  readonly vars: Map<string, Entry<Var>>;
}

export function emptyAccumulator(slot: SchemaSlot): Accumulator {
  return { set: resourceSet(slot), config: NO_CONFIG, vars: new Map() };
}

/** A resource of a base for one overlay: the overlay's changes must not reach the others. */
export function cloneForOverlay(resource: Resource, entry: Span, path: string): Resource {
  const clone: Resource = { ...resource, trail: [entry, ...resource.trail] };
  if (resource.origin) clone.origin = below(resource.origin, path);
  if (resource.transformations.length > 0) {
    clone.transformations = resource.transformations.map((origin) => below(origin, path));
  }
  return clone;
}

function below(origin: BuildOrigin, path: string): BuildOrigin {
  return {
    ...origin,
    ...(origin.path !== undefined && { path: joinPaths(path, origin.path) }),
    ...(origin.configuredIn !== undefined && { configuredIn: joinPaths(path, origin.configuredIn) }),
  };
}

/** Joins paths as they are written, `..` included. */
export function joinPaths(...paths: readonly string[]): string {
  const parts: string[] = [];
  for (const part of paths.join('/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
