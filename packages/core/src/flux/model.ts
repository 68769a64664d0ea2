/**
 * The effective state of every cluster that a repository describes: types only.
 *
 * @module
 */
import type { KubernetesObject } from '../kubernetes/object.js';
import type { ObjectId } from '../kubernetes/object-id.js';
import type { Diagnostic, Gap } from '../source/diagnostic.js';
import type { FileTree } from '../source/file-tree.js';
import type { RepoPath } from '../source/repo-path.js';
import type { Path } from '../yaml/nodes/node-path.js';
import type { ClusterEntry } from './clusters/cluster-entry.js';
import type { Environment } from './clusters/environment.js';
import type { RepositoryLayout } from './clusters/layout.js';
import type { FluxInstallation } from './installation/installation.js';
import type { ReferenceRole } from './kinds/references.data.js';
import type { HelmReleaseSpec } from './kinds/specs/helm-release.js';
import type { KustomizationSpec } from './kinds/specs/kustomization.js';
import type { PathBuild } from './kustomization/path-build.js';
import type { HelmValues } from './releases/helm-values.js';
import type { SourceContent } from './sources/source-content.js';
import type { SubstitutedUse, SubstitutionProblem } from './substitution/substitute.js';
import type { Variables } from './substitution/variables.js';
import type { Opening } from './unknown/opening.js';
import type { Resolution } from './unknown/resolution.js';

/** A repository as Flux sees it. */
export interface FluxModel {
  /** The repository; other repositories that were mounted stand below their own prefix. */
  readonly tree: FileTree;
  readonly layout: RepositoryLayout;
  /** Sorted by name. */
  readonly clusters: readonly Cluster[];
  readonly detached: Detached;
  /** What could not be looked into, each with the clusters that it concerns. */
  readonly gaps: readonly Concerned<Gap>[];
  /** What kustomizations fetch from elsewhere, whether it is there or not, each with the clusters that it concerns. */
  readonly remotes: readonly Concerned<Gap>[];
  /** What the stages found wrong, each with the clusters that it concerns. */
  readonly diagnostics: readonly Concerned<Diagnostic>[];
}

/** Something told once, with the names of all clusters that it concerns. */
export type Concerned<T> = T & { readonly clusters: readonly string[] };

/** What stands in files that no cluster reaches. */
export interface Detached {
  /** The Flux objects there, as written. */
  readonly objects: readonly KubernetesObject[];
  /** The kustomizations there that no other one includes, built on their own. */
  readonly builds: readonly DetachedBuild[];
  /** Manifests and kustomizations that no cluster and no build reaches. */
  readonly files: readonly RepoPath[];
}

/** A kustomization that no cluster reaches, built on its own. */
export interface DetachedBuild {
  readonly directory: RepoPath;
  readonly objects: readonly KubernetesObject[];
  readonly complete: boolean;
}

/** A cluster: everything that Flux applies to it from its entry on. */
export interface Cluster {
  readonly name: string;
  /** The directory that the cluster's own Flux Kustomization applies. */
  readonly root: RepoPath;
  readonly entry: ClusterEntry;
  readonly environment: Environment | undefined;
  readonly flux: FluxInstallation;
  readonly apps: readonly App[];
  readonly sources: readonly Source[];
  /** All objects, those of Flux included; each one once. */
  readonly objects: readonly AppliedObject[];
  /** Every reference of a Flux object to another object. */
  readonly references: readonly Reference[];
  /** Where objects could come from that are not seen here. */
  readonly openings: readonly Opening[];
  /** Objects that two apps render: the second one and those after it. */
  readonly contested: readonly AppliedObject[];
  /** The files that go into the cluster. */
  readonly inputs: ReadonlySet<RepoPath>;
}

/** An object of a cluster, with the app that applies it; none applies what bootstrap puts there. */
export interface AppliedObject extends KubernetesObject {
  readonly appliedBy: KustomizationApp | undefined;
}

/** What Flux applies: a Kustomization or a HelmRelease. */
export type App = KustomizationApp | HelmReleaseApp;

/** A Flux Kustomization of a cluster, and what it renders. */
export interface KustomizationApp {
  readonly kind: 'Kustomization';
  readonly object: AppliedObject;
  readonly spec: KustomizationSpec;
  readonly source: Resolution<Source>;
  /** What stands at the path, with the objects as kustomize builds them. */
  readonly path: PathBuild;
  /** The objects as they are applied. */
  readonly objects: readonly AppliedObject[];
  readonly substitution: Substitution;
  /** Whether the objects go to another cluster than the one that the app stands in. */
  readonly remote: boolean;
  /** Whether Flux could apply all of it, as far as the files tell. */
  readonly state: 'whole' | 'broken' | 'unknown';
}

/** What `postBuild` does to the objects of an app. */
export interface Substitution {
  /** Absent where the Flux Kustomization asks for none. */
  readonly variables: Variables | undefined;
  readonly strictness: 'strict' | 'lenient';
  readonly uses: readonly SubstitutedUse[];
  readonly problems: readonly SubstitutionProblem[];
  /** Objects that could not be finished. */
  readonly gaps: readonly Gap[];
}

/** A HelmRelease of a cluster. Its chart is not rendered. */
export interface HelmReleaseApp {
  readonly kind: 'HelmRelease';
  readonly object: AppliedObject;
  readonly spec: HelmReleaseSpec;
  readonly source: Resolution<Source>;
  readonly values: HelmValues;
}

/** An object that brings an artifact. */
export interface Source {
  readonly object: AppliedObject;
  readonly content: SourceContent;
}

/** One object naming another. */
export interface Reference {
  readonly from: AppliedObject;
  /** The field whose value names the other object. */
  readonly path: Path;
  readonly role: ReferenceRole;
  readonly wanted: ObjectId;
  readonly optional: boolean;
  readonly to: Resolution<AppliedObject>;
}
