import {
  credentialInUrl,
  defineRule,
  HELM_GROUP,
  hasKnownToken,
  helmReleasesOf,
  isCredentialName,
  isKind,
  isPlace,
  isPlaceholder,
  KUSTOMIZE_GROUP,
  type KubernetesObject,
  looksRandom,
  type MapNode,
  nameOf,
  nodeAt,
  objectsOf,
  type Path,
  placeOfSpan,
  type RepoPath,
  type Rule,
  type ScalarNode,
  scalarsOf,
  showPathOf,
  textAt,
} from '@fluxvet/core';
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

const EMPTY: MapNode = {
  kind: 'map',
  entries: [],
  origin: { span: { file: '' as RepoPath, start: 0, end: 0 } },
};

const REFERENCES = /(ref|existing\w*|secretname|remote\w*|valuefrom)$/i;

function isCredential(body: MapNode, path: Path, { value, tag }: ScalarNode): boolean {
  if (tag !== '!!str' || value.length < MIN_LENGTH) return false;
  if (hasKnownToken(value) && !isPlaceholder(value)) return true;
  if (value.includes('\n')) return false;
  if (value.includes('://')) return credentialInUrl(value) !== undefined;
  if (path.some((step) => typeof step === 'string' && REFERENCES.test(step))) return false;
  const key = path.findLast((step) => typeof step === 'string') ?? '';
  // A list of environment variables names them beside their values.
  const name = key === 'value' ? (textAt(body, ...path.slice(0, -1), 'name') ?? key) : key;
  if (!isCredentialName(name) || isPlaceholder(value) || isPlace(value)) return false;
  return looksRandom(value) || (/passw|passphrase|pwd/i.test(name) && isPassword(value));
}

const MIN_LENGTH = 6;

/** A word alone is most often the name of something. */
function isPassword(value: string): boolean {
  return (
    /\d/.test(value) &&
    /[A-Za-z]/.test(value) &&
    !/^[a-z0-9]+(?:[-_.][a-z0-9]+)+$/.test(value) &&
    !/\s/.test(value)
  );
}
