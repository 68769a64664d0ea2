import {
  type AppliedObject,
  type Cluster,
  defineRule,
  fluxKind,
  indexOf,
  itemsAt,
  NOTIFICATION_GROUP,
  nameOf,
  type ObjectId,
  type Path,
  type Rule,
  textAt,
} from '@fluxvet/core';
import { lockdownFlag } from '../../questions/clusters/controller-flags.js';
import { tenantNamespaces } from '../../questions/objects/tenants.js';

export const crossNamespaceRef: Rule = defineRule({
  id: 'cross-namespace-ref',
  title: 'An object refers to another namespace, where that is not allowed',
  why: 'Flux refuses the reference where it locks tenants down, and else a tenant reaches what is not its own.',
  category: 'security',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    refused:
      "{kind} '{from}' refers to {wantedKind} '{wanted}' in another namespace, which the Flux of its cluster refuses.",
    tenant: "{kind} '{from}' of a tenant refers to {wantedKind} '{wanted}' outside of its namespace.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      for (const { from, path, wanted } of crossings(cluster)) {
        const at = { in: from, path };
        const data = {
          kind: from.id.kind,
          from: nameOf(from),
          wantedKind: wanted.kind,
          wanted: nameOf({ id: wanted }),
        };
        const component = fluxKind(from.id)?.component ?? '';
        const flag = lockdownFlag(cluster, component, '--no-cross-namespace-refs');
        if (flag) {
          const related = [
            { at: { in: flag.object, path: flag.path }, says: 'references to other namespaces are refused' },
          ];
          yield finding('refused', at, { data, related });
        } else if (tenantNamespaces(cluster).has(from.id.namespace ?? '')) {
          yield finding('tenant', at, { data, atMost: 'warning' });
        }
      }
    }
  },
});

interface Crossing {
  readonly from: AppliedObject;
  /** The field with the namespace. */
  readonly path: Path;
  readonly wanted: ObjectId;
}

/** The references that name a namespace of their own, and another one than the object's. */
function* crossings(cluster: Cluster): Generator<Crossing> {
  for (const { from, path, role, wanted } of cluster.references) {
    if (role !== 'source' && role !== 'image-repository') continue;
    if (from.id.namespace === undefined || wanted.namespace === from.id.namespace) continue;
    yield { from, path: [...path.slice(0, -1), 'namespace'], wanted };
  }
  yield* eventSources(cluster, 'Alert', 'eventSources');
  yield* eventSources(cluster, 'Receiver', 'resources');
}

/** These may name all objects of a namespace at once, and are then no references to single objects. */
function* eventSources(cluster: Cluster, kind: string, field: string): Generator<Crossing> {
  for (const from of indexOf(cluster).ofKind(NOTIFICATION_GROUP, kind)) {
    for (const [at, item] of itemsAt(from.body, 'spec', field).entries()) {
      const namespace = textAt(item, 'namespace');
      if (!namespace || from.id.namespace === undefined || namespace === from.id.namespace) continue;
      const wanted = {
        group: '',
        kind: textAt(item, 'kind') ?? '',
        namespace,
        name: textAt(item, 'name') ?? '',
      };
      yield { from, path: ['spec', field, at, 'namespace'], wanted };
    }
  }
}
