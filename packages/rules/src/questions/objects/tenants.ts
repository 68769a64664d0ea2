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

/**
 * The namespaces of tenants in which one lives. The label alone is often copied along with the Namespace of Flux's own
 * example, where nobody but the team of the cluster writes to it.
 */
export function inhabitedTenants(cluster: Cluster): ReadonlySet<string> {
  const lived = inhabited(cluster);
  return new Set([...tenantNamespaces(cluster)].filter((name) => lived.has(name)));
}

const OF_TENANTS = new Set(['ServiceAccount', 'RoleBinding']);

/** Where `flux create tenant` put an account or its rights, or something else than this repository is applied. */
function inhabited({ objects, apps }: Cluster): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { id, body } of objects) {
    if (OF_TENANTS.has(id.kind) && labelsOf(body).has(TENANT_LABEL)) names.add(id.namespace ?? '');
  }
  for (const app of apps) {
    if (app.kind !== 'Kustomization') continue;
    const content = app.source.kind === 'found' ? app.source.target.content : undefined;
    if (content?.kind === 'tree' && content.self) continue;
    for (const name of [app.object.id.namespace, app.spec.targetNamespace]) if (name) names.add(name);
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
