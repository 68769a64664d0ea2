/**
 * Files that something fills in before anybody applies them: templates of charts, cookiecutters, boilerplates.
 * As they stand they are no manifests, and what a parser makes of their braces says nothing.
 *
 * @module
 */
import type { FileTree } from '../source/file-tree.js';
import { joinPath, type RepoPath } from '../source/repo-path.js';
import { parseYaml } from '../yaml/read/parse-yaml.js';

/**
 * Whether a file is a template, which is filled in before anybody applies it: by its place in a chart, by a path that is
 * filled in itself, or by braces that stand in its text without quotes. Ask before you judge a file that no cluster reads.
 */
export function isTemplate(tree: FileTree, path: RepoPath): boolean {
  if (/\{\{|\{%|<%/.test(path) || isInChart(tree, path)) return true;
  const file = tree.read(path);
  // In a text of a manifest that can be read they are meant for something else.
  return file !== undefined && /\{\{|\{%|<%|<</.test(file.text) && parseYaml(file).diagnostics.length > 0;
}

/** Whether a file stands among the templates of a chart. */
function isInChart(tree: FileTree, path: RepoPath): boolean {
  const parts = path.split('/');
  for (let at = parts.indexOf('templates'); at >= 0; at = parts.indexOf('templates', at + 1)) {
    const chart = parts.slice(0, at).join('/') as RepoPath;
    if (tree.read(joinPath(chart, 'Chart.yaml')) !== undefined) return true;
  }
  return false;
}
