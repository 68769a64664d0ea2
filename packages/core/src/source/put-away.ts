/**
 * Directories whose name says that nothing in them is in use any more.
 *
 * @module
 */
import type { RepoPath } from './repo-path.js';

/** Whether a path leads through a directory of things that somebody put away, such as `.archive` or `apps.bak`. */
export function isPutAway(path: RepoPath): boolean {
  return path
    .split('/')
    .slice(0, -1)
    .some((part) => PUT_AWAY.test(part));
}

const PUT_AWAY = /^[._]?(archived?|attic|deprecated|disabled|old|unused)$|\.(bak|disabled|old)$/i;
