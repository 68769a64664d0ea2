/**
 * Objects that controllers make in the cluster of objects in Git: by FluxInstances, ResourceSets and ArtifactGenerators.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import type { MapNode } from '../../yaml/nodes/node.js';
import { nodeAt, textAt } from '../../yaml/nodes/node-path.js';
import { indexObjects, type ObjectIndex } from '../kinds/cluster-index.js';
import { HELM_GROUP, OPERATOR_GROUP } from '../kinds/kinds.data.js';
import { instanceOfChart, syncObjects } from '../operator/flux-instance.js';
import { resourceSetObjects } from '../operator/resource-sets.js';
import { helmValues } from '../releases/helm-values.js';
import type { Opening } from '../unknown/opening.js';

export interface DerivedObjects {
  readonly objects: readonly KubernetesObject[];
  readonly openings: readonly Opening[];
}

const remembered = new WeakMap<MapNode, readonly KubernetesObject[]>();

/** What the operators of a cluster make of its objects; an owner of the one is noted as the owner of the other. */
export function derivedObjects<Owner>(
  index: ObjectIndex<KubernetesObject>,
  owners: Map<KubernetesObject, Owner>,
): DerivedObjects {
  const objects: KubernetesObject[] = [];
  const openings: Opening[] = [];
  const add = (from: KubernetesObject, made: readonly KubernetesObject[]): void => {
    const owner = owners.get(from);
    for (const object of made) {
      objects.push(object);
      if (owner) owners.set(object, owner);
    }
  };
  for (const set of index.ofKind(OPERATOR_GROUP, 'ResourceSet')) {
    const find = (name: string): KubernetesObject | undefined =>
      index.find({ ...set.id, kind: 'ResourceSetInputProvider', name });
    const made = resourceSetObjects(set, find);
    add(set, made.objects);
    openings.push(...made.openings);
  }
  const known = indexObjects([...index.objects, ...objects]);
  for (const release of known.ofKind(HELM_GROUP, 'HelmRelease')) {
    const instance = chartInstance(release, known);
    if (instance) add(release, [instance, ...synced(instance)]);
  }
  for (const instance of known.ofKind(OPERATOR_GROUP, 'FluxInstance')) add(instance, synced(instance));
  return { objects, openings };
}

function synced(instance: KubernetesObject): readonly KubernetesObject[] {
  let made = remembered.get(instance.body);
  if (!made) {
    made = syncObjects(instance);
    remembered.set(instance.body, made);
  }
  return made;
}

const instances = new WeakMap<MapNode, KubernetesObject | null>();

function chartInstance(
  release: KubernetesObject,
  index: ObjectIndex<KubernetesObject>,
): KubernetesObject | undefined {
  const named = [
    textAt(release.body, 'spec', 'chart', 'spec', 'chart'),
    textAt(release.body, 'spec', 'chartRef', 'name'),
  ];
  if (!named.some((name) => name?.includes('flux-instance'))) return undefined;
  const { merged } = helmValues(release, (kind, name) => {
    const found = index.find({ ...release.id, group: '', kind, name });
    return found
      ? { kind: 'found', body: found.body }
      : { kind: 'unknown', reason: 'it is not in the files' };
  });
  const spec = nodeAt(merged, 'instance');
  if (spec?.kind !== 'map') return undefined;
  let instance = instances.get(spec);
  if (instance === undefined) {
    instance = instanceOfChart(release, spec) ?? null;
    instances.set(spec, instance);
  }
  return instance ?? undefined;
}
