import {
  type Cluster,
  defineRule,
  type FluxModel,
  indexOf,
  itemsAt,
  placeOfSpan,
  type Rule,
  textAt,
} from '@fluxvet/core';

export const remoteBase: Rule = defineRule({
  id: 'remote-base',
  title: 'A kustomization takes in files from another place',
  why: 'Each build fetches them anew without credentials or verification, and fails when the other place does.',
  category: 'reliability',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    remote: "The kustomization fetches '{address}' each time it is built.",
    refused:
      "The kustomization fetches '{address}', which kustomize-controller refuses: it runs with '--no-remote-bases'.",
  },
  *check(model, { finding }) {
    for (const { address = '', span, clusters } of model.remotes) {
      const at = placeOfSpan(model, span);
      if (!at || clusters.length === 0) continue;
      const refusing = refusingClusters(model).filter((name) => clusters.includes(name));
      const accepting = clusters.filter((name) => !refusing.includes(name));
      const data = { address: withoutCredentials(address) };
      if (refusing.length > 0) yield finding('refused', at, { data, clusters: refusing });
      // A commit brings the same files for ever.
      const atMost = isPinned(address) ? 'note' : 'warning';
      if (accepting.length > 0) yield finding('remote', at, { data, clusters: accepting, atMost });
    }
  },
});

/** The clusters whose Flux refuses bases from elsewhere. */
function refusingClusters({ clusters }: FluxModel): string[] {
  return clusters.filter(isRefusing).map(({ name }) => name);
}

function isRefusing(cluster: Cluster): boolean {
  const controller = indexOf(cluster)
    .ofKind('apps', 'Deployment')
    .find(({ id }) => id.name === 'kustomize-controller');
  const containers = itemsAt(controller?.body, 'spec', 'template', 'spec', 'containers');
  const args = containers.flatMap((container) => itemsAt(container, 'args'));
  return args.some((item) => /^--no-remote-bases(=true)?$/.test(textAt(item) ?? ''));
}

/** Whether an address names a commit. */
function isPinned(address: string): boolean {
  return /[?&](ref|version)=[0-9a-f]{40}\b|\/[0-9a-f]{40}\//.test(address);
}

function withoutCredentials(address: string): string {
  return address.replace(/:\/\/[^/@]*@/, '://');
}
