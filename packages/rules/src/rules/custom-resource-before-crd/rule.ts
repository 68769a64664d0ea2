import {
  type AppliedObject,
  type Cluster,
  defineRule,
  isFluxGroup,
  type KustomizationApp,
  nameOf,
  type Rule,
  showId,
  textAt,
} from '@fluxvet/core';
import { ordersOf } from './apply-order.js';

export const customResourceBeforeCrd: Rule = defineRule({
  id: 'custom-resource-before-crd',
  title: 'A custom resource is applied without waiting for its definition',
  why: 'On a new cluster the API server does not know the kind yet, and refuses all that is applied with it.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    unordered:
      "Flux Kustomization '{app}' applies '{object}' without depending on '{provider}', which brings the definition of {kind}.",
    blocked:
      "Flux Kustomization '{app}' applies '{object}', and '{provider}', which brings the definition of {kind}, waits for it: on a new cluster neither is ever applied.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      const providers = providersOf(cluster);
      if (providers.size === 0) continue;
      const orders = ordersOf(cluster);
      const told = new Set<string>();
      for (const object of cluster.objects) {
        // What Flux itself is made of is there before it applies anything.
        if (isFluxGroup(object.id.group)) continue;
        const app = object.appliedBy;
        const brought = providers.get(kindOf(object));
        if (!app || !brought || brought.has(app) || brought.has(undefined)) continue;
        const before = orders(app);
        const [provider] = brought;
        if (!before || !provider || [...brought].some((each) => each && before.has(each))) continue;
        // What is not rendered completely may bring the definition too.
        if ([...before].some(({ state }) => state === 'unknown')) continue;
        // One such object of an app is enough: the way out is the same for all.
        const key = `${nameOf(app.object)} ${nameOf(provider.object)}`;
        if (told.has(key)) continue;
        told.add(key);
        const data = {
          app: nameOf(app.object),
          object: showId(object.id),
          provider: nameOf(provider.object),
          kind: object.id.kind,
        };
        const related = [{ at: { in: provider.object }, says: 'It brings the definition' }];
        const isBlocked = orders(provider)?.has(app);
        yield finding(isBlocked ? 'blocked' : 'unordered', { in: object }, { data, related });
      }
    }
  },
});

function kindOf({ id }: AppliedObject): string {
  return `${id.group}/${id.kind}`;
}

type Providers = ReadonlyMap<string, ReadonlySet<KustomizationApp | undefined>>;

/** Who applies the definition of each kind; nobody in particular for what bootstrap installs. */
function providersOf({ objects, contested }: Cluster): Providers {
  const providers = new Map<string, Set<KustomizationApp | undefined>>();
  for (const { id, body, appliedBy } of [...objects, ...contested]) {
    if (id.kind !== 'CustomResourceDefinition') continue;
    const kind = `${textAt(body, 'spec', 'group') ?? ''}/${textAt(body, 'spec', 'names', 'kind') ?? ''}`;
    const known = providers.get(kind) ?? new Set();
    providers.set(kind, known.add(appliedBy));
  }
  return providers;
}
