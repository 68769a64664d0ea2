/**
 * What a build works on: one kustomization, and the bases that it has built so far.
 *
 * @module
 */
import type { RepoPath } from '../../source/repo-path.js';
import type { Span } from '../../source/span.js';
import type { BuildContext, Notes } from '../load/context.js';
import type { KustomizationFile } from '../load/kustomization-file.js';
import type { RemoteBase } from '../load/remote-address.js';
import type { SchemaSlot } from '../schema/schema.js';
import type { Accumulator } from './accumulator.js';

/** One kustomization that is being worked through. */
export interface Job {
  readonly context: BuildContext;
  readonly directory: RepoPath;
  readonly file: KustomizationFile;
  /** The directories that led here, this one last. */
  readonly chain: readonly RepoPath[];
  readonly bases: Bases;
  readonly slot: SchemaSlot;
  /** The entries of components that led here from the directory whose objects are gathered. */
  readonly trail: readonly Span[];
  /** The same way as kustomize writes it down, or `undefined` where nobody asks for it. */
  readonly originPath: string | undefined;
}

/** A base that has been built. */
export interface Base {
  readonly accumulator: Accumulator;
  readonly notes: Notes;
  /** The schema as the base left it. */
  readonly slot: SchemaSlot;
  /** The directories that went into it. */
  readonly visited: ReadonlySet<RepoPath>;
}

/** The bases of a run, each built once. */
export interface Bases {
  /** A directory built as a base; a fault where it is being built already. */
  build(directory: RepoPath, job: Job, asked: Span): Base;
  /** A directory of another repository built as a base; a fault where its address led here already. */
  elsewhere(base: RemoteBase, address: string, job: Job, asked: Span): Base;
  readonly visited: Set<RepoPath>;
  /** How often each component was applied. */
  readonly applied: Map<RepoPath, number>;
}
