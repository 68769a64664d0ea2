/**
 * Which sources and charts the clusters of a repository want: those that something takes its manifests or its chart from.
 *
 * @module
 */
import {
  type AppliedObject,
  type Cluster,
  type FluxModel,
  findMounted,
  followedRef,
  isKind,
  itemsAt,
  type Mounted,
  mountedRemotes,
  type Node,
  nameOf,
  nodeAt,
  parseRemoteAddress,
  SOURCE_GROUP,
  type Source,
  textAt,
} from '@fluxvet/core';
import { type Wanted, wantedKey } from '../lock/lock.js';

/** Something that is wanted, with all that is needed to bring it. */
export interface Want extends Wanted {
  /** The objects that want it, as `GitRepository/flux-system/shop`. */
  readonly by: readonly string[];
  /** Over http where https is usual. */
  readonly insecure: boolean;
  /** The type of the layer of an artifact. */
  readonly layer?: string | undefined;
  /** The directories of a git repository that are wanted; all where none is given. */
  readonly sparse: readonly string[];
  /** Why it cannot be asked for, where the files tell. */
  readonly problem?: string;
}

/** What the clusters want from elsewhere, each once, in the order of the clusters. */
export function wantsOf(model: FluxModel, configured: readonly Mounted[]): Want[] {
  const wants = new Map<string, Want>();
  const add = (want: Want): void => {
    const key = wantedKey(want);
    const known = wants.get(key);
    wants.set(key, known ? joined(known, want) : want);
  };
  for (const cluster of model.clusters) {
    for (const want of [...sourcesWanted(cluster, configured), ...chartsWanted(cluster)]) add(want);
  }
  for (const want of remotesWanted(model, configured)) add(want);
  return [...wants.values()];
}

function joined(one: Want, other: Want): Want {
  // One that takes the whole repository needs the whole repository.
  const whole = one.sparse.length === 0 || other.sparse.length === 0;
  const sparse = whole ? [] : [...new Set([...one.sparse, ...other.sparse])].sort();
  return { ...one, sparse, by: [...new Set([...one.by, ...other.by])] };
}

function* sourcesWanted(cluster: Cluster, configured: readonly Mounted[]): Generator<Want> {
  const used = new Set<AppliedObject['body']>();
  for (const { role, to } of cluster.references) {
    if ((role === 'source' || role === 'include') && to.kind === 'found') used.add(to.target.body);
  }
  for (const source of cluster.sources) {
    const { object, content } = source;
    if (!used.has(object.body) || (content.kind === 'tree' && content.self)) continue;
    const url = urlOf(object);
    if (findMounted(configured, { url, object: object.id, ref: followedRef(object) })) continue;
    const want = sourceWanted(source);
    if (want) yield want;
  }
}

function sourceWanted({ object }: Source): Want | undefined {
  const { id, body } = object;
  const common = { by: [shown(object)], insecure: textAt(body, 'spec', 'insecure') === 'true' };
  if (id.kind === 'GitRepository' || id.kind === 'OCIRepository') {
    const kind = id.kind === 'GitRepository' ? ('git' as const) : ('oci' as const);
    const url = urlOf(object);
    if (url === undefined && nodeAt(body, 'spec', 'url') === undefined) return undefined;
    const layer = textAt(body, 'spec', 'layerSelector', 'mediaType');
    const sparse = itemsAt(body, 'spec', 'sparseCheckout').flatMap((item) => textAt(item) ?? []);
    const problem = unknownIn(nodeAt(body, 'spec', 'url'), ...refNodes(body));
    const wanted = { ...common, kind, url: url ?? '', ref: followedRef(object), sparse };
    return { ...wanted, ...(layer !== undefined && { layer }), ...(problem !== undefined && { problem }) };
  }
  if (id.kind === 'Bucket') {
    const url = `${textAt(body, 'spec', 'endpoint') ?? ''}/${textAt(body, 'spec', 'bucketName') ?? ''}`;
    const problem =
      'buckets are not supported; name a copy of its content under `sources` in the configuration';
    return { ...common, kind: 'file', url, sparse: [], problem };
  }
  return undefined;
}

function refNodes(body: AppliedObject['body']): (Node | undefined)[] {
  const ref = nodeAt(body, 'spec', 'ref');
  return ref?.kind === 'map' ? ref.entries.map(({ value }) => value) : [];
}

function urlOf({ body }: AppliedObject): string | undefined {
  const node = nodeAt(body, 'spec', 'url');
  return node?.kind === 'scalar' && node.unknown === undefined ? node.value : undefined;
}

/** The charts of HelmReleases and HelmCharts that a Helm repository holds. */
function* chartsWanted(cluster: Cluster): Generator<Want> {
  const bySource = new Map(cluster.sources.map(({ object }) => [object.body, object]));
  for (const { role, from, to } of cluster.references) {
    if (role !== 'source' || to.kind !== 'found') continue;
    const repository = bySource.get(to.target.body);
    if (!repository || !isKind(repository, SOURCE_GROUP, 'HelmRepository')) continue;
    const at = from.id.kind === 'HelmRelease' ? ['spec', 'chart', 'spec'] : ['spec'];
    const [chart, version] = [nodeAt(from.body, ...at, 'chart'), nodeAt(from.body, ...at, 'version')];
    const name = textAt(chart);
    const url = urlOf(repository);
    if (name === undefined || name === '') continue;
    const problem = unknownIn(chart, version, nodeAt(repository.body, 'spec', 'url'));
    yield {
      kind: 'chart',
      url: url ?? '',
      chart: name,
      ref: textAt(version) || '*',
      by: [shown(from)],
      insecure: textAt(repository.body, 'spec', 'insecure') === 'true',
      sparse: [],
      ...(problem !== undefined && { problem }),
    };
  }
}

/** What kustomizations of the clusters name by an address. */
function* remotesWanted({ remotes }: FluxModel, configured: readonly Mounted[]): Generator<Want> {
  const mounted = mountedRemotes(configured);
  for (const { code, address = '', span, clusters } of remotes) {
    if (clusters.length === 0 || mounted?.base(address) || mounted?.file(address)) continue;
    const parsed = parseRemoteAddress(address);
    const common = { by: [span.file], insecure: false, sparse: [] };
    if (parsed?.kind === 'file' || (code === 'kustomize/remote-file' && /^https?:/i.test(address))) {
      yield { ...common, kind: 'file', url: address };
    } else if (parsed) yield { ...common, kind: 'git', url: parsed.url, ref: parsed.ref ?? 'HEAD' };
  }
}

function unknownIn(...nodes: readonly (Node | undefined)[]): string | undefined {
  for (const node of nodes) if (node?.kind === 'scalar' && node.unknown !== undefined) return node.unknown;
  return undefined;
}

function shown(object: AppliedObject): string {
  return `${object.id.kind}/${nameOf(object)}`;
}
