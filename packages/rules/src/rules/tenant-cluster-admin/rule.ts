import { defineRule, indexOf, itemsAt, type Node, nameOf, type Rule, textAt } from '@fluxvet/core';
import { tenantNamespaces } from '../../questions/objects/tenants.js';

const RBAC = 'rbac.authorization.k8s.io';

export const tenantClusterAdmin: Rule = defineRule({
  id: 'tenant-cluster-admin',
  title: 'A tenant is an administrator of the whole cluster',
  why: 'Whoever may write to the repository of the tenant may change and read everything in the cluster.',
  category: 'security',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    account:
      "ClusterRoleBinding '{binding}' gives the service account '{account}' of a tenant all rights in the whole cluster.",
    all: "ClusterRoleBinding '{binding}' gives all service accounts of the tenant namespace '{namespace}' all rights in the whole cluster.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      const tenants = tenantNamespaces(cluster);
      if (tenants.size === 0) continue;
      for (const object of indexOf(cluster).ofKind(RBAC, 'ClusterRoleBinding')) {
        if (textAt(object.body, 'roleRef', 'name') !== 'cluster-admin') continue;
        for (const [at, subject] of itemsAt(object.body, 'subjects').entries()) {
          const namespace = namespaceOf(subject);
          if (namespace === undefined || !tenants.has(namespace)) continue;
          const place = { in: object, path: ['subjects', at, 'name'] };
          const binding = nameOf(object);
          if (textAt(subject, 'kind') === 'Group') {
            yield finding('all', place, { data: { binding, namespace } });
          } else {
            const account = `${namespace}/${textAt(subject, 'name') ?? ''}`;
            yield finding('account', place, { data: { binding, account } });
          }
        }
      }
    }
  },
});

/** The namespace whose service accounts, or one of them, a subject stands for. */
function namespaceOf(subject: Node): string | undefined {
  if (textAt(subject, 'kind') === 'ServiceAccount') return textAt(subject, 'namespace');
  if (textAt(subject, 'kind') !== 'Group') return undefined;
  return /^system:serviceaccounts:(.+)$/.exec(textAt(subject, 'name') ?? '')?.[1];
}
