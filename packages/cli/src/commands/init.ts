/**
 * `fluxvet init`: writes a first configuration, with comments, for the repository at hand.
 *
 * @module
 */
import { resolve } from 'node:path';
import { loadModel, openTree, UsageError } from '@fluxvet/core';
import { findConfig } from '../config/find-config.js';
import { firstConfig } from '../config/first-config.js';
import type { Command } from '../output/command.js';
import { writeText } from '../output/write-files.js';

export const initCommand: Command = {
  name: 'init',
  takes: '[path]',
  most: 1,
  summary: 'Write a first configuration for a repository',
  options: {},
  run(given, io) {
    const directory = resolve(io.cwd, given.positionals[0] ?? '.');
    const model = loadModel(openTree(directory));
    const known = findConfig(directory);
    if (known !== undefined)
      throw new UsageError('bad-config', `There is a configuration already: '${known}'.`);
    const path = resolve(directory, 'fluxvet.config.yaml');
    writeText(path, firstConfig(model));
    io.warn(`fluxvet: wrote fluxvet.config.yaml\n`);
    return 0;
  },
};
