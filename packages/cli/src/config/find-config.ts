/**
 * Finds the configuration of a repository: one for a run, in the directory that is checked or in one above it, up to the
 * root of the git repository.
 *
 * @module
 */
import { dirname, join } from 'node:path';
import { UsageError } from '@fluxvet/core';
import { findRepository } from './find-repository.js';
import { filesOnDisk, type SettingFiles } from './setting-files.js';

const NAMES = ['yaml', 'yml', 'json', 'ts', 'mts', 'js', 'mjs'].map((ending) => `fluxvet.config.${ending}`);

/**
 * The configuration that holds for a directory: the one nearest to the root of the git repository.
 *
 * @throws UsageError where a directory has two
 */
export function findConfig(
  directory: string,
  { exists }: Pick<SettingFiles, 'exists'> = filesOnDisk,
): string | undefined {
  for (const each of fromRepositoryRoot(directory)) {
    const found = NAMES.map((name) => join(each, name)).filter(exists);
    if (found.length > 1) {
      const names = found.map((path) => path.slice(each.length + 1)).join(' and ');
      throw new UsageError('bad-config', `'${each}' has more than one configuration: ${names}.`);
    }
    if (found[0] !== undefined) return found[0];
  }
  return undefined;
}

function fromRepositoryRoot(directory: string): string[] {
  // Outside a git repository nothing above the directory is meant.
  const root = findRepository(directory) ?? directory;
  const above = [directory];
  for (let at = directory; at !== root; at = dirname(at)) above.unshift(dirname(at));
  return above;
}
