import { defineRule, fluxKind, isSettled, mayBeSet, nameOf, type Rule } from '@fluxvet/core';
import { lockdownFlag } from '../../questions/clusters/controller-flags.js';
import { inhabitedTenants } from '../../questions/objects/tenants.js';

export const missingServiceAccount: Rule = defineRule({
  id: 'missing-service-account',
  title: 'An app of a tenant is applied with the rights of Flux itself',
  why: 'The tenant can change everything in the cluster: Flux applies the app as an administrator.',
  category: 'security',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    none: "{kind} '{app}' is in the namespace of a tenant and names no service account, so Flux applies it as an administrator of the cluster.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      const tenants = inhabitedTenants(cluster);
      for (const { kind, object } of tenants.size > 0 ? cluster.apps : []) {
        if (!tenants.has(object.id.namespace ?? '') || !isSettled(object)) continue;
        // With a kubeconfig it is the other cluster that decides.
        if (mayBeSet(object.body, 'spec', 'serviceAccountName')) continue;
        if (mayBeSet(object.body, 'spec', 'kubeConfig')) continue;
        const component = fluxKind(object.id)?.component ?? '';
        if (lockdownFlag(cluster, component, '--default-service-account') !== false) continue;
        yield finding(
          'none',
          { in: object, path: ['spec', 'serviceAccountName'] },
          { data: { kind, app: nameOf(object) } },
        );
      }
    }
  },
});
