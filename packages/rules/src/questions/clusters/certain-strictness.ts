/**
 * How sure it is that a variable without a value ends a build.
 *
 * @module
 */
import { type Cluster, indexOf, type KustomizationApp, OPERATOR_GROUP, scalarsOf } from '@fluxvet/core';

const GATE = 'StrictPostBuildSubstitutions';

/**
 * Whether Flux certainly stops at a variable that is not set, certainly goes on, or does either:
 * the files may not name the release, and the operator can set the gate where no Deployment shows it.
 */
export function certainStrictness(cluster: Cluster, app: KustomizationApp): 'strict' | 'lenient' | 'unknown' {
  const { flux } = cluster;
  if (flux.version === undefined) return 'unknown';
  if (flux.by === 'flux-operator' && operatorNamesGate(cluster)) return 'unknown';
  return app.substitution.strictness;
}

function operatorNamesGate(cluster: Cluster): boolean {
  const instances = indexOf(cluster).ofKind(OPERATOR_GROUP, 'FluxInstance');
  return instances.some(({ body }) => scalarsOf(body).some(({ node }) => node.value.includes(GATE)));
}
