/**
 * What a CustomResourceDefinition says: the kind, its scope, and the versions with their schemas.
 * Source: apiextensions.k8s.io/v1 of Kubernetes.
 *
 * @module
 */
import type { Node, Origin } from '../yaml/nodes/node.js';
import { itemsAt, nodeAt, textAt } from '../yaml/nodes/node-path.js';
import type { KubernetesObject } from './object.js';

/** A kind that a CustomResourceDefinition brings. */
export interface CustomResource {
  readonly group: string;
  readonly kind: string;
  readonly scope: 'Namespaced' | 'Cluster';
  readonly versions: readonly CustomResourceVersion[];
  readonly definition: KubernetesObject;
}

/** A version of such a kind. */
export interface CustomResourceVersion {
  readonly name: string;
  readonly served: boolean;
  readonly deprecated: boolean;
  readonly deprecationWarning: string | undefined;
  /** The structural schema, as written. */
  readonly schema: Node | undefined;
  readonly origin: Origin;
}

const remembered = new WeakMap<KubernetesObject, CustomResource | null>();

/** Reads a CustomResourceDefinition; nothing if it does not name its kind. */
export function customResourceOf(definition: KubernetesObject): CustomResource | undefined {
  let resource = remembered.get(definition);
  if (resource === undefined) {
    resource = readDefinition(definition) ?? null;
    remembered.set(definition, resource);
  }
  return resource ?? undefined;
}

function readDefinition(definition: KubernetesObject): CustomResource | undefined {
  const spec = nodeAt(definition.body, 'spec');
  const group = textAt(spec, 'group');
  const kind = textAt(spec, 'names', 'kind');
  if (group === undefined || kind === undefined) return undefined;
  const versions = itemsAt(spec, 'versions').flatMap((version): CustomResourceVersion[] => {
    const name = textAt(version, 'name');
    if (name === undefined) return [];
    return [
      {
        name,
        served: textAt(version, 'served') !== 'false',
        deprecated: textAt(version, 'deprecated') === 'true',
        deprecationWarning: textAt(version, 'deprecationWarning'),
        schema: nodeAt(version, 'schema', 'openAPIV3Schema'),
        origin: version.origin,
      },
    ];
  });
  const scope = textAt(spec, 'scope') === 'Cluster' ? 'Cluster' : 'Namespaced';
  return { group, kind, scope, versions, definition };
}
