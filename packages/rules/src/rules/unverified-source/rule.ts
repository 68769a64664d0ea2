import {
  type AppliedObject,
  defineRule,
  HELM_GROUP,
  hasUnknownAt,
  isSettled,
  itemsAt,
  mayBeSet,
  nameOf,
  nodeAt,
  type Path,
  type Rule,
  SOURCE_GROUP,
  textAt,
} from '@fluxvet/core';

export const unverifiedSource: Rule = defineRule({
  id: 'unverified-source',
  title: 'Nobody checks who made what is fetched',
  why: 'Whoever gets hold of the registry or the Git host decides what runs in the cluster.',
  category: 'security',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    anyone: "{kind} '{source}' accepts a signature of anyone: it names neither a key nor an identity.",
    unsigned: "{kind} '{source}' of a production cluster is fetched without a check of its signature.",
  },
  *check(model, { finding }) {
    for (const { objects, sources, environment } of model.clusters) {
      for (const object of objects) {
        const path = verifyPath(object);
        if (!path || !acceptsAnyone(object, path)) continue;
        const data = { kind: object.id.kind, source: nameOf(object) };
        yield finding('anyone', { in: object, path, on: 'key' }, { data });
      }
      for (const { object, content } of environment === 'production' ? sources : []) {
        if (object.id.kind !== 'OCIRepository' && object.id.kind !== 'GitRepository') continue;
        const isOwn = content.kind === 'tree' && content.self;
        if (isOwn || !isSettled(object) || mayBeSet(object.body, 'spec', 'verify')) continue;
        const data = { kind: object.id.kind, source: nameOf(object) };
        // Few publishers sign what they release.
        yield finding('unsigned', { in: object, path: ['spec', 'url'] }, { data, atMost: 'note' });
      }
    }
  },
});

/** Where an object says how signatures are checked. */
function verifyPath({ id }: AppliedObject): Path | undefined {
  if (id.group === HELM_GROUP && id.kind === 'HelmRelease') return ['spec', 'chart', 'spec', 'verify'];
  const checks = id.kind === 'OCIRepository' || id.kind === 'HelmChart';
  return id.group === SOURCE_GROUP && checks ? ['spec', 'verify'] : undefined;
}

/** Without a key, cosign checks that somebody signed; only the identities say who that must be. */
function acceptsAnyone({ body }: AppliedObject, path: Path): boolean {
  const verify = nodeAt(body, ...path);
  if (verify?.kind !== 'map' || hasUnknownAt(verify)) return false;
  if ((textAt(verify, 'provider') ?? 'cosign') !== 'cosign') return false;
  if (nodeAt(verify, 'secretRef') !== undefined) return false;
  return itemsAt(verify, 'matchOIDCIdentity').length === 0;
}
