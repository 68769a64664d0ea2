/**
 * What a walk through a cluster starts from and knows on its way: types only.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import type { FileTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import type { ClusterEntry } from '../clusters/cluster-entry.js';
import type { FluxInstallation } from '../installation/installation.js';
import type { ObjectIndex } from '../kinds/cluster-index.js';
import type { PathBuild } from '../kustomization/path-build.js';
import type { OwnAddress } from '../sources/own-repository.js';
import type { Repositories, SourceContent } from '../sources/source-content.js';
import type { PostBuild } from '../substitution/post-build.js';
import type { Opening } from '../unknown/opening.js';

/** Where a walk begins. */
export interface WalkStart {
  readonly entry: ClusterEntry;
  /** What stands in the cluster before Flux applies anything. */
  readonly objects: readonly KubernetesObject[];
  readonly repositories: Repositories;
  /** The directory with the files that bootstrap writes. */
  readonly fluxSystem: RepoPath;
  /** All files, for places in them. */
  readonly tree: FileTree;
  /** Objects that are known to be in the cluster although no file has them. */
  readonly externals: readonly Opening[];
}

/** A cluster as far as the walk came. */
export interface Walked {
  readonly index: ObjectIndex<KubernetesObject>;
  /** The Flux Kustomizations that were applied, in the order in which they came up. */
  readonly visits: ReadonlyMap<string, Visit>;
  /** Who applies an object, for those that a Flux Kustomization renders. */
  readonly owners: ReadonlyMap<KubernetesObject, Visit>;
  readonly contested: readonly { readonly object: KubernetesObject; readonly by: Visit }[];
  readonly contents: ReadonlyMap<string, SourceContent>;
  /** The addresses that are known to be those of the repository itself. */
  readonly addresses: readonly OwnAddress[];
  readonly installation: FluxInstallation;
  readonly openings: readonly Opening[];
}

/** A Flux Kustomization that was applied. */
export interface Visit {
  readonly object: KubernetesObject;
  readonly source: SourceContent;
  readonly path: PathBuild;
  readonly finished: PostBuild;
  readonly objects: readonly KubernetesObject[];
  /** Whether the objects go to another cluster. */
  readonly remote: boolean;
  readonly strictness: 'strict' | 'lenient';
  /** Equal for equal inputs. */
  readonly key: string;
}
