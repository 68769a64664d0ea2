/**
 * Which namespaces of a cluster belong to tenants.
 *
 * @module
 */
import { type Cluster, indexOf, labelsOf } from '@fluxvet/core';

/** The label that `flux create tenant` sets. */
export const TENANT_LABEL = 'toolkit.fluxcd.io/tenant';

const remembered = new WeakMap<Cluster, ReadonlySet<string>>();

/** The namespaces that say that they are a tenant's; never that of Flux itself. */
export function tenantNamespaces(cluster: Cluster): ReadonlySet<string> {
  let names = remembered.get(cluster);
  if (!names) {
    const own = fluxNamespace(cluster);
    const spaces = indexOf(cluster)
      .ofKind('', 'Namespace')
      .filter(({ id, body }) => id.name !== own && labelsOf(body).has(TENANT_LABEL));
    names = new Set(spaces.map(({ id }) => id.name));
    remembered.set(cluster, names);
  }
  return names;
}

/** The namespace in which the Flux of a cluster runs. */
export function fluxNamespace({ objects, entry }: Cluster): string {
  const sync = objects.find(
    ({ id, body }) => id.kind === 'Kustomization' && body.origin.span.file === entry.file,
  );
  return sync?.id.namespace ?? 'flux-system';
}
