/**
 * `fluxvet graph`: what applies what, and which object names which.
 *
 * @module
 */
import { findCluster, graphOf, printDot, printMermaid, showJson } from '@fluxvet/core';
import { CONFIG_OPTIONS, openModel } from '../config/repository-options.js';
import type { Command } from '../output/command.js';
import { readFormat } from '../output/formats.js';

export const graphCommand: Command = {
  name: 'graph',
  takes: '[path]',
  most: 1,
  summary: 'Print the graph of Flux objects for Mermaid or Graphviz',
  options: {
    format: { type: 'string', short: 'f', value: 'FORMAT', help: 'mermaid, dot or json' },
    cluster: { type: 'string', value: 'NAME', help: 'Only this cluster' },
    all: { type: 'boolean', help: 'Show the objects that are not of Flux, too' },
    ...CONFIG_OPTIONS,
  },
  async run(given, io) {
    const format = readFormat(given, ['mermaid', 'dot', 'json']);
    const model = await openModel(given.positionals[0], given, io);
    const name = given.text('cluster');
    const clusters = name === undefined ? model.clusters : [findCluster(model, name)];
    const graph = graphOf({ ...model, clusters }, { objects: given.flag('all') ? 'all' : 'flux' });
    if (format === 'mermaid') io.write(printMermaid(graph));
    else if (format === 'dot') io.write(printDot(graph));
    else io.write(`${showJson(graph, 2)}\n`);
    return 0;
  },
};
