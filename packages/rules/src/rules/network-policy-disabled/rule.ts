import {
  type AppliedObject,
  bringsOwn,
  type Cluster,
  defineRule,
  type FluxModel,
  indexOf,
  type Rule,
  textAt,
} from '@fluxvet/core';
import { controllersOf, instanceOf } from '../../questions/clusters/controller-flags.js';

export const networkPolicyDisabled: Rule = defineRule({
  id: 'network-policy-disabled',
  title: 'Nothing guards the network of the controllers of Flux',
  why: 'Every pod of the cluster can fetch the artifacts of all tenants from source-controller.',
  category: 'security',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    none: "No NetworkPolicy guards the controllers of Flux in the namespace '{namespace}'.",
    off: "FluxInstance '{instance}' switches the NetworkPolicies of Flux off.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      const instance = instanceOf(cluster);
      const [controller] = controllersOf(cluster);
      const namespace = instance?.id.namespace ?? controller?.id.namespace;
      if (namespace === undefined || isGuarded(cluster, namespace)) continue;
      if (instance) {
        const path = ['spec', 'cluster', 'networkPolicy'];
        if (textAt(instance.body, ...path) !== 'false') continue;
        yield finding('off', { in: instance, path }, { data: { instance: instance.id.name } });
      } else if (controller && isGenerated(model, controller)) {
        const at = { in: namespaceObject(cluster, namespace) ?? controller };
        yield finding('none', at, { data: { namespace } });
      }
    }
  },
});

/** Whether the file of a controller is what Flux generates, as a whole: parts of it may leave policies to others. */
function isGenerated({ tree }: FluxModel, { body }: AppliedObject): boolean {
  const text = tree.read(body.origin.span.file)?.text ?? '';
  // Without the rights of the controllers it is an excerpt, and says nothing of what else there is.
  return text.includes('# Flux Version:') && /^kind: ClusterRoleBinding$/m.test(text);
}

/** Whether a policy guards the namespace, or may come from where nobody can look. */
function isGuarded(cluster: Cluster, namespace: string): boolean {
  const isPolicy = ({ id }: AppliedObject): boolean =>
    id.kind.endsWith('NetworkPolicy') && (id.namespace === namespace || id.namespace === undefined);
  if (cluster.objects.some(isPolicy)) return true;
  return cluster.openings.some(
    (opening) =>
      (opening.kinds?.includes('NetworkPolicy') ?? true) &&
      (opening.namespace === undefined || opening.namespace === namespace) &&
      bringsOwn(opening, cluster),
  );
}

function namespaceObject(cluster: Cluster, name: string): AppliedObject | undefined {
  return indexOf(cluster)
    .ofKind('', 'Namespace')
    .find(({ id }) => id.name === name);
}
