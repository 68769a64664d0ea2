/**
 * How fluxvet came to know of a cluster.
 *
 * @module
 */
import type { RepoPath } from '../../source/repo-path.js';

/** How a cluster was found. */
export interface ClusterEntry {
  readonly kind:
    | 'gotk-sync'
    | 'flux-instance'
    /** A flux-system directory whose files are not, or not yet, what bootstrap writes. */
    | 'incomplete'
    /** Flux objects in a directory for a cluster, with nothing that says how Flux gets there. */
    | 'unbootstrapped';
  /** The file that says so, or the directory where nothing does. */
  readonly file: RepoPath;
  /** The directory of the cluster; not always the one that is applied. */
  readonly directory: RepoPath;
  /** The part of the tree that is the repository which the cluster syncs. */
  readonly repository: RepoPath;
}
