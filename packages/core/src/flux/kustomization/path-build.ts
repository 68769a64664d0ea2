/**
 * The build of the directory that a Flux Kustomization names, before its variables are replaced.
 * Source: kustomize-controller/internal/controller/kustomization_controller.go, which joins the path inside the artifact.
 *
 * @module
 */
import { type Build, buildKustomization } from '../../kustomize/build.js';
import { readKustomizationNode } from '../../kustomize/load/kustomization-file.js';
import type { Remotes } from '../../kustomize/load/remote-address.js';
import type { Diagnostic } from '../../source/diagnostic.js';
import type { FileTree } from '../../source/file-tree.js';
import { type RepoPath, ROOT } from '../../source/repo-path.js';
import type { MapNode } from '../../yaml/nodes/node.js';
import { nodeAt } from '../../yaml/nodes/node-path.js';
import { overlayKustomization } from './overlay.js';

/** What stands at `spec.path` in the artifact of the source. */
export type PathBuild =
  | {
      readonly kind: 'built';
      readonly directory: RepoPath;
      readonly build: Build;
      /** Whether Flux makes the kustomization file, because the directory has none. */
      readonly generated: boolean;
    }
  | { readonly kind: 'missing' | 'file'; readonly directory: RepoPath }
  /** A code where fluxvet itself could not go on, and not the files. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly code?: string };

/** Builds the directory at `spec.path` of a Flux Kustomization as that object asks. */
export function buildPath(artifact: FileTree, kustomization: MapNode, remotes?: Remotes): PathBuild {
  const path = nodeAt(kustomization, 'spec', 'path');
  if (path?.kind === 'scalar' && path.unknown !== undefined) return { kind: 'unknown', reason: path.unknown };
  const directory = securePath(path?.kind === 'scalar' ? path.value : '');
  if (artifact.isDirectory(directory))
    return { ...buildDirectory(artifact, directory, kustomization, remotes), directory };
  return { kind: artifact.read(directory) ? 'file' : 'missing', directory };
}

/**
 * A path joined to the root of an artifact: `x`, `./x` and `/x` are the same, and `..` stops at the root.
 * Source: github.com/cyphar/filepath-securejoin, which the controller uses.
 */
export function securePath(path: string): RepoPath {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.length === 0 ? ROOT : (parts.join('/') as RepoPath);
}

interface Built {
  readonly kind: 'built';
  readonly build: Build;
  readonly generated: boolean;
}

function buildDirectory(
  artifact: FileTree,
  directory: RepoPath,
  kustomization: MapNode,
  remotes: Remotes | undefined,
): Built {
  const overlay = overlayKustomization(artifact, directory, kustomization);
  const asked = (nodeAt(kustomization, 'spec', 'path') ?? kustomization).origin.span;
  const inputs = overlay.generated ? [] : [overlay.file];
  if (!overlay.node) {
    return {
      kind: 'built',
      generated: overlay.generated,
      build: failed(directory, overlay.diagnostics, inputs),
    };
  }
  // Unknown fields were told when the file was edited; what Flux writes for kustomize has none left.
  const { file, diagnostics } = readKustomizationNode(overlay.node, overlay.file, 'lenient');
  const noticed = [...overlay.diagnostics, ...diagnostics];
  if (!file)
    return { kind: 'built', generated: overlay.generated, build: failed(directory, noticed, inputs) };
  const build = buildKustomization(artifact, directory, { kustomization: file, asked, remotes });
  const complete = build.complete && !noticed.some(({ severity }) => severity === 'error');
  return {
    kind: 'built',
    generated: overlay.generated,
    build: {
      ...build,
      complete,
      diagnostics: [...noticed, ...build.diagnostics],
      inputs: new Set([...inputs, ...build.inputs]),
    },
  };
}

function failed(directory: RepoPath, diagnostics: readonly Diagnostic[], inputs: readonly RepoPath[]): Build {
  return {
    directory,
    objects: [],
    inputs: new Set(inputs),
    gaps: [],
    remotes: [],
    diagnostics,
    complete: false,
    ineffective: [],
  };
}
