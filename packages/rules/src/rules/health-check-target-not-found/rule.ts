import {
  type AppliedObject,
  type Cluster,
  defineRule,
  entryOf,
  indexOf,
  isFluxGroup,
  isNotInFiles,
  isNull,
  KUSTOMIZE_GROUP,
  mayBelongTo,
  nameOf,
  nodeAt,
  type ObjectId,
  type Reference,
  type Rule,
  referencesOf,
} from '@fluxvet/core';
import { hasOtherMakers } from '../../questions/objects/other-makers.js';
import { similarName } from '../../questions/objects/source-candidates.js';

export const healthCheckTargetNotFound: Rule = defineRule({
  id: 'health-check-target-not-found',
  title: 'A health check names an object that the cluster does not have',
  why: 'Flux waits for the object until the timeout and then reports a failure; what depends on the app is never applied.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    missing:
      "Flux Kustomization '{app}' checks the health of {kind} '{target}', which its cluster does not have.",
    similar:
      "Flux Kustomization '{app}' checks the health of {kind} '{target}', which its cluster does not have; there is '{similar}'.",
    elsewhere:
      "Flux Kustomization '{app}' checks the health of {kind} '{target}', which stands in namespace '{namespace}'.",
  },
  *check(model, { finding }) {
    for (const { cluster, reference } of referencesOf(model, 'health-check')) {
      const { from, path, wanted } = reference;
      if (!isEffective(reference) || !isLost(cluster, reference)) continue;
      if (mayBelongTo(cluster, model, wanted)) continue;
      const at = { in: from, path };
      const data = { app: nameOf(from), kind: wanted.kind, target: nameOf({ id: wanted }) };
      const [only, second] = ofSameName(cluster, wanted);
      const similar = similarName(cluster, wanted);
      if (only && !second && only.id.namespace !== undefined) {
        yield finding('elsewhere', at, {
          data: { ...data, namespace: only.id.namespace },
          related: [{ at: { in: only }, says: `The ${wanted.kind} stands here` }],
        });
      } else if (similar !== undefined) yield finding('similar', at, { data: { ...data, similar } });
      else yield finding('missing', at, { data });
    }
  },
});

/** Whether the controller looks at the entry, and looks in this cluster. */
function isEffective({ from: { id, body } }: Reference): boolean {
  if (id.group !== KUSTOMIZE_GROUP || !isNull(nodeAt(body, 'spec', 'kubeConfig'))) return false;
  const wait = nodeAt(body, 'spec', 'wait');
  return wait?.kind !== 'scalar' || (wait.value !== 'true' && wait.unknown === undefined);
}

const WORKLOADS: readonly string[] = ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet'];

function isLost(cluster: Cluster, reference: Reference): boolean {
  const { from, path, wanted } = reference;
  if (!isNotInFiles(cluster, reference)) return false;
  // Without a namespace it is not certain where the controller looks.
  const entry = nodeAt(from.body, ...path.slice(0, -1));
  if (!entryOf(entry, 'namespace') && ofSameName(cluster, wanted).length > 0) return false;
  // helm-controller makes charts of HelmReleases.
  if (isFluxGroup(wanted.group)) return wanted.kind !== 'HelmChart' && wanted.kind !== 'ExternalArtifact';
  if (!WORKLOADS.includes(`${wanted.group}/${wanted.kind}`)) return false;
  return !hasOtherMakers(cluster, wanted.namespace);
}

function ofSameName(cluster: Cluster, { group, kind, name }: ObjectId): readonly AppliedObject[] {
  return indexOf(cluster)
    .ofKind(group, kind)
    .filter(({ id }) => id.name === name);
}
