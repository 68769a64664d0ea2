/**
 * Whether the Flux of a cluster serves the API version of an object, and what it may be written in.
 *
 * @module
 */
import {
  type Cluster,
  type FluxKind,
  type FluxMinor,
  type FluxModel,
  fluxKind,
  type KindVersion,
  type KubernetesObject,
  NEWEST_MINOR,
  newestVersion,
  nodeAt,
  type RepoPath,
  serves,
} from '@fluxvet/core';

export interface ServedVersion {
  readonly state: 'served' | 'deprecated' | 'removed' | 'too-new' | 'never-existed';
  /** The Flux that it was judged by, as messages name it. */
  readonly by: string;
  /** Whether that is the cluster's own Flux. */
  readonly isOwn: boolean;
  /** The version to use instead: the newest that every cluster serves that takes the file in, where there is one. */
  readonly newest: string | undefined;
  /** Whether that version is known to suit every cluster that takes the file in. */
  readonly suitsAll: boolean;
  readonly known: KindVersion | undefined;
  /** What the definition in the cluster says of a deprecated version. */
  readonly warning?: string;
}

/** Judges the version of a Flux object; nothing for other kinds, nor for what a cluster judges that takes the same file in. */
export function servedVersion(
  object: KubernetesObject,
  cluster: Cluster | undefined,
  model: FluxModel,
): ServedVersion | undefined {
  const kind = fluxKind(object.id);
  if (!kind || kind.component === 'flux-operator') return undefined;
  const { version } = object;
  // What is filled in later can be any version.
  if (/[$<{]/.test(version)) return undefined;
  const readers = readersOf(object, model);
  if (!cluster && readers.length > 0) return undefined;
  const { minor, by, isOwn } = releaseOf(cluster, model);
  const known = kind.versions.find((each) => each.version === version);
  const served = new Set(servedBy(kind, cluster, minor));
  const common = [...served]
    .filter((each) =>
      readers.every((reader) => servedBy(kind, reader, releaseOf(reader, model).minor).includes(each)),
    )
    .at(-1);
  const definition = definitionIn(cluster, kind);
  const newest = common ?? [...served].at(-1) ?? (known ? undefined : newestVersion(kind, minor));
  const suitsAll = common !== undefined && readers.every((reader) => releaseOf(reader, model).isOwn);
  const base = { by, isOwn: isOwn || definition !== undefined, newest, suitsAll, known };
  const own = definition?.versions.find((each) => each.name === version && each.served);
  if (own?.deprecated) {
    const warning = own.deprecationWarning && { warning: own.deprecationWarning };
    return { ...base, state: 'deprecated', ...warning };
  }
  if (own) return { ...base, state: 'served' };
  if (!known) return { ...base, state: 'never-existed' };
  if (!definition && serves(kind, version, minor)) {
    const isDeprecated = known.deprecated !== undefined && minor !== 'old' && known.deprecated <= minor;
    return { ...base, state: isDeprecated ? 'deprecated' : 'served' };
  }
  return { ...base, state: isAboveAll(kind, known, served) ? 'too-new' : 'removed' };
}

/** The clusters that take in the file in which the version of an object is written. */
function readersOf({ body }: KubernetesObject, model: FluxModel): readonly Cluster[] {
  let byFile = readers.get(model);
  if (!byFile) {
    byFile = new Map();
    readers.set(model, byFile);
  }
  const { file } = (nodeAt(body, 'apiVersion') ?? body).origin.span;
  let found = byFile.get(file);
  if (!found) {
    found = model.clusters.filter(({ inputs }) => inputs.has(file));
    byFile.set(file, found);
  }
  return found;
}

const readers = new WeakMap<FluxModel, Map<RepoPath, readonly Cluster[]>>();

interface Release {
  readonly minor: FluxMinor;
  readonly by: string;
  readonly isOwn: boolean;
}

/** The Flux by which a cluster is judged: its own, or else the oldest of the repository, for that one must read it too. */
function releaseOf(cluster: Cluster | undefined, model: FluxModel): Release {
  const own = cluster?.flux.version;
  if (own) return { minor: own.minor, by: `Flux ${own.text}`, isOwn: true };
  const oldest = model.clusters
    .flatMap(({ flux }) => flux.version ?? [])
    .sort((a, b) => ageOf(a.minor) - ageOf(b.minor))[0];
  if (oldest)
    return { minor: oldest.minor, by: `Flux ${oldest.text}, the oldest of the repository,`, isOwn: false };
  return { minor: NEWEST_MINOR, by: `Flux 2.${NEWEST_MINOR}, the newest that is known,`, isOwn: false };
}

function ageOf(minor: FluxMinor): number {
  return minor === 'old' ? -1 : minor;
}

function definitionIn(cluster: Cluster | undefined, { group, kind }: FluxKind) {
  return cluster?.flux.kinds.get(`${group}/${kind}`);
}

/** The versions that a cluster serves, the preferred one last. */
function servedBy(kind: FluxKind, cluster: Cluster | undefined, minor: FluxMinor): string[] {
  const definition = definitionIn(cluster, kind);
  if (!definition)
    return kind.versions.flatMap(({ version }) => (serves(kind, version, minor) ? [version] : []));
  const served = definition.versions.filter((each) => each.served);
  // What Flux has not had when this was written is newer than all that it had.
  const rank = (name: string): number => {
    const at = kind.versions.findIndex(({ version }) => version === name);
    return at < 0 ? kind.versions.length : at;
  };
  return served
    .sort((a, b) => Number(b.deprecated) - Number(a.deprecated) || rank(a.name) - rank(b.name))
    .map(({ name }) => name);
}

/** Whether a version came after every one that is served; else it came before, and is gone. */
function isAboveAll({ versions }: FluxKind, known: KindVersion, served: ReadonlySet<string>): boolean {
  const at = versions.indexOf(known);
  return versions.every(({ version }, rank) => !served.has(version) || rank < at);
}
