/**
 * `--fix` and `--fix-dry-run`: works out the fixes in memory, then writes the files or prints the difference.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  applyFixes,
  type FileTree,
  type RepoPath,
  type Report,
  redactorOf,
  UsageError,
  visibleLines,
  withoutCommands,
} from '@fluxvet/core';
import { createTwoFilesPatch } from 'diff';
import type { OpenedRepository } from '../config/repository-options.js';
import type { Io } from '../output/io.js';
import { writeBelow } from '../output/write-files.js';

export interface FixRepositoryOptions {
  readonly fixes: 'safe' | 'unsafe';
  readonly mode: 'write' | 'diff';
}

/** Fixes what can be fixed, and answers the report on what remains. */
export function fixRepository(
  { tree, directory }: OpenedRepository,
  run: (tree: FileTree) => Report,
  { fixes, mode }: FixRepositoryOptions,
  io: Io,
): { readonly report: Report; readonly tree: FileTree } {
  const fixed = applyFixes(tree, run, { fixes });
  for (const [path, text] of fixed.files) {
    if (mode === 'diff') io.write(withoutCommands(visibleLines(difference(path, tree, text))));
    else {
      demandUnchanged(directory, path, tree);
    }
  }
  if (mode === 'write') writeBelow(directory, fixed.files);
  const files = fixed.files.size === 1 ? '1 file' : `${fixed.files.size} files`;
  const done = mode === 'diff' ? 'would be made' : 'made';
  io.warn(`fluxvet: ${fixed.applied} fixes ${done} in ${files}\n`);
  const report = { ...fixed.report, notices: [...fixed.report.notices, ...fixed.notices] };
  return { report, tree: fixed.tree };
}

function difference(path: RepoPath, tree: FileTree, text: string): string {
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, tree.read(path)?.text ?? '', text);
  return redactorOf(tree).hide(patch.replace(/^=+\n/, ''));
}

/** Somebody may have written the file since it was read. */
function demandUnchanged(directory: string, path: RepoPath, tree: FileTree): void {
  const now = readFileSync(resolve(directory, path), 'utf8');
  if (now !== tree.read(path)?.text) {
    throw new UsageError('bad-argument', `'${path}' has changed since it was read, and is left as it is.`);
  }
}
