import {
  type AppliedObject,
  type Cluster,
  couldExist,
  defineRule,
  HELM_GROUP,
  indexOf,
  isFluxGroup,
  isNull,
  KUSTOMIZE_GROUP,
  nameOf,
  nodeAt,
  type Path,
  type Rule,
  scopeOf,
  textAt,
} from '@fluxvet/core';
import { showList } from '../../questions/texts/show-list.js';

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

interface Use {
  readonly object: AppliedObject;
  readonly path: Path;
}

/** Every namespace that is used, with the use that tells most: one by Flux's own objects, or else the first. */
function usesOf(cluster: Cluster): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>();
  const add = (namespace: string, use: Use): void => {
    const known = uses.get(namespace);
    if (!known || (isApp(use.object) && !isApp(known.object))) uses.set(namespace, use);
  };
  for (const object of cluster.objects) {
    const { id, body } = object;
    const written = textAt(body, 'metadata', 'namespace');
    // A kind that is not known may belong to no namespace.
    if (written && scopeOf(id, cluster) === 'namespaced')
      add(written, { object, path: ['metadata', 'namespace'] });
    if (id.group !== HELM_GROUP || !isNull(nodeAt(body, 'spec', 'kubeConfig'))) continue;
    const target = textAt(body, 'spec', 'targetNamespace');
    if (target) add(target, { object, path: ['spec', 'targetNamespace'] });
  }
  return uses;
}

function isApp({ id }: AppliedObject): boolean {
  return id.group === HELM_GROUP || id.group === KUSTOMIZE_GROUP;
}
