/**
 * `fluxvet explain`: the story of a value, step by step.
 *
 * @module
 */
import { explain, printStory, showJson, UsageError } from '@fluxvet/core';
import { CONFIG_OPTIONS, openModel } from '../config/repository-options.js';
import type { Command } from '../output/command.js';
import { readFormat } from '../output/formats.js';

export const explainCommand: Command = {
  name: 'explain',
  takes: '[path] <cluster> <Kind/namespace/name> [field.path]',
  most: 4,
  summary: 'Tell which lines make a value what it is',
  options: {
    format: { type: 'string', short: 'f', value: 'FORMAT', help: 'text or json' },
    ...CONFIG_OPTIONS,
  },
  async run(given, io) {
    const format = readFormat(given, ['text', 'json']);
    const { path, cluster, object, field } = split(given.positionals);
    const model = await openModel(path, given, io);
    const story = explain(model, cluster, object, field);
    io.write(
      format === 'json' ? `${showJson(story, 2)}\n` : printStory(story, model.tree, { color: io.color }),
    );
    return 0;
  },
};

/** The object is the argument that looks like one: a kind in front, and no dot or slash at its beginning. */
function split(given: readonly string[]): {
  path: string | undefined;
  cluster: string;
  object: string;
  field: string;
} {
  const at = given.findIndex((each, index) => index > 0 && /^[A-Z][A-Za-z0-9]*\//.test(each));
  const [object, field = '', tooMuch] = at < 0 ? [] : given.slice(at);
  const cluster = given[at - 1];
  if (object === undefined || cluster === undefined || at > 2 || tooMuch !== undefined) {
    throw new UsageError(
      'bad-argument',
      `Give a cluster and an object, as in 'fluxvet explain production Deployment/web/frontend spec.replicas'.`,
    );
  }
  return { path: at === 2 ? given[0] : undefined, cluster, object, field };
}
