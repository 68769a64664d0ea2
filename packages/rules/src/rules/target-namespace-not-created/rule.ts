import {
  type Cluster,
  couldExist,
  defineRule,
  HELM_GROUP,
  indexOf,
  isFluxGroup,
  nameOf,
  type Rule,
  textAt,
} from '@fluxvet/core';
import { showList } from '../../questions/texts/show-list.js';
import { usesOf } from './uses-of.js';

export const targetNamespaceNotCreated: Rule = defineRule({
  id: 'target-namespace-not-created',
  title: 'Objects go to a namespace that nothing creates',
  why: 'The API server refuses them, and Flux applies nothing of what comes with them.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  absenceOf: ['Namespace'],
  messages: {
    missing: "{kind} '{name}' goes to namespace '{namespace}', which nothing in its cluster creates.",
    nowhere:
      'Nothing in the repository creates a namespace, and objects of the cluster go to {namespaces}: they must exist before Flux applies anything to them.',
    release:
      "HelmRelease '{name}' installs into namespace '{namespace}', which nothing in its cluster creates.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      const created = createdIn(cluster);
      // Who creates no namespace here mostly creates all of them elsewhere, which is worth one word.
      if (![...created].some((name) => !isWellKnown(name))) {
        const [first, ...others] = [...usesOf(cluster)].filter(([name]) => isLost(cluster, name));
        if (!first || others.length === 0 || cluster.entry.kind !== 'gotk-sync') continue;
        const [name, { object, path }] = first;
        const names = [name, ...others.map(([other]) => other)].sort();
        yield finding(
          'nowhere',
          { in: object, path },
          { data: { namespaces: showList(names) }, atMost: 'note', identity: names },
        );
        continue;
      }
      for (const [namespace, use] of usesOf(cluster)) {
        if (created.has(namespace) || !isLost(cluster, namespace)) continue;
        const { object, path } = use;
        const data = { kind: object.id.kind, name: nameOf(object), namespace };
        yield finding(path[0] === 'spec' ? 'release' : 'missing', { in: object, path }, { data });
      }
    }
  },
});

/** Whether a namespace must come from somewhere, and nothing that is not available locally could bring it. */
function isLost(cluster: Cluster, namespace: string): boolean {
  if (isWellKnown(namespace) || namespace.startsWith('ENC[')) return false;
  return !couldExist(cluster, { kind: 'Namespace', name: namespace });
}

function isWellKnown(namespace: string): boolean {
  return namespace === 'default' || namespace === 'flux-system' || namespace.startsWith('kube-');
}

/** Kinds of operators for tenants that make namespaces of their own name. */
const MAKERS = new Set(['SubnamespaceAnchor', 'Tenant', 'Project', 'ManagedNamespace', 'NamespaceClaim']);

function createdIn(cluster: Cluster): Set<string> {
  const names = new Set(
    indexOf(cluster)
      .ofKind('', 'Namespace')
      .map(({ id }) => id.name),
  );
  for (const { id, body } of cluster.objects) {
    if (MAKERS.has(id.kind) && !isFluxGroup(id.group)) names.add(id.name);
    if (id.group !== HELM_GROUP || textAt(body, 'spec', 'install', 'createNamespace') !== 'true') continue;
    const target = textAt(body, 'spec', 'targetNamespace');
    // A release cannot create the namespace in which its own HelmRelease must be stored.
    if (target !== undefined && target !== id.namespace) names.add(target);
  }
  return names;
}
