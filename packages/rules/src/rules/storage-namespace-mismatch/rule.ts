import { defineRule, helmReleasesOf, isSettled, mayBeSet, nameOf, type Rule } from '@fluxvet/core';

export const storageNamespaceMismatch: Rule = defineRule({
  id: 'storage-namespace-mismatch',
  title: 'A Helm release is kept in another namespace than the one that it is installed to',
  why: 'The helm command finds no release in the namespace where its objects run, and people install a second one.',
  category: 'style',
  severity: 'note',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    mismatch: "HelmRelease '{app}' installs to '{target}', and keeps its release in '{namespace}'.",
  },
  *check(model, { finding }) {
    for (const { app } of helmReleasesOf(model)) {
      const { object, spec } = app;
      const { namespace } = object.id;
      const target = spec.targetNamespace;
      if (!target || namespace === undefined || target === namespace || spec.suspend) continue;
      if (!isSettled(object) || mayBeSet(object.body, 'spec', 'storageNamespace')) continue;
      yield finding(
        'mismatch',
        { in: object, path: ['spec', 'targetNamespace'] },
        { data: { app: nameOf(object), target, namespace } },
      );
    }
  },
});
