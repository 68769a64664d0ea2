/**
 * FluxInstance: the Flux Operator makes the source and the Flux Kustomization of a cluster; they do not stand in Git.
 * Source: the API reference of the Flux Operator, FluxInstance v1.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import { patchObjects } from '../../kustomize/accumulate/patch-objects.js';
import type { MapNode, Origin } from '../../yaml/nodes/node.js';
import { itemsAt, nodeAt, textAt } from '../../yaml/nodes/node-path.js';
import { KUSTOMIZE_GROUP, OPERATOR_GROUP, SOURCE_GROUP } from '../kinds/kinds.data.js';
import { makeObject } from '../kinds/make-object.js';

/** The source and the Flux Kustomization that a FluxInstance asks for under `spec.sync`. */
export function syncObjects(instance: KubernetesObject): readonly KubernetesObject[] {
  const sync = nodeAt(instance.body, 'spec', 'sync');
  if (sync?.kind !== 'map') return [];
  const by = sync.origin.span;
  const origin: Origin = { span: by, step: { kind: 'generated', what: 'spec.sync', by } };
  const namespace = instance.id.namespace ?? 'flux-system';
  const metadata = { name: textAt(sync, 'name') ?? namespace, namespace };
  const kind = textAt(sync, 'kind') ?? 'GitRepository';
  const url = nodeAt(sync, 'url');
  const ref = nodeAt(sync, 'ref');
  const secret = nodeAt(sync, 'pullSecret');
  const fetched =
    kind === 'Bucket'
      ? { bucketName: ref, endpoint: url }
      : { url, ref: ref && (kind === 'GitRepository' ? { name: ref } : { tag: ref }) };
  const source = makeObject(
    {
      apiVersion: `${SOURCE_GROUP}/v1`,
      kind,
      metadata,
      spec: {
        interval: nodeAt(sync, 'interval') ?? '1m',
        ...fetched,
        provider: nodeAt(sync, 'provider'),
        secretRef: secret && { name: secret },
      },
    },
    origin,
  );
  const kustomization = makeObject(
    {
      apiVersion: `${KUSTOMIZE_GROUP}/v1`,
      kind: 'Kustomization',
      metadata,
      spec: {
        interval: '10m0s',
        path: nodeAt(sync, 'path'),
        prune: true,
        sourceRef: { kind, name: metadata.name },
      },
    },
    origin,
  );
  return patchObjects([source, kustomization], itemsAt(instance.body, 'spec', 'kustomize', 'patches'));
}

/** The FluxInstance that the operator's chart makes of the values under `instance`, for clusters that install it by a HelmRelease. */
export function instanceOfChart(release: KubernetesObject, spec: MapNode): KubernetesObject | undefined {
  if (!nodeAt(spec, 'sync')) return undefined;
  const by = spec.origin.span;
  const origin: Origin = { span: by, step: { kind: 'generated', what: 'values.instance', by } };
  const namespace = textAt(release.body, 'spec', 'targetNamespace') ?? release.id.namespace ?? 'flux-system';
  return makeObject(
    { apiVersion: `${OPERATOR_GROUP}/v1`, kind: 'FluxInstance', metadata: { name: 'flux', namespace }, spec },
    origin,
  );
}
