/**
 * `fluxvet list`: the clusters, what Flux applies to each, and where from.
 *
 * @module
 */
import { inventoryOf, printInventory, UsageError } from '@fluxvet/core';
import type { Command } from '../command.js';
import { CONFIG_OPTIONS, openModel } from '../repository-options.js';

export const listCommand: Command = {
  name: 'list',
  takes: '[path]',
  most: 1,
  summary: 'List clusters, apps and sources',
  options: {
    format: { type: 'string', short: 'f', value: 'FORMAT', help: 'text or json' },
    ...CONFIG_OPTIONS,
  },
  async run(given, io) {
    const format = given.text('format') ?? 'text';
    if (format !== 'text' && format !== 'json') {
      throw new UsageError('bad-argument', `--format takes text or json, and not '${format}'.`);
    }
    const inventory = inventoryOf(await openModel(given.positionals[0], given, io));
    io.write(
      format === 'json'
        ? `${JSON.stringify(inventory, undefined, 2)}\n`
        : printInventory(inventory, { color: io.color }),
    );
    return 0;
  },
};
