/**
 * The graph of every cluster: what applies what, and which object names which.
 *
 * @module
 */

import { idKey, type ObjectId, showId } from '../kubernetes/object-id.js';
import { isFluxGroup } from './kinds/kinds.js';
import type { ReferenceRole } from './kinds/references.data.js';
import type { Cluster, FluxModel, Reference } from './model.js';
import { redactorOf } from './secrets/redactor.js';

/** Clusters with their objects as nodes, and what connects them. */
export interface Graph {
  readonly version: 1;
  readonly clusters: readonly ClusterGraph[];
}

/** The graph of one cluster. */
export interface ClusterGraph {
  readonly name: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** An object of a graph. */
export interface GraphNode {
  /** `Kind/namespace/name` with its group in front where two would be equal. */
  readonly id: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** Whether the cluster has it, as far as the files tell. */
  readonly state: Reference['to']['kind'];
}

/** What connects two objects. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** `applies` from a Flux Kustomization to what it renders; else what the reference is for. */
  readonly kind: 'applies' | ReferenceRole;
  readonly state: Reference['to']['kind'];
  /** Where the reference is written. */
  readonly file?: string;
}

/** What a graph is to show. */
export interface GraphOptions {
  /** `flux` leaves out objects that are neither Flux's own nor named by one. */
  readonly objects?: 'flux' | 'all';
}

/** The graph of a model. */
export function graphOf(model: FluxModel, { objects = 'flux' }: GraphOptions = {}): Graph {
  const { hide } = redactorOf(model.tree, model.clusters);
  return { version: 1, clusters: model.clusters.map((cluster) => clusterGraph(cluster, objects, hide)) };
}

function clusterGraph(cluster: Cluster, which: 'flux' | 'all', hide: (text: string) => string): ClusterGraph {
  const nodes = new Map<string, GraphNode>();
  const edges: GraphEdge[] = [];
  const full = distinctNames(cluster);
  const names = (id: ObjectId): string => hide(full(id));
  const add = (id: ObjectId, state: GraphNode['state']): string => {
    const name = names(id);
    if (nodes.get(name)?.state !== 'found') nodes.set(name, toNode(name, hidden(id, hide), state));
    return name;
  };
  const shown = cluster.objects.filter(({ id }) => which === 'all' || isFluxGroup(id.group));
  for (const { id } of shown) add(id, 'found');
  for (const { from, to, wanted, role } of cluster.references) {
    const target = add(to.kind === 'found' ? to.target.id : wanted, to.kind);
    edges.push({
      from: add(from.id, 'found'),
      to: target,
      kind: role,
      state: to.kind,
      file: to.at.span.file,
    });
  }
  for (const object of cluster.objects) {
    const name = names(object.id);
    const by = object.appliedBy;
    if (!by || !nodes.has(name)) continue;
    edges.push({ from: add(by.object.id, 'found'), to: name, kind: 'applies', state: 'found' });
  }
  return { name: cluster.name, nodes: [...nodes.values()].sort(byId), edges: edges.sort(byEnds) };
}

function hidden({ group, kind, namespace, name }: ObjectId, hide: (text: string) => string): ObjectId {
  return {
    group,
    kind: hide(kind),
    ...(namespace !== undefined && { namespace: hide(namespace) }),
    name: hide(name),
  };
}

function toNode(id: string, { kind, namespace, name }: ObjectId, state: GraphNode['state']): GraphNode {
  return { id, kind, ...(namespace !== undefined && { namespace }), name, state };
}

/** Names without groups, except where two groups have the same kind and name. */
function distinctNames(cluster: Cluster): (id: ObjectId) => string {
  const groups = new Map<string, string>();
  for (const { id } of cluster.objects) if (!groups.has(showId(id))) groups.set(showId(id), id.group);
  return (id) => ((groups.get(showId(id)) ?? id.group) === id.group ? showId(id) : idKey(id));
}

function byId(a: GraphNode, b: GraphNode): number {
  return a.id < b.id ? -1 : 1;
}

function byEnds(a: GraphEdge, b: GraphEdge): number {
  const left = `${a.from}\0${a.to}\0${a.kind}\0${a.file ?? ''}`;
  const right = `${b.from}\0${b.to}\0${b.kind}\0${b.file ?? ''}`;
  return left < right ? -1 : left > right ? 1 : 0;
}
