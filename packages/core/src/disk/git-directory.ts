/**
 * Where git keeps what it knows of a checkout.
 *
 * @module
 */
import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { smallText } from './read-regular-file.js';

/** A checkout of git: its top directory, and the directory with its files. */
export interface GitPlace {
  readonly top: string;
  /** What belongs to this worktree alone: its index and its HEAD. */
  readonly directory: string;
  /** What all worktrees share: the configuration. */
  readonly common: string;
}

/** The checkout in which a directory stands; nothing where it stands in none. */
export function findCheckout(root: string): GitPlace | undefined {
  for (let top = root; ; top = dirname(top)) {
    if (statSync(join(top, '.git'), { throwIfNoEntry: false })) {
      const directory = directoryFor(top);
      return directory === undefined ? undefined : { top, directory, common: commonFor(directory) };
    }
    if (dirname(top) === top) return undefined;
  }
}

/** A worktree and a submodule have a file in the place of the directory, which names it. */
function directoryFor(top: string): string | undefined {
  const place = join(top, '.git');
  try {
    if (statSync(place).isDirectory()) return place;
    const named = /^gitdir: (.+)$/m.exec(smallText(place))?.[1];
    return named && resolve(top, named);
  } catch {
    return undefined;
  }
}

function commonFor(directory: string): string {
  const named = smallText(join(directory, 'commondir')).trim();
  return named === '' ? directory : resolve(directory, named);
}
