/**
 * What a repository describes, as plain data: its clusters, what Flux applies to each, and where from.
 *
 * @module
 */
import { showId } from '../kubernetes/object-id.js';
import type { FileTree } from '../source/file-tree.js';
import { textAt } from '../yaml/nodes/node-path.js';
import type { App, Cluster, FluxModel, HelmReleaseApp, KustomizationApp, Source } from './model.js';
import { redacted } from './secrets/redacted.js';
import { redactorOf } from './secrets/redactor.js';
import { isMounted } from './sources/mounts.js';
import type { Resolution } from './unknown/resolution.js';

/** The clusters of a repository. */
export interface Inventory {
  readonly version: 1;
  readonly clusters: readonly ClusterInventory[];
}

/** A cluster with its apps and sources. */
export interface ClusterInventory {
  readonly name: string;
  /** The directory that the cluster's own Flux Kustomization applies. */
  readonly root: string;
  /** How it was found. */
  readonly entry: Cluster['entry']['kind'];
  readonly environment?: string;
  readonly fluxVersion?: string;
  /** In the order in which they are applied, each after the one that brings it. */
  readonly apps: readonly AppInventory[];
  readonly sources: readonly SourceInventory[];
  readonly objects: number;
}

/** A Flux Kustomization or a HelmRelease. */
export interface AppInventory {
  readonly kind: App['kind'];
  readonly namespace?: string;
  readonly name: string;
  /** The Flux Kustomization that brings it, as `Kustomization/<namespace>/<name>`. */
  readonly appliedBy?: string;
  readonly path?: string;
  readonly chart?: string;
  readonly version?: string;
  readonly source: SourceLink;
  /** How many objects a Flux Kustomization renders. */
  readonly objects?: number;
  readonly state: 'whole' | 'broken' | 'unknown';
  readonly suspended: boolean;
}

/** Where an app comes from. */
export interface SourceLink {
  readonly state: Resolution<unknown>['kind'];
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** A source of a cluster. */
export interface SourceInventory {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly url?: string;
  readonly content: 'repository' | 'mounted' | 'elsewhere';
}

/** Lists the clusters of a model. */
export function inventoryOf(model: FluxModel): Inventory {
  const inventory: Inventory = { version: 1, clusters: model.clusters.map(clusterInventory) };
  return redacted(inventory, redactorOf(model.tree, model.clusters));
}

function clusterInventory(cluster: Cluster): ClusterInventory {
  const version = cluster.flux.version?.text;
  return {
    name: cluster.name,
    root: cluster.root,
    entry: cluster.entry.kind,
    ...(cluster.environment !== undefined && { environment: cluster.environment }),
    ...(version !== undefined && { fluxVersion: version }),
    apps: cluster.apps.map(appInventory),
    sources: cluster.sources.map(sourceInventory),
    objects: cluster.objects.length,
  };
}

function appInventory(app: App): AppInventory {
  const { namespace, name } = app.object.id;
  const by = app.object.appliedBy;
  return {
    kind: app.kind,
    ...(namespace !== undefined && { namespace }),
    name,
    ...(by && { appliedBy: showId(by.object.id) }),
    ...(app.kind === 'Kustomization' ? ofKustomization(app) : ofHelmRelease(app)),
    suspended: app.spec.suspend === true,
  };
}

type OfKind = Pick<AppInventory, 'path' | 'chart' | 'version' | 'source' | 'objects' | 'state'>;

function ofKustomization(app: KustomizationApp): OfKind {
  const path = app.spec.path;
  return {
    ...(typeof path === 'string' && { path }),
    source: sourceLink(app.source),
    objects: app.objects.length,
    state: app.state,
  };
}

function ofHelmRelease(app: HelmReleaseApp): OfKind {
  const chart = textAt(app.object.body, 'spec', 'chart', 'spec', 'chart');
  const version = textAt(app.object.body, 'spec', 'chart', 'spec', 'version');
  return {
    ...(chart !== undefined && { chart }),
    ...(version !== undefined && { version }),
    source: sourceLink(app.source),
    // The chart is not rendered: all that can be wrong is where it comes from.
    state: app.source.kind === 'missing' ? 'broken' : 'unknown',
  };
}

function sourceLink(source: Resolution<Source>): SourceLink {
  if (source.kind === 'unknown') return { state: source.kind };
  const id = source.kind === 'found' ? source.target.object.id : source.wanted;
  const { kind, namespace, name } = id;
  return { state: source.kind, kind, ...(namespace !== undefined && { namespace }), name };
}

function sourceInventory({ object, content }: Source): SourceInventory {
  const { kind, namespace, name } = object.id;
  const url = textAt(object.body, 'spec', 'url') ?? textAt(object.body, 'spec', 'endpoint');
  return {
    kind,
    ...(namespace !== undefined && { namespace }),
    name,
    ...(url !== undefined && { url }),
    content:
      content.kind === 'unknown' ? 'elsewhere' : isMountedTree(content.tree) ? 'mounted' : 'repository',
  };
}

/** Files of other repositories keep their prefix, wherever they are packed into. */
function isMountedTree(tree: FileTree): boolean {
  const [first] = tree.paths;
  const file = first === undefined ? undefined : tree.read(first);
  return file !== undefined && isMounted(file.path);
}
