/**
 * Which addresses are those of the repository itself, and what says so.
 * A path that exists here proves nothing by itself: other repositories have an `apps` directory, too.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import { nodeAt, textAt } from '../../yaml/nodes/node-path.js';
import { followedRef, showRef } from './followed-ref.js';
import { normalizeUrl } from './normalize-url.js';

/** What says that an address is that of the repository itself, the strongest first. */
export const OWN_EVIDENCE = [
  /** The configuration names it. */
  'configuration',
  /** The cluster syncs from it: by the objects of bootstrap, or by a FluxInstance. */
  'sync',
  /** A remote of the checkout has it. */
  'remote',
  /** A Flux Kustomization applies from it the directory that it comes from itself. */
  'self-applied',
  /** Another cluster of the repository syncs from it. */
  'other-cluster',
  /** All paths that are applied from it exist here, and nothing says anything else. */
  'paths',
] as const;

/** What says that an address is that of the repository itself. */
export type OwnEvidence = (typeof OWN_EVIDENCE)[number];

/** An address of the repository itself. */
export interface OwnAddress {
  /** Normalised: see {@link normalizeUrl}. */
  readonly url: string;
  /** What the files available locally are of it, as {@link refOf} says it; absent where nothing tells. */
  readonly ref: string | undefined;
  readonly by: OwnEvidence;
}

/** What the known addresses say of a source. */
export type OwnVerdict =
  | { readonly kind: 'own' }
  | { readonly kind: 'other' }
  /** The repository itself, at something else than what is available locally. */
  | { readonly kind: 'other-ref'; readonly ref: string };

/** Whether a source fetches the repository itself, as it is available locally. */
export function judgeSource(source: KubernetesObject, addresses: readonly OwnAddress[]): OwnVerdict {
  const address = addressOf(source);
  const same = address === undefined ? [] : addresses.filter(({ url }) => url === normalizeUrl(address));
  if (same.length === 0) return { kind: 'other' };
  const refs = same.flatMap(({ ref }) => (ref === undefined ? [] : [ref]));
  const [first] = refs;
  // Artifacts and buckets are filled from a repository, whatever their tags say.
  if (first === undefined || source.id.kind !== 'GitRepository' || refs.includes(refOf(source)))
    return { kind: 'own' };
  return { kind: 'other-ref', ref: first };
}

/** Where a source fetches from: its URL, or the bucket at its endpoint. */
export function addressOf({ id, body }: KubernetesObject): string | undefined {
  if (id.kind !== 'Bucket') return textAt(body, 'spec', 'url');
  const endpoint = textAt(body, 'spec', 'endpoint');
  const bucket = textAt(body, 'spec', 'bucketName');
  return endpoint === undefined || bucket === undefined ? undefined : `${endpoint}/${bucket}`;
}

/** Why the address of a source cannot be known: it holds a variable that only the cluster has. */
export function unknownAddress({ id, body }: KubernetesObject): string | undefined {
  const fields = id.kind === 'Bucket' ? ['endpoint', 'bucketName'] : ['url'];
  for (const field of fields) {
    const node = nodeAt(body, 'spec', field);
    if (node?.kind !== 'scalar') continue;
    if (node.unknown !== undefined) return node.unknown;
    // Nothing substitutes what is in the cluster before Flux is; a script or Terraform does.
    if (/\$\{[^}]*\}/.test(node.value)) return `'${node.value}' is filled in before it is applied`;
  }
  return undefined;
}

/** What a source follows, in one text; a GitRepository without a ref follows the branch `master`. */
export function refOf(object: KubernetesObject): string {
  return showRef(followedRef(object));
}
