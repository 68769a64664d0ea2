import {
  defineRule,
  type Fix,
  fluxObjectsOf,
  hasUnknownAt,
  isKind,
  type KubernetesObject,
  nameOf,
  type Rule,
  SOURCE_GROUP,
  textAt,
} from '@fluxvet/core';

export const ociHelmRepositoryType: Rule = defineRule({
  id: 'oci-helm-repository-type',
  title: 'The type of a HelmRepository does not suit its address',
  why: 'Flux finds no chart in it, and never installs what is made of it.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    untyped: "HelmRepository '{source}' has the address of an OCI registry, but is not of type 'oci'.",
    typed: "HelmRepository '{source}' is of type 'oci', but its address does not begin with 'oci://'.",
    maintained:
      "HelmRepository '{source}' is of type 'oci', which Flux only maintains; an OCIRepository can do more.",
  },
  *check(model, { finding }) {
    for (const { cluster, object } of fluxObjectsOf(model)) {
      const url = textAt(object.body, 'spec', 'url');
      if (!isKind(object, SOURCE_GROUP, 'HelmRepository') || url === undefined) continue;
      if (hasUnknownAt(object.body, 'spec', 'type')) continue;
      const isTyped = textAt(object.body, 'spec', 'type') === 'oci';
      const isOci = url.startsWith('oci://');
      const at = { in: object, path: ['spec', isTyped ? 'type' : 'url'] };
      // What no cluster applies as it stands may be completed where it is used.
      const more = { data: { source: nameOf(object) }, ...(!cluster && { atMost: 'warning' as const }) };
      if (isOci && !isTyped) yield finding('untyped', at, { ...more, suggestions: [typeOci(object)] });
      else if (isTyped && !isOci) yield finding('typed', at, more);
      // It works, and goes on working: advice, no more.
      else if (isTyped && cluster) yield finding('maintained', at, { ...more, atMost: 'note' });
    }
  },
});

function typeOci(object: KubernetesObject): Fix {
  const written = textAt(object.body, 'spec', 'type') !== undefined;
  return {
    title: "Write 'type: oci'",
    safety: 'unsafe',
    edits: (edits) =>
      written
        ? edits.set({ in: object, path: ['spec', 'type'] }, 'oci')
        : edits.add({ in: object, path: ['spec'] }, 'type', 'oci'),
  };
}
