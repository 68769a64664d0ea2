/**
 * fluxvet's core: reads a Flux repository into a typed model and runs rules over it.
 *
 * @module
 */
export { type OpenTreeOptions, openTree } from './disk/open-tree.js';
export { type Evaluation, evaluate, type Variable, type VariableUse } from './flux/envsubst.js';
export { type Build, type BuildOptions, buildKustomization } from './kustomize/build.js';
export type { Diagnostic, Gap, Related, Severity } from './source/diagnostic.js';
export { type FileTree, memoryTree } from './source/file-tree.js';
export { type RepoPath, toRepoPath } from './source/repo-path.js';
export { printYaml } from './yaml/print.js';
