/**
 * Whether the Flux of a cluster serves the API version of an object.
 *
 * @module
 */
import {
  type Cluster,
  fluxKind,
  type KindVersion,
  type KubernetesObject,
  NEWEST_MINOR,
  newestVersion,
  serves,
} from '@fluxvet/core';

export interface ServedVersion {
  readonly state: 'served' | 'deprecated' | 'removed' | 'too-new' | 'never-existed';
  /** The Flux that it was judged by, as messages name it. */
  readonly by: string;
  /** Whether that is the cluster's own Flux. */
  readonly isOwn: boolean;
  /** The version to use instead. */
  readonly newest: string | undefined;
  readonly known: KindVersion | undefined;
  /** What the definition in the cluster says of a deprecated version. */
  readonly warning?: string;
}

/** Judges the version of a Flux object; nothing for other kinds. */
export function servedVersion(
  object: KubernetesObject,
  cluster: Cluster | undefined,
): ServedVersion | undefined {
  const kind = fluxKind(object.id);
  if (!kind || kind.component === 'flux-operator') return undefined;
  const { version } = object;
  const known = kind.versions.find((each) => each.version === version);
  const release = cluster?.flux.version;
  const minor = release?.minor ?? NEWEST_MINOR;
  const isOwn = release !== undefined;
  const by = release ? `Flux ${release.text}` : `Flux 2.${NEWEST_MINOR}, the newest that is known,`;
  const definition = cluster?.flux.kinds.get(`${object.id.group}/${object.id.kind}`);
  if (definition) {
    const served = definition.versions.filter((each) => each.served);
    const newest = served.find((each) => !each.deprecated)?.name ?? served.at(-1)?.name;
    const own = served.find((each) => each.name === version);
    const base = { by, isOwn: true, newest, known };
    if (own?.deprecated) {
      return {
        ...base,
        state: 'deprecated',
        ...(own.deprecationWarning && { warning: own.deprecationWarning }),
      };
    }
    if (own) return { ...base, state: 'served' };
    return { ...base, state: !known ? 'never-existed' : isNewer(known, minor) ? 'too-new' : 'removed' };
  }
  const base = { by, isOwn, newest: newestVersion(kind, minor), known };
  if (!known) return { ...base, state: 'never-existed' };
  if (serves(kind, version, minor)) {
    const isDeprecated = known.deprecated !== undefined && minor !== 'old' && known.deprecated <= minor;
    return { ...base, state: isDeprecated ? 'deprecated' : 'served' };
  }
  return { ...base, state: isNewer(known, minor) ? 'too-new' : 'removed' };
}

function isNewer({ since }: KindVersion, minor: number | 'old'): boolean {
  return since !== 'old' && (minor === 'old' || since > minor);
}
