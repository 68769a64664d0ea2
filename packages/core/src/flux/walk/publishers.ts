/**
 * What other people's repositories can bring: a project that is published for everybody knows neither your names nor your
 * Flux. It brings definitions, workloads and namespaces, but no Flux objects of yours, and no settings that your apps read.
 *
 * @module
 */
import { FLUX_KINDS } from '../kinds/kinds.data.js';
import { normalizeUrl } from '../sources/normalize-url.js';
import type { OwnAddress } from '../sources/own-repository.js';
import type { Opening } from '../unknown/opening.js';

/** Where repositories and artifacts of many owners are published. */
const PUBLIC_HOSTS = new Set([
  'github.com',
  'raw.githubusercontent.com',
  'gitlab.com',
  'codeberg.org',
  'bitbucket.org',
  'ghcr.io',
  'quay.io',
  'docker.io',
  'registry.k8s.io',
]);

/** What Flux publishes of itself: the kinds of the objects of every release, and no others. */
const OF_FLUX = [
  'Namespace',
  'CustomResourceDefinition',
  'ServiceAccount',
  'ClusterRole',
  'ClusterRoleBinding',
  'Service',
  'Deployment',
  'NetworkPolicy',
  'ResourceQuota',
];

const OF_YOURS = [...new Set([...FLUX_KINDS.map(({ kind }) => kind), 'ConfigMap', 'Secret'])];

/** How what an address brings is limited. */
export function limitOf(
  address: string | undefined,
  own: readonly OwnAddress[],
): Pick<Opening, 'kinds' | 'unlikely'> {
  const publisher = address === undefined ? undefined : publisherOf(address);
  if (!publisher) return {};
  if (publisher.owner === 'fluxcd' && /\/(flux2|flux-manifests)(\/|$)/.test(publisher.path))
    return { kinds: OF_FLUX };
  const owners = own.flatMap(({ url }) => publisherOf(url)?.owner ?? []);
  // Without an address of one's own, nobody can tell whose the other one is.
  if (owners.length === 0 || owners.includes(publisher.owner)) return {};
  return { unlikely: OF_YOURS };
}

/** The address in a text about a remote base or file. */
export function addressIn(message: string): string | undefined {
  return /(?:[a-z+]+:\/\/|git@)?[\w.-]+\.[a-z]{2,}[:/][^\s'"?]+/i.exec(message)?.[0];
}

function publisherOf(address: string): { readonly owner: string; readonly path: string } | undefined {
  const path = normalizeUrl(
    address.includes('://') || address.includes('@') ? address : `https://${address}`,
  );
  const [host = '', owner = ''] = path.split('/');
  if (!PUBLIC_HOSTS.has(host.toLowerCase()) || owner === '') return undefined;
  return { owner: owner.toLowerCase(), path };
}
