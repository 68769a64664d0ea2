import { defineRule, findObject, helmReleasesOf, mayBeSet, nameOf, type Rule } from '@fluxvet/core';

export const helmCreateNamespace: Rule = defineRule({
  id: 'helm-create-namespace',
  title: 'A namespace is created by Helm instead of by Git',
  why: 'The namespace has no labels, quotas or policies, and stays behind when the release is deleted.',
  category: 'style',
  severity: 'note',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    created: "HelmRelease '{app}' lets Helm create the namespace '{namespace}'.",
    own: "HelmRelease '{app}' lets Helm create the namespace '{namespace}', in which it stands itself: it must exist before.",
  },
  *check(model, { finding }) {
    for (const { cluster, app } of helmReleasesOf(model)) {
      const { object, spec } = app;
      const namespace = spec.targetNamespace;
      if (spec.install?.createNamespace !== true || spec.suspend) continue;
      // That of another cluster is not seen here.
      if (!namespace || mayBeSet(object.body, 'spec', 'kubeConfig')) continue;
      if (namespace === object.id.namespace) {
        const at = { in: object, path: ['spec', 'install', 'createNamespace'] };
        yield finding('own', at, { data: { app: nameOf(object), namespace } });
        continue;
      }
      if (findObject(cluster, { group: '', kind: 'Namespace', name: namespace })) continue;
      yield finding(
        'created',
        { in: object, path: ['spec', 'install', 'createNamespace'] },
        { data: { app: nameOf(object), namespace } },
      );
    }
  },
});
