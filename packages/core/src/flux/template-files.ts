/**
 * Files that something fills in before anybody applies them: templates of charts, cookiecutters, boilerplates.
 * As they stand they are no manifests, and what a parser makes of their braces says nothing.
 *
 * @module
 */
import type { FileTree } from '../source/file-tree.js';
import { directoryOf, joinPath, type RepoPath, ROOT } from '../source/repo-path.js';

/**
 * Whether a file is a template, which is filled in before anybody applies it: by its place in a chart, by a path that is
 * filled in itself, or by braces that stand in its text without quotes. Ask before you judge a file that no cluster reads.
 */
export function isTemplate(tree: FileTree, path: RepoPath): boolean {
  if (/\{\{|\{%|<%/.test(path) || isInChart(tree, path)) return true;
  const text = tree.read(path)?.text;
  return text !== undefined && /\{\{|\{%|<%|<</.test(text) && FILLED_IN.test(text);
}

// Braces in quotes and in comments are text, of an alert or of another object that is filled in later.
const FILLED_IN =
  /^[ \t]*(?:\{\{|\{%|<%|<<[ -])|^[^#\n'"`|>]*[:-][ \t]+[^#\n'"`\s{]{0,100}\{\{[^}\n]*\}\}|^[^#\n'"`]*(?:\{%|<%)/m;

/** Whether a file stands among the templates of a chart. */
function isInChart(tree: FileTree, path: RepoPath): boolean {
  const parts = path.split('/');
  for (let at = parts.indexOf('templates'); at >= 0; at = parts.indexOf('templates', at + 1)) {
    const chart = parts.slice(0, at).join('/') as RepoPath;
    if (tree.read(joinPath(chart, 'Chart.yaml')) !== undefined) return true;
  }
  return false;
}

/** Whether one of the files that a directory's kustomization names is a template, so that nothing is built of it yet. */
export function isTemplateDirectory(
  tree: FileTree,
  directory: RepoPath,
  inputs: Iterable<RepoPath>,
): boolean {
  for (const path of inputs) {
    const isOwn = directory === ROOT || directoryOf(path) === directory || path.startsWith(`${directory}/`);
    if (isOwn && isTemplate(tree, path)) return true;
  }
  return false;
}
