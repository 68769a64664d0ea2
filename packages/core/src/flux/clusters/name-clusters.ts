/**
 * What clusters are called: after their directories.
 *
 * @module
 */
import { baseName, type RepoPath, showPath } from '../../source/repo-path.js';
import type { FoundCluster } from './found-cluster.js';

/** A name for each cluster, no two alike; `given` names those that the configuration names. */
export function nameClusters(
  found: readonly FoundCluster[],
  given: (cluster: FoundCluster) => string | undefined = () => undefined,
): string[] {
  const wanted = found.map((cluster) => given(cluster) ?? nameOf(cluster.entry.directory));
  const taken = new Set<string>();
  const take = (name: string): string => {
    let free = name;
    for (let number = 2; taken.has(free); number++) free = `${name} (${number})`;
    taken.add(free);
    return free;
  };
  const isAlone = (at: number): boolean => wanted.filter((each) => each === wanted[at]).length === 1;
  // The short names first: a longer one must not take them.
  const names = found.map((_, at) => (isAlone(at) ? take(wanted[at] ?? '') : undefined));
  return found.map((cluster, at) => {
    const short = names[at];
    if (short !== undefined) return short;
    const { directory, file } = cluster.entry;
    const name = given(cluster) ?? showPath(directory);
    const rivals = found.filter((each) => (given(each) ?? showPath(each.entry.directory)) === name);
    return take(rivals.length > 1 ? `${name} (${file})` : name);
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

const GENERIC = new Set([
  'base',
  'cluster',
  'flux',
  'flux-system',
  'gotk',
  'kubernetes',
  'manifests',
  'deploy',
]);
