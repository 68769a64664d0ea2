/**
 * What of a repository gets into the artifact that source-controller packs, and so exists for Flux.
 * Source: fluxcd/pkg/sourceignore and fluxcd/pkg/artifact/storage/archive.go.
 *
 * @module
 */
import { type FileTree, filterTree } from '../../source/file-tree.js';
import { type IgnorePattern, judgePath, parseIgnoreFile } from '../../source/ignore-patterns.js';
import { baseName, directoryOf, type RepoPath, ROOT } from '../../source/repo-path.js';
import { submodulesOf } from '../../source/submodules.js';

const VERSION_CONTROL = ['.git/', '.gitignore', '.gitmodules', '.gitattributes'];

const DEFAULTS = [
  ...['*.jpg', '*.jpeg', '*.gif', '*.png', '*.wmv', '*.flv', '*.tar.gz', '*.zip'],
  ...[
    '.github/',
    '.circleci/',
    '.travis.yml',
    '.gitlab-ci.yml',
    'appveyor.yml',
    '.drone.yml',
    'cloudbuild.yaml',
  ],
  ...['codeship-services.yml', 'codeship-steps.yml'],
  ...['**/.goreleaser.yml', '**/.sops.yaml', '**/.flux.yaml'],
];

/** The name of the files that list what a source leaves out. */
export const SOURCE_IGNORE = '.sourceignore';

/**
 * The part of a tree that an artifact carries: neither links nor what the ignore patterns name.
 * Any pattern of the user replaces the default ones.
 *
 * @param ignore - the source's `spec.ignore`
 * @param submodules - whether the source fetches submodules, whose files are not at hand
 */
export function artifactTree(
  tree: FileTree,
  ignore = '',
  submodules: 'left-out' | 'fetched' = 'left-out',
): FileTree {
  let byIgnore = remembered.get(tree);
  if (!byIgnore) {
    byIgnore = new Map();
    remembered.set(tree, byIgnore);
  }
  const key = `${submodules} ${ignore}`;
  let artifact = byIgnore.get(key);
  if (!artifact) {
    const patterns = patternsOf(tree, ignore);
    const kept = filterTree(tree, (path) => !isLeftOut(tree, patterns, path));
    artifact = { ...kept, submodules: submodules === 'fetched' ? submodulesOf(tree) : [] };
    byIgnore.set(key, artifact);
  }
  return artifact;
}

const remembered = new WeakMap<FileTree, Map<string, FileTree>>();

/** Why a file of the tree is not in the artifact, or `undefined` where it is. */
export function whyLeftOut(tree: FileTree, path: RepoPath, ignore = ''): 'link' | 'ignored' | undefined {
  if (tree.links?.has(path)) return 'link';
  return isLeftOut(tree, patternsOf(tree, ignore), path) ? 'ignored' : undefined;
}

function isLeftOut(tree: FileTree, patterns: readonly IgnorePattern[], path: RepoPath): boolean {
  return Boolean(tree.links?.has(path)) || judgePath(patterns, path.split('/'), 'file') === 'ignored';
}

/**
 * The lines that Flux reads of an ignore file: it ends, without a word, before the first line of 64 KiB.
 * Source: sourceignore.ReadPatterns in fluxcd/pkg, which uses Go's bufio.Scanner.
 */
function scannedLines(text: string): string {
  if (text.length < LONGEST_LINE / 3) return text;
  const lines = text.split('\n');
  const end = lines.findIndex((line) => Buffer.byteLength(line) >= LONGEST_LINE);
  return end < 0 ? text : lines.slice(0, end).join('\n');
}

const LONGEST_LINE = 65_536;

function patternsOf(tree: FileTree, ignore: string): IgnorePattern[] {
  const own = tree.paths
    .filter((path) => baseName(path) === SOURCE_IGNORE)
    .flatMap((path) => parseIgnoreFile(scannedLines(tree.read(path)?.text ?? ''), directoryOf(path)));
  const users = [...own, ...parseIgnoreFile(scannedLines(ignore), ROOT)];
  const always = parseIgnoreFile(VERSION_CONTROL.join('\n'), ROOT);
  return [...always, ...(users.length > 0 ? users : parseIgnoreFile(DEFAULTS.join('\n'), ROOT))];
}
