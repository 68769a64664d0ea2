/**
 * `fluxvet list`: the clusters, what Flux applies to each, and where from.
 *
 * @module
 */
import { inventoryOf, printInventory, showJson } from '@fluxvet/core';
import { CONFIG_OPTIONS, openModel } from '../config/repository-options.js';
import type { Command } from '../output/command.js';
import { readFormat } from '../output/formats.js';

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
    const format = readFormat(given, ['text', 'json']);
    const inventory = inventoryOf(await openModel(given.positionals[0], given, io));
    io.write(
      format === 'json' ? `${showJson(inventory, 2)}\n` : printInventory(inventory, { color: io.color }),
    );
    return 0;
  },
};
