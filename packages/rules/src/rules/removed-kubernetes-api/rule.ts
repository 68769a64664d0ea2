import { defineRule, type Edits, nameOf, objectsOf, type Place, type Rule } from '@fluxvet/core';
import { REMOVED_VERSIONS } from './removed-kinds.data.js';

export const removedKubernetesApi: Rule = defineRule({
  id: 'removed-kubernetes-api',
  title: 'An object is written in an API version that Kubernetes has removed',
  why: 'The API server refuses it, and with it everything that is applied together with it.',
  category: 'upgrade',
  // Which Kubernetes a cluster runs does not stand in its files.
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    moved: "{kind} '{name}' is written in {apiVersion}, which Kubernetes removed in {gone}; use {use}.",
    gone: "{kind} '{name}' is written in {apiVersion}, which Kubernetes removed in {gone} without replacement.",
  },
  *check(model, { finding }) {
    for (const { cluster, object } of objectsOf(model)) {
      const { group, kind } = object.id;
      const apiVersion = `${group}/${object.version}`;
      const removed = REMOVED.get(`${apiVersion}/${kind}`);
      // A definition in the files brings a kind of its own of the same name.
      if (!removed || cluster?.flux.kinds.has(`${group}/${kind}`)) continue;
      const at: Place = { in: object, path: ['apiVersion'] };
      const { gone, use, same } = removed;
      const data = { kind, name: nameOf(object), apiVersion, gone };
      if (use === undefined) {
        yield finding('gone', at, { data });
        continue;
      }
      const change = { title: `Write '${use}'`, edits: (edits: Edits) => edits.set(at, use) };
      yield finding('moved', at, {
        data: { ...data, use },
        ...(same
          ? { fix: { ...change, safety: 'safe' as const } }
          : { suggestions: [{ ...change, safety: 'unsafe' as const }] }),
      });
    }
  },
});

const REMOVED = new Map(
  REMOVED_VERSIONS.flatMap((each) => each.kinds.map((kind) => [`${each.apiVersion}/${kind}`, each] as const)),
);
