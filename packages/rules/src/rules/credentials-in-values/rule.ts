import {
  defineRule,
  HELM_GROUP,
  helmReleasesOf,
  isKind,
  KUSTOMIZE_GROUP,
  type KubernetesObject,
  nameOf,
  nodeAt,
  objectsOf,
  type Path,
  placeOfSpan,
  type Rule,
  scalarsOf,
  showPathOf,
} from '@fluxvet/core';
import { EMPTY, isCredential } from './is-credential.js';
import { textsOfValues } from './texts-of-values.js';

export const credentialsInValues: Rule = defineRule({
  id: 'credentials-in-values',
  title: 'A credential stands among plain values',
  why: 'Whoever can read the repository or the object in the cluster can use it.',
  category: 'security',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: { credential: "{kind} '{name}' seems to hold a credential in plain text in '{field}'." },
  *check(model, { finding }) {
    for (const { object } of objectsOf(model)) {
      const root = valuesOf(object);
      const values = root && nodeAt(object.body, ...root);
      if (!root || !values) continue;
      for (const { node, path } of scalarsOf(values, root)) {
        // What a variable brought is told where the variable is defined.
        if (node.unknown !== undefined || node.origin.step?.kind === 'substituted') continue;
        if (!isCredential(object.body, path, node)) continue;
        const data = { kind: object.id.kind, name: nameOf(object), field: showPathOf(path) };
        yield finding('credential', { in: object, path }, { data });
      }
    }
    for (const { cluster, app } of helmReleasesOf(model)) {
      for (const { node, path } of textsOfValues(cluster, app)) {
        if (!isCredential(EMPTY, path, node)) continue;
        const at = placeOfSpan(model, node.origin.span);
        const clusters = [cluster.name];
        const data = {
          kind: 'HelmRelease',
          name: nameOf(app.object),
          field: showPathOf(['values', ...path]),
        };
        if (at) yield finding('credential', at, { data, clusters, identity: [showPathOf(path)] });
      }
    }
  },
});

/** Where an object keeps the values that people write. */
function valuesOf(object: KubernetesObject): Path | undefined {
  if (isKind(object, HELM_GROUP, 'HelmRelease')) return ['spec', 'values'];
  if (isKind(object, KUSTOMIZE_GROUP, 'Kustomization')) return ['spec', 'postBuild', 'substitute'];
  return object.id.kind === 'ConfigMap' && object.id.group === '' ? ['data'] : undefined;
}
