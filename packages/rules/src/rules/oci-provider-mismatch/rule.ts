import {
  type AppliedObject,
  type Cluster,
  certainMinor,
  defineRule,
  type FluxModel,
  IMAGE_GROUP,
  isSettled,
  type KubernetesObject,
  mayBeSet,
  nameOf,
  nodeAt,
  own,
  type Rule,
  SOURCE_GROUP,
  textAt,
} from '@fluxvet/core';
import { hostOf } from '../../questions/objects/source-host.js';

export const ociProviderMismatch: Rule = defineRule({
  id: 'oci-provider-mismatch',
  title: 'The provider of a registry does not fit its address',
  why: 'Flux cannot get credentials for the registry, and so fetches nothing from it.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    foreign: "{kind} '{source}' has the provider '{provider}', but '{host}' is not one of its registries.",
    anonymous:
      "{kind} '{source}' fetches from '{host}' without credentials, which this registry always demands.",
  },
  *check(model, { finding }) {
    for (const { cluster, object } of registryUsers(model)) {
      const host = registryOf(object);
      if (host === undefined || hasCredentials(object)) continue;
      const data = { kind: object.id.kind, source: nameOf(object), host };
      const node = nodeAt(object.body, 'spec', 'provider');
      const provider = textAt(object.body, 'spec', 'provider') ?? (node ? undefined : 'generic');
      const registries = provider === undefined ? undefined : own(REGISTRIES, provider);
      if (provider !== undefined && registries && !registries.test(host)) {
        const at = { in: object, path: ['spec', 'provider'] };
        // Older releases did not look at the host.
        const more = isStrict(cluster) ? {} : { atMost: 'warning' as const };
        yield finding('foreign', at, { data: { ...data, provider }, ...more });
      } else if (provider === 'generic' && PRIVATE.test(host)) {
        const field = object.id.kind === 'ImageRepository' ? 'image' : 'url';
        yield finding('anonymous', { in: object, path: ['spec', field] }, { data, atMost: 'note' });
      }
    }
  },
});

/** Source: the patterns of the cloud providers in github.com/fluxcd/pkg/auth. */
const REGISTRIES: Readonly<Record<string, RegExp>> = {
  aws: /^public\.ecr\.aws$|.dkr[.-]ecr(-fips)?\.[^.]*\.(amazonaws\.(com|eu)|sc2s\.sgov\.gov|c2s\.ic\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov|on\.aws)/,
  azure: /.\.azurecr\.(io|cn|de|us)$/,
  gcp: /^(.+\.)?gcr\.io$|.-docker\.pkg\.dev$|^docker\.s3nsregistry\.fr$/,
};

const PRIVATE = /\.dkr\.ecr(-fips)?\.[^.]+\.amazonaws\.com(\.cn)?$/;

function* registryUsers({ clusters }: FluxModel): Generator<{ cluster: Cluster; object: AppliedObject }> {
  for (const cluster of clusters)
    for (const object of cluster.objects) if (isSettled(object)) yield { cluster, object };
}

/** The host of the registry that an object fetches from. */
function registryOf({ id, body }: KubernetesObject): string | undefined {
  if (id.group === IMAGE_GROUP && id.kind === 'ImageRepository') {
    const image = textAt(body, 'spec', 'image');
    // The first part of an image is a host only if it looks like one.
    const [first, ...rest] = image?.split('/') ?? [];
    return first?.includes('.') && rest.length > 0 ? first.split(':')[0] : undefined;
  }
  const url = textAt(body, 'spec', 'url');
  const isRegistry = id.kind === 'OCIRepository' || (id.kind === 'HelmRepository' && isOci(body));
  return id.group === SOURCE_GROUP && isRegistry && url?.startsWith('oci://') ? hostOf(url) : undefined;
}

function isOci(body: KubernetesObject['body']): boolean {
  return textAt(body, 'spec', 'type') === 'oci';
}

function hasCredentials({ body }: KubernetesObject): boolean {
  return mayBeSet(body, 'spec', 'secretRef') || mayBeSet(body, 'spec', 'serviceAccountName');
}

function isStrict(cluster: Cluster): boolean {
  const minor = certainMinor(cluster.flux);
  return typeof minor === 'number' && minor >= 6;
}
