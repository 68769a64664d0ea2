/**
 * What clusters are called: after their directories.
 *
 * @module
 */
import { baseName, type RepoPath, showPath } from '../source/repo-path.js';
import type { FoundCluster } from './find-clusters.js';

/** A name for each cluster, no two alike. */
export function nameClusters(found: readonly FoundCluster[]): string[] {
  const short = found.map(({ entry }) => nameOf(entry.directory));
  return found.map(({ entry }, at) => {
    const name = short[at] ?? '';
    if (short.filter((each) => each === name).length === 1) return name;
    const sameDirectory = found.filter((each) => each.entry.directory === entry.directory).length > 1;
    return sameDirectory ? `${showPath(entry.directory)} (${entry.file})` : showPath(entry.directory);
  });
}

/** The part below a directory called `clusters`, without ends that say nothing. */
function nameOf(directory: RepoPath): string {
  const parts = directory.split('/');
  const home = parts.lastIndexOf('clusters');
  const below = home < 0 ? [baseName(directory)] : parts.slice(home + 1);
  while (below.length > 1 && GENERIC.has(below.at(-1) ?? '')) below.pop();
  const name = below.join('/');
  return name === '' || (GENERIC.has(name) && home < 0 && parts.length > 1) ? showPath(directory) : name;
}

const GENERIC = new Set(['base', 'cluster', 'flux', 'flux-system', 'kubernetes', 'manifests', 'deploy']);
