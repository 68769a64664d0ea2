/**
 * Which keys a ConfigMap or a Secret has once it is in the cluster.
 *
 * @module
 */
import {
  type AppliedObject,
  annotationsOf,
  type Cluster,
  entriesAt,
  indexOf,
  isNull,
  itemsAt,
  nodeAt,
  type ObjectId,
  textAt,
} from '@fluxvet/core';

/** The keys of a Secret; nothing where others may be added in the cluster. */
export function secretKeys({ id, body }: AppliedObject): readonly string[] | undefined {
  if (id.group !== '' || id.kind !== 'Secret') return undefined;
  if (textAt(body, 'type') === 'kubernetes.io/service-account-token') return undefined;
  if ([...annotationsOf(body).keys()].some((key) => FILLED.test(key))) return undefined;
  const entries = [...entriesAt(body, 'data'), ...entriesAt(body, 'stringData')];
  if (entries.some(({ key }) => key.unknown !== undefined)) return undefined;
  // An empty Secret is a place for something else to write to.
  return entries.length === 0 ? undefined : entries.map(({ key }) => key.value);
}

const FILLED = /reflect|replicat|copyFrom|vault|avp\.kubernetes|\/ssa$/;

/** The keys of a ConfigMap that Flux reads, which are those of texts; nothing where others may be added in the cluster. */
export function configMapKeys({ id, body }: AppliedObject): readonly string[] | undefined {
  if (id.group !== '' || id.kind !== 'ConfigMap') return undefined;
  if ([...annotationsOf(body).keys()].some((key) => FILLED.test(key))) return undefined;
  const entries = entriesAt(body, 'data');
  if (entries.some(({ key }) => key.unknown !== undefined || key.value.includes('${'))) return undefined;
  return entries.length === 0 && entriesAt(body, 'binaryData').length === 0
    ? undefined
    : entries.map(({ key }) => key.value);
}

/** The keys of a Secret that is made of an ExternalSecret or a SealedSecret of the files; nothing where not all are named. */
export function madeSecretKeys(
  cluster: Cluster,
  wanted: ObjectId,
): { readonly maker: AppliedObject; readonly keys: readonly string[] } | undefined {
  if (wanted.kind !== 'Secret') return undefined;
  const makers = [
    ...indexOf(cluster).ofKind('external-secrets.io', 'ExternalSecret'),
    ...indexOf(cluster).ofKind('bitnami.com', 'SealedSecret'),
  ].filter(({ id, body }) => {
    const name =
      textAt(body, 'spec', 'target', 'name') ?? textAt(body, 'spec', 'template', 'metadata', 'name');
    return id.namespace === wanted.namespace && (name ?? id.name) === wanted.name;
  });
  const [maker, second] = makers;
  const keys = maker && !second ? keysMadeBy(maker) : undefined;
  return maker && keys && { maker, keys };
}

function keysMadeBy({ id, body }: AppliedObject): string[] | undefined {
  const template = ['spec', ...(id.kind === 'SealedSecret' ? [] : ['target']), 'template'];
  const templated = entriesAt(body, ...template, 'data').map(({ key }) => key.value);
  if (id.kind === 'SealedSecret')
    return [...templated, ...entriesAt(body, 'spec', 'encryptedData').map(({ key }) => key.value)];
  // What is found in the store, or by a template elsewhere, is not named here.
  if (itemsAt(body, 'spec', 'dataFrom').length > 0 || !isNull(nodeAt(body, ...template, 'templateFrom')))
    return undefined;
  if (textAt(body, 'spec', 'target', 'creationPolicy') === 'Merge') return undefined;
  const listed = itemsAt(body, 'spec', 'data').flatMap((item) => textAt(item, 'secretKey') ?? []);
  const merged = textAt(body, ...template, 'mergePolicy') === 'Merge';
  return templated.length > 0 && !merged ? templated : [...templated, ...listed];
}
