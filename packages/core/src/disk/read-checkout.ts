/**
 * What git's own files say of a checkout: where it was fetched from, and which branch it is on.
 * Source: git-config(1) and gitrepository-layout(5). No process is run, and what cannot be read is left out.
 *
 * @module
 */
import { join } from 'node:path';
import type { Checkout, GitRemote } from '../source/file-tree.js';
import { findCheckout } from './git-directory.js';
import { smallText } from './read-regular-file.js';

/** The checkout whose top directory this is; nothing for a directory within one, which has only a part of it. */
export function readCheckout(root: string): Checkout | undefined {
  const place = findCheckout(root);
  if (!place || place.top !== root) return undefined;
  const branch = /^ref: refs\/heads\/(.+)$/m.exec(smallText(join(place.directory, 'HEAD')))?.[1]?.trim();
  return {
    remotes: remotesIn(smallText(join(place.common, 'config'))),
    ...(branch && { branch }),
  };
}

function remotesIn(config: string): GitRemote[] {
  const remotes: GitRemote[] = [];
  let name: string | undefined;
  for (const line of config.split('\n')) {
    const section = /^\s*\[([^\]]*)\]/.exec(line)?.[1];
    if (section !== undefined) name = /^remote\s+"(.*)"$/i.exec(section)?.[1];
    const url = name === undefined ? undefined : /^\s*url\s*=(.*)$/i.exec(line)?.[1]?.trim();
    if (name !== undefined && url) remotes.push({ name, url: url.replace(/^"(.*)"$/, '$1') });
  }
  // What a checkout was cloned from comes first.
  return remotes.sort((a, b) => Number(b.name === 'origin') - Number(a.name === 'origin'));
}
