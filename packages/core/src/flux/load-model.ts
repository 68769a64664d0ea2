/**
 * Loads a repository: finds its clusters, applies what Flux would apply to each, and follows every reference.
 *
 * @module
 */
import { type KubernetesObject, toObject } from '../kubernetes/object.js';
import { sameId } from '../kubernetes/object-id.js';
import { counting, type Limits, withLimits } from '../source/bounds/limits.js';
import type { Diagnostic, Gap } from '../source/diagnostic.js';
import { within } from '../source/fault-boundary.js';
import { type FileTree, inOrder, subTree } from '../source/file-tree.js';
import { joinPath, type RepoPath, ROOT, showPath, toRepoPath } from '../source/repo-path.js';
import { UsageError } from '../source/usage-error.js';
import { parseYaml } from '../yaml/read/parse-yaml.js';
import { findClusters, handmadeClusters, selfAppliedClusters } from './clusters/find-clusters.js';
import { findUnbootstrapped } from './clusters/find-unbootstrapped.js';
import { assumedCluster, type FoundCluster } from './clusters/found-cluster.js';
import { readLayout } from './clusters/layout.js';
import { nameClusters } from './clusters/name-clusters.js';
import { concerned } from './concerned.js';
import { findDetached } from './detached.js';
import { finishCluster } from './finish-cluster.js';
import { type WrittenObject, writtenFluxObjects } from './kinds/flux-objects.js';
import type { Cluster, FluxModel } from './model.js';
import { type Mount, type MountedTrees, mountTrees, treeInUse } from './sources/mounts.js';
import { normalizeUrl } from './sources/normalize-url.js';
import type { OwnAddress } from './sources/own-repository.js';
import { type External, openingOfExternal } from './walk/externals.js';
import { walkCluster } from './walk/walk-cluster.js';
import type { Walked } from './walk/walk-state.js';

/** What a model is loaded with besides the files. */
export interface LoadOptions {
  /** Checkouts of other repositories that sources of this one fetch. */
  readonly mounts?: readonly Mount[];
  /** Objects that exist in the clusters although no file has them. */
  readonly externals?: readonly External[];
  /** Entry directories of clusters that cannot be found by themselves. */
  readonly clusters?: readonly { readonly path: string; readonly name?: string }[];
  /** How far it is followed what the files ask for, where that is not as usual. */
  readonly limits?: Partial<Limits>;
}

/** Loads the model of a repository. Never throws for what the repository contains. */
export function loadModel(given: FileTree, options: LoadOptions = {}): FluxModel {
  return withLimits(options.limits ?? {}, () => load(given, options));
}

function load(given: FileTree, options: LoadOptions): FluxModel {
  const tree = inOrder(given);
  const trees = mountTrees(tree, options.mounts ?? []);
  const faults: Gap[] = [];
  const attempt = <T>(what: string, file: RepoPath, work: () => T, otherwise: T): T =>
    within({ what, span: { file, start: 0, end: 0 } }, work, ({ code, message, span }) => {
      faults.push({ code, message, span });
      return otherwise;
    });
  const written = attempt('the Flux objects of the files', ROOT, () => writtenFluxObjects(tree), []);
  const layout = readLayout(tree);
  const named = namedEntries(tree, options.clusters ?? []);
  const givenNames = new Map(named.map(({ name, cluster }) => [cluster.entry.directory, name]));
  const all: FoundCluster[] = [];
  const walks: (Walked | undefined)[] = [];
  const reached = new Set<RepoPath>();
  const walkAll = (found: readonly FoundCluster[]): void => {
    for (const each of found) all.push(each);
    for (const each of found) {
      const { directory } = each.entry;
      const work = (): Walked => walkFound(each, all, trees, options);
      const walk = attempt(`the cluster of '${showPath(directory)}'`, each.entry.file, work, undefined);
      walks.push(walk);
      for (const path of walk ? reachedBy(walk) : []) reached.add(path);
    }
  };
  const find = (work: () => FoundCluster[]): FoundCluster[] =>
    attempt('the search for clusters', ROOT, work, []);
  const found = find(() => findClusters(tree, written));
  // One that is found by itself needs no entry, only the name.
  const directories = new Set(found.map(({ entry }) => entry.directory));
  const others = named.filter(({ cluster }) => !directories.has(cluster.entry.directory));
  walkAll([...others.map(({ cluster }) => cluster), ...found]);
  // The less a way of finding clusters proves, the later its turn: what is reached already needs no cluster of its own.
  const unreached = (): WrittenObject[] => written.filter(({ path }) => !reached.has(path));
  walkAll(find(() => handmadeClusters(tree, unreached(), all)));
  walkAll(find(() => selfAppliedClusters(unreached(), all)));
  walkAll(find(() => findUnbootstrapped(tree, written, layout, all, reached)));

  const names = nameClusters(all, ({ entry }) => givenNames.get(entry.directory));
  const clusters = all
    .flatMap((found, at) => {
      const name = names[at] ?? '';
      return attempt(
        `the cluster '${name}'`,
        found.entry.file,
        () => finishFound(name, found, walks[at]),
        [],
      );
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const nothing = { builds: [], objects: [], files: [], diagnostics: [], gaps: [] };
  const detached = attempt(
    'what no cluster reaches',
    ROOT,
    () => findDetached(tree, clusters, written),
    nothing,
  );
  return {
    tree: treeInUse(
      trees,
      clusters.flatMap(({ inputs }) => [...inputs]),
    ),
    layout,
    clusters,
    detached,
    gaps: concerned<Gap>(clusters, gapsOf, [...detached.gaps, ...faults]),
    remotes: concerned<Gap>(clusters, remotesOf, []),
    diagnostics: concerned<Diagnostic>(clusters, diagnosticsOf, detached.diagnostics),
  };
}

function finishFound(name: string, found: FoundCluster, walked: Walked | undefined): Cluster[] {
  return walked ? [finishCluster(name, found, walked)] : [];
}

interface NamedEntry {
  readonly name: string | undefined;
  readonly cluster: FoundCluster;
}

function namedEntries(tree: FileTree, clusters: NonNullable<LoadOptions['clusters']>): NamedEntry[] {
  const seen = new Set<string>();
  return clusters.map(({ path, name }) => {
    const directory = toRepoPath(path);
    if (directory === undefined || !tree.isDirectory(directory)) {
      throw new UsageError('bad-config', `The cluster entry '${path}' is no directory of the repository.`);
    }
    for (const key of [`entry '${directory}'`, ...(name === undefined ? [] : [`name '${name}'`])]) {
      if (seen.has(key)) throw new UsageError('bad-config', `The cluster ${key} is given twice.`);
      seen.add(key);
    }
    const entry = { kind: 'unbootstrapped', file: directory, directory, repository: ROOT } as const;
    return { name, cluster: assumedCluster(entry, joinPath(directory, 'flux-system')) };
  });
}

function walkFound(
  found: FoundCluster,
  all: readonly FoundCluster[],
  trees: MountedTrees,
  options: LoadOptions,
): Walked {
  const own: OwnAddress[] = found.url ? [{ url: found.url[0], ref: found.url[1], by: 'sync' }] : [];
  const remotes = found.entry.repository === ROOT ? (trees.own.checkout?.remotes ?? []) : [];
  const others = all.filter((each) => each !== found && each.entry.repository === found.entry.repository);
  return counting(['clusterWork', 'clusterText'], () =>
    walkCluster({
      entry: found.entry,
      objects: [...found.objects, ...installedObjects(trees.own, found.fluxSystem)],
      repositories: {
        own: subTree(trees.own, found.entry.repository),
        addresses: [
          ...own,
          ...remotes.map(({ url }): OwnAddress => ({ url: normalizeUrl(url), ref: undefined, by: 'remote' })),
          ...others.flatMap(({ url }): OwnAddress[] =>
            url ? [{ url: url[0], ref: undefined, by: 'other-cluster' }] : [],
          ),
        ],
        mounted: trees.mounted,
        ...(found.ownSource && { ownSource: found.ownSource }),
      },
      fluxSystem: found.fluxSystem,
      tree: trees.tree,
      externals: (options.externals ?? []).map((external) => openingOfExternal(external, found.entry.file)),
    }),
  );
}

/** What bootstrap installs by itself, whether the cluster's own Flux Kustomization renders it or not. */
function installedObjects(tree: FileTree, fluxSystem: RepoPath): KubernetesObject[] {
  const file = tree.read(joinPath(fluxSystem, 'gotk-components.yaml'));
  const roots = file ? parseYaml(file).documents.map(({ root }) => root) : [];
  return roots.flatMap((root) => (root?.kind === 'map' ? [toObject(root, [])] : []));
}

function reachedBy(walked: Walked): Set<RepoPath> {
  const reached = new Set<RepoPath>();
  for (const { path } of walked.visits.values()) {
    if (path.kind === 'built') for (const input of path.build.inputs) reached.add(input);
  }
  for (const object of walked.index.objects) reached.add(object.body.origin.span.file);
  return reached;
}

function diagnosticsOf(cluster: Cluster): readonly Diagnostic[] {
  return cluster.apps.flatMap((app) =>
    app.kind === 'Kustomization' && app.path.kind === 'built' ? app.path.build.diagnostics : [],
  );
}

function remotesOf(cluster: Cluster): readonly Gap[] {
  return cluster.apps.flatMap((app) =>
    app.kind === 'Kustomization' && app.path.kind === 'built' ? app.path.build.remotes : [],
  );
}

function gapsOf(cluster: Cluster): readonly Gap[] {
  const open = cluster.openings.flatMap(({ code, reason, span }) =>
    code === undefined
      ? []
      : [{ code, message: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`, span }],
  );
  const gaps = cluster.apps.flatMap((app): readonly Gap[] => {
    if (app.kind !== 'Kustomization') return [];
    if (app.path.kind === 'built') return [...app.path.build.gaps, ...app.substitution.gaps];
    if (app.path.kind !== 'unknown' || app.source.kind === 'missing') return [];
    const { name, namespace } = app.object.id;
    const message = `The Flux Kustomization '${namespace ?? ''}/${name}' is not followed: ${app.path.reason}.`;
    const opening = cluster.openings.find((each) => each.app && sameId(each.app, app.object.id));
    const { kinds, unlikely } = opening ?? {};
    return [
      {
        code: app.path.code ?? 'flux/source-elsewhere',
        message,
        span: app.source.at.span,
        ...(kinds && { brings: kinds }),
        ...(unlikely && { bringsNot: unlikely }),
      },
    ];
  });
  return [...gaps, ...open];
}
