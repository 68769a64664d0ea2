import { annotationsOf, baseName, type Cluster, defineRule, indexOf, nameOf, type Rule } from '@fluxvet/core';
import { showList } from '../../questions/texts/show-list.js';

export const fluxV1Leftover: Rule = defineRule({
  id: 'flux-v1-leftover',
  title: 'Something is left of Flux v1',
  why: 'Flux v2 does not look at it: images are not updated and releases not installed, without a word.',
  category: 'upgrade',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    object: "{kind} '{name}' is of the group {group} of Flux v1, which Flux v2 does not serve.",
    annotations: "{kind} '{name}' has {annotations} for Flux v1, which Flux v2 does not read.",
    file: "'{file}' told Flux v1 how to make manifests; Flux v2 does not read it.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      for (const object of cluster.objects) {
        const { group, kind } = object.id;
        const data = { kind, name: nameOf(object) };
        if (isOfV1(group) && !isServed(cluster, group))
          yield finding('object', { in: object, path: ['apiVersion'] }, { data: { ...data, group } });
        const keys = [...annotationsOf(object.body).keys()].filter(isV1Annotation);
        const [first] = keys;
        if (first === undefined) continue;
        const at = { in: object, path: ['metadata', 'annotations', first], on: 'key' as const };
        yield finding('annotations', at, { data: { ...data, annotations: showList(keys) } });
      }
    }
    // Where nothing is for Flux v2, the repository may well be for Flux v1.
    for (const path of model.clusters.length > 0 ? model.tree.paths : []) {
      const file = baseName(path) === '.flux.yaml' ? model.tree.read(path) : undefined;
      if (file) yield finding('file', { in: file }, { data: { file: path } });
    }
  },
});

function isOfV1(group: string): boolean {
  return group === 'helm.fluxcd.io' || group === 'flux.weave.works';
}

/** The Helm operator of Flux v1 runs beside Flux v2 as long as its definition is there. */
function isServed(cluster: Cluster, group: string): boolean {
  return indexOf(cluster)
    .ofKind('apiextensions.k8s.io', 'CustomResourceDefinition')
    .some(({ id }) => id.name.endsWith(`.${group}`));
}

function isV1Annotation(key: string): boolean {
  if (key.startsWith('flux.weave.works/') || key.startsWith('filter.fluxcd.io/')) return true;
  return /^fluxcd\.io\/(automated|ignore|locked(_user|_msg)?|tag\..+)$/.test(key);
}
