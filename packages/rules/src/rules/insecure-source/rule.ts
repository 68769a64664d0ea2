import {
  defineRule,
  fluxObjectsOf,
  IMAGE_GROUP,
  type KubernetesObject,
  nameOf,
  type Path,
  type Rule,
  SOURCE_GROUP,
  textAt,
} from '@fluxvet/core';
import { hostOf, isLocalHost } from '../../questions/objects/source-host.js';

export const insecureSource: Rule = defineRule({
  id: 'insecure-source',
  title: 'A source is fetched without protection',
  why: 'Whoever sits on the way can change what the cluster runs, and read the credentials.',
  category: 'security',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    http: "{kind} '{source}' is fetched over http, which nothing protects.",
    insecure: "{kind} '{source}' is fetched without TLS, because 'insecure' is set.",
    credentials: "{kind} '{source}' passes its credentials on to every host that its index names.",
  },
  *check(model, { finding }) {
    for (const { cluster, object } of fluxObjectsOf(model)) {
      if (!cluster || !hasAddress(object)) continue;
      const data = { kind: object.id.kind, source: nameOf(object) };
      const host = hostOf(addressOf(object));
      if (host !== undefined && isLocalHost(host)) continue;
      const at = (path: Path): { in: KubernetesObject; path: Path } => ({ in: object, path });
      const url = textAt(object.body, 'spec', 'url');
      if (url?.startsWith('http://')) yield finding('http', at(['spec', 'url']), { data });
      if (isOn(object, 'insecure') && hasEffect(object))
        yield finding('insecure', at(['spec', 'insecure']), { data });
      if (isOn(object, 'passCredentials'))
        yield finding('credentials', at(['spec', 'passCredentials']), { data });
    }
  },
});

const KINDS = ['GitRepository', 'OCIRepository', 'HelmRepository', 'Bucket'];

function hasAddress({ id }: KubernetesObject): boolean {
  return id.group === SOURCE_GROUP
    ? KINDS.includes(id.kind)
    : id.group === IMAGE_GROUP && id.kind === 'ImageRepository';
}

/** Buckets and images are named without a scheme. */
function addressOf({ body }: KubernetesObject): string {
  const bare = textAt(body, 'spec', 'endpoint') ?? textAt(body, 'spec', 'image');
  return textAt(body, 'spec', 'url') ?? (bare === undefined ? '' : `host://${bare}`);
}

function isOn({ body }: KubernetesObject, field: string): boolean {
  return textAt(body, 'spec', field) === 'true';
}

/** A HelmRepository honours the field for registries only. */
function hasEffect({ id, body }: KubernetesObject): boolean {
  return id.kind !== 'HelmRepository' || textAt(body, 'spec', 'type') === 'oci';
}
