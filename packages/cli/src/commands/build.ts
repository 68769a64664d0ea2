/**
 * `fluxvet build`: what kustomize makes of a directory.
 *
 * @module
 */
import { relative, resolve } from 'node:path';
import {
  buildKustomization,
  type Diagnostic,
  type FileTree,
  openTree,
  positionAt,
  printObjects,
  redactorOf,
  toRepoPath,
  UsageError,
} from '@fluxvet/core';
import { findRepository } from '../config/find-repository.js';
import type { Command } from '../output/command.js';
import { EXIT } from '../output/exit-code.js';

export const buildCommand: Command = {
  name: 'build',
  takes: '<directory>',
  most: 1,
  summary: 'Build a kustomization, as kustomize does',
  options: {
    root: {
      type: 'string',
      value: 'DIRECTORY',
      help: 'What the build may read; the git repository by default',
    },
    origins: { type: 'boolean', help: 'Tell the file and line of every value beside it' },
    'show-secrets': { type: 'boolean', help: 'Write out the values of Secrets, which are hidden else' },
  },
  run(given, io) {
    const [directory] = given.positionals;
    if (directory === undefined) throw new UsageError('bad-argument', 'The directory is not given.');
    const target = resolve(io.cwd, directory);
    const given_ = given.text('root');
    const root = given_ === undefined ? (findRepository(target) ?? target) : resolve(io.cwd, given_);
    const tree = openTree(root);
    const inner = toRepoPath(relative(root, target));
    if (inner === undefined || !tree.isDirectory(inner)) {
      throw new UsageError('no-such-directory', `There is no directory '${directory}' below '${root}'.`);
    }
    const build = buildKustomization(tree, inner);
    const origins = given.flag('origins') ? 'comments' : 'none';
    const secrets = given.flag('show-secrets') ? 'shown' : 'hidden';
    io.write(printObjects(build.objects, tree, { origins, secrets }));
    for (const each of build.diagnostics) io.warn(`${show(each, tree)}\n`);
    for (const each of build.gaps) io.warn(`${show({ ...each, severity: 'note' }, tree)}\n`);
    return build.diagnostics.some(({ severity }) => severity === 'error') ? EXIT.findings : EXIT.clean;
  },
};

function show(
  { span, severity, message }: Pick<Diagnostic, 'span' | 'severity' | 'message'>,
  tree: FileTree,
): string {
  const file = tree.read(span.file);
  const { line, column } = file ? positionAt(file.lines, span.start) : { line: 1, column: 1 };
  return `${span.file}:${line}:${column}: ${severity}: ${redactorOf(tree).hide(message)}`;
}
