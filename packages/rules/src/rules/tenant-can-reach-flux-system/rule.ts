import {
  type AppliedObject,
  type Cluster,
  defineRule,
  HELM_GROUP,
  indexOf,
  isSettled,
  KUSTOMIZE_GROUP,
  labelsOf,
  mayBeSet,
  nameOf,
  type Rule,
  SOURCE_GROUP,
  textAt,
} from '@fluxvet/core';
import { lockdownFlag } from '../../questions/clusters/controller-flags.js';
import { fluxNamespace, TENANT_LABEL, tenantNamespaces } from '../../questions/objects/tenants.js';

export const tenantCanReachFluxSystem: Rule = defineRule({
  id: 'tenant-can-reach-flux-system',
  title: 'Something of a tenant stands in the namespace of Flux',
  why: 'It can use the Secrets and the accounts of Flux itself, which have all rights in the cluster.',
  category: 'security',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    labelled: "{kind} '{name}' of the tenant '{tenant}' stands in the namespace of Flux itself.",
    foreign:
      "Flux Kustomization '{app}' stands in the namespace of Flux itself and applies another repository to the tenant namespace '{namespace}' with the rights of Flux.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      const own = fluxNamespace(cluster);
      const admins = adminTenants(cluster);
      for (const object of cluster.objects) {
        const tenant =
          object.id.namespace === own && isFlux(object) && labelsOf(object.body).get(TENANT_LABEL);
        if (!tenant || admins.has(tenant)) continue;
        const data = { kind: object.id.kind, name: nameOf(object), tenant };
        yield finding('labelled', { in: object, path: ['metadata', 'namespace'] }, { data });
      }
      for (const { object, namespace } of foreignApps(cluster, own)) {
        const at = { in: object, path: ['spec', 'targetNamespace'] };
        yield finding('foreign', at, { data: { app: nameOf(object), namespace } });
      }
    }
  },
});

const GROUPS: readonly string[] = [KUSTOMIZE_GROUP, HELM_GROUP, SOURCE_GROUP];

function isFlux({ id }: AppliedObject): boolean {
  return GROUPS.includes(id.group);
}

/** Those who are made administrators of the whole cluster: nothing is kept from them. */
function adminTenants(cluster: Cluster): ReadonlySet<string> {
  const bindings = indexOf(cluster).ofKind('rbac.authorization.k8s.io', 'ClusterRoleBinding');
  const ofAdmins = bindings.filter(({ body }) => textAt(body, 'roleRef', 'name') === 'cluster-admin');
  return new Set(ofAdmins.flatMap(({ body }) => labelsOf(body).get(TENANT_LABEL) ?? []));
}

/** The apps beside Flux that apply a repository of somebody else to a tenant's namespace, as Flux. */
function* foreignApps(
  cluster: Cluster,
  own: string,
): Generator<{ readonly object: AppliedObject; readonly namespace: string }> {
  for (const app of cluster.apps) {
    const { object, spec } = app;
    if (app.kind !== 'Kustomization' || object.id.namespace !== own || app.source.kind !== 'found') continue;
    const { content } = app.source.target;
    const namespace = spec.targetNamespace;
    if (!namespace || !tenantNamespaces(cluster).has(namespace)) continue;
    if ((content.kind === 'tree' && content.self) || labelsOf(object.body).has(TENANT_LABEL)) continue;
    if (!isSettled(object) || mayBeSet(object.body, 'spec', 'serviceAccountName')) continue;
    if (mayBeSet(object.body, 'spec', 'kubeConfig')) continue;
    if (lockdownFlag(cluster, 'kustomize-controller', '--default-service-account') !== false) continue;
    yield { object, namespace };
  }
}
