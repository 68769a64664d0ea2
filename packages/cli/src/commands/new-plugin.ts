/**
 * `fluxvet new-plugin`: writes a package of rules: one rule, its test, its page and its build.
 *
 * @module
 */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '@fluxvet/core';
import type { Command } from '../output/command.js';
import { writeText } from '../output/write-files.js';
import { pluginFiles } from '../plugins/plugin-files.js';

export const newPluginCommand: Command = {
  name: 'new-plugin',
  takes: '<name>',
  most: 1,
  summary: 'Write a package of your own rules',
  options: {
    directory: {
      type: 'string',
      value: 'DIRECTORY',
      help: 'Where to; a new directory of that name by default',
    },
  },
  run(given, io) {
    const [name] = given.positionals;
    if (name === undefined) throw new UsageError('bad-argument', 'The name of the package is not given.');
    if (!/^(@[a-z0-9][a-z0-9-]*\/)?[a-z][a-z0-9-]*$/.test(name)) {
      throw new UsageError(
        'bad-argument',
        `'${name}' is no name for a package: use lower case, digits and hyphens.`,
      );
    }
    const shown = given.text('directory') ?? name.split('/').at(-1) ?? name;
    const directory = resolve(io.cwd, shown);
    if (existsSync(directory) && readdirSync(directory).length > 0) {
      throw new UsageError('bad-argument', `The directory '${shown}' is not empty.`);
    }
    for (const [path, text] of Object.entries(pluginFiles(name))) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeText(join(directory, path), text);
    }
    io.warn(`fluxvet: wrote ${shown}; go on with 'npm install' and 'npm test' there\n`);
    return 0;
  },
};
