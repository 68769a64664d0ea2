/**
 * Finds the git repository that a directory belongs to.
 *
 * @module
 */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** The root of the repository that a directory stands in; nothing outside of any. */
export function findRepository(directory: string): string | undefined {
  for (let at = directory; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** Where a directory stands in its repository, with slashes; empty for the root, and outside of any repository. */
export function placeInRepository(directory: string): string {
  const real = realpathSync(directory);
  const root = findRepository(real);
  return root === undefined ? '' : relative(root, real).split(sep).join('/');
}
