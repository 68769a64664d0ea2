/**
 * Which keys the controllers of Flux read from the Secrets that their objects name.
 * Source: the specifications of the controllers, and fluxcd/pkg/runtime/secrets.
 *
 * @module
 */
import { nodeAt, type Reference, textAt } from '@fluxvet/core';

/** What a Secret must have: all keys of one of the sets. A key `*.x` stands for any that ends so. */
export interface SecretDemand {
  readonly anyOf: readonly (readonly string[])[];
  /** Whether Flux certainly fails without; else it may do with what is there. */
  readonly strict: boolean;
}

const strict = (...anyOf: readonly (readonly string[])[]): SecretDemand => ({ anyOf, strict: true });
const lenient = (...anyOf: readonly (readonly string[])[]): SecretDemand => ({ anyOf, strict: false });

const CERTIFICATES = [['ca.crt'], ['tls.crt', 'tls.key'], ['caFile'], ['certFile', 'keyFile']] as const;
const BASIC = ['username', 'password'] as const;
const REGISTRY = ['.dockerconfigjson'] as const;
const DECRYPTION = [
  ['*.agekey'],
  ['*.asc'],
  ['sops.vault-token'],
  ['sops.aws-kms'],
  ['sops.azure-kv'],
  ['sops.gcp-kms'],
] as const;

/** What the object behind a reference needs of its Secret; nothing where that is not certain. */
export function secretDemand({ from, path }: Reference): SecretDemand | undefined {
  const field = path.slice(0, -1).join('.');
  const { kind } = from.id;
  if (field === 'spec.certSecretRef') return lenient(...CERTIFICATES);
  if (field === 'spec.proxySecretRef') return strict(['address']);
  if (field === 'spec.kubeConfig.secretRef') {
    if (nodeAt(from.body, 'spec', 'kubeConfig', 'secretRef', 'key')) return undefined;
    return strict(['value'], ['value.yaml']);
  }
  if (field === 'spec.decryption.secretRef') return lenient(...DECRYPTION);
  if (field !== 'spec.secretRef') return undefined;
  const provider = knownText(from, 'provider', 'generic');
  if (kind === 'GitRepository') return gitDemand(textAt(from.body, 'spec', 'url') ?? '', provider);
  if (kind === 'Receiver') return strict(['token']);
  if (kind === 'Bucket') return provider === 'generic' ? strict(['accesskey', 'secretkey']) : undefined;
  if (kind === 'OCIRepository' || kind === 'ImageRepository') return strict(REGISTRY);
  if (kind !== 'HelmRepository') return undefined;
  const type = knownText(from, 'type', 'default');
  if (type === 'oci') return lenient(REGISTRY, BASIC);
  return type === 'default' ? lenient(BASIC, ...CERTIFICATES) : undefined;
}

function gitDemand(url: string, provider: string | undefined): SecretDemand | undefined {
  if (url.startsWith('ssh://')) return strict(['identity', 'known_hosts']);
  if (provider === 'github') return strict(['githubAppID', 'githubAppPrivateKey']);
  if (!/^https?:\/\//.test(url) || provider !== 'generic') return undefined;
  return lenient(BASIC, ['bearerToken'], ...CERTIFICATES);
}

/** The text of a field of the spec; nothing where it is not known. */
function knownText({ body }: Reference['from'], field: string, fallback: string): string | undefined {
  return nodeAt(body, 'spec', field) ? textAt(body, 'spec', field) : fallback;
}
