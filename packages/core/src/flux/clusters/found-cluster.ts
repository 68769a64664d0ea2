/**
 * A cluster that was found, before anything is applied.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import type { ObjectId } from '../../kubernetes/object-id.js';
import { type RepoPath, relativePath } from '../../source/repo-path.js';
import type { Origin } from '../../yaml/nodes/node.js';
import { KUSTOMIZE_GROUP } from '../kinds/kinds.data.js';
import { makeObject } from '../kinds/make-object.js';
import type { ClusterEntry } from './cluster-entry.js';

/** A cluster that was found, before anything is applied. */
export interface FoundCluster {
  readonly entry: ClusterEntry;
  /** The directory that is applied first. */
  readonly root: RepoPath;
  /** What stands in the cluster before Flux applies anything. */
  readonly objects: readonly KubernetesObject[];
  /** The address and ref of the repository, where the files name them. */
  readonly url: readonly [url: string, ref: string] | undefined;
  readonly fluxSystem: RepoPath;
  /** The source that is the repository although its address is filled in only when it is applied. */
  readonly ownSource?: ObjectId;
}

/** A cluster whose sync objects are nowhere in the files: they are taken to be what bootstrap would write. */
export function assumedCluster(entry: ClusterEntry, fluxSystem: RepoPath): FoundCluster {
  return { entry, root: entry.directory, objects: [assumedSync(entry)], url: undefined, fluxSystem };
}

function assumedSync(entry: ClusterEntry): KubernetesObject {
  const span = { file: entry.file, start: 0, end: 0 };
  const origin: Origin = { span, step: { kind: 'generated', what: 'bootstrap', by: span } };
  const metadata = { name: 'flux-system', namespace: 'flux-system' };
  const sourceRef = { kind: 'GitRepository', name: 'flux-system' };
  return makeObject(
    {
      apiVersion: `${KUSTOMIZE_GROUP}/v1`,
      kind: 'Kustomization',
      metadata,
      spec: {
        interval: '10m',
        path: `./${relativePath(entry.repository, entry.directory)}`,
        prune: true,
        sourceRef,
      },
    },
    origin,
  );
}
