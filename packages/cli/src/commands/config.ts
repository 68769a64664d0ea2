/**
 * `fluxvet config`: what holds in this repository, or for one of its files, and why.
 *
 * @module
 */
import { relative, resolve } from 'node:path';
import {
  type EffectiveRule,
  goodRules,
  loadConfigured,
  matchesGlob,
  type Override,
  visibleLines,
  withoutCommands,
} from '@fluxvet/core';
import { CONFIG_OPTIONS, openRepository } from '../config/repository-options.js';
import type { Command } from '../output/command.js';
import { shownPath } from '../plugins/load-plugins.js';

export const configCommand: Command = {
  name: 'config',
  takes: '[path]',
  most: 1,
  summary: 'Show the configuration that holds, and for a file what applies there',
  options: {
    for: { type: 'string', value: 'FILE', help: 'A file of the repository' },
    ...CONFIG_OPTIONS,
  },
  async run(given, io) {
    const { directory, loaded, tree } = await openRepository(given.positionals[0], given, io);
    const rules = goodRules(loaded);
    const file = given.text('for');
    const { config } = loaded;
    const lines = [
      `Configuration: ${loaded.path === undefined ? 'none' : shownPath(io.cwd, loaded.path)}`,
      `Presets: ${(config.extends ?? ['recommended']).join(', ')}`,
      `Plug-ins: ${loaded.plugins.map(({ name, version }) => `${name}@${version}`).join(', ')}`,
      `Fails on: ${config.failOn ?? 'error'}`,
    ];
    if (file !== undefined) {
      const inside = relative(directory, resolve(io.cwd, file));
      const ignored = (config.ignore ?? []).find((pattern) => matchesGlob(inside, pattern));
      lines.push('', `${inside}:`);
      if (ignored !== undefined) lines.push(`  ignored by the pattern '${ignored}'`);
      lines.push(`  clusters: ${clustersOf(inside, loadConfigured(tree, loaded)) || 'none'}`);
      for (const each of config.overrides ?? []) lines.push(...showOverride(each, inside));
    }
    lines.push('', 'Rules:', ...[...rules.rules.values()].map(showRule));
    io.write(withoutCommands(visibleLines(`${lines.join('\n')}\n`)));
    return 0;
  },
};

function clustersOf(file: string, { clusters }: ReturnType<typeof loadConfigured>): string {
  return clusters
    .filter(({ inputs }) => [...inputs].includes(file as never))
    .map(({ name }) => name)
    .join(', ');
}

/** An override that can hold for a file: by its files, or by what stands in them. */
function showOverride(override: Override, file: string): string[] {
  const { files, rules, reason, ...others } = override;
  if (files && !files.some((pattern) => matchesGlob(file, pattern))) return [];
  const selectors = Object.entries({ files, ...others }).filter(([, value]) => value !== undefined);
  const by = selectors.map(([key, value]) => `${key} ${JSON.stringify(value)}`).join(', ');
  const settings = Object.entries(rules).map(([id, level]) => `${id}: ${level}`);
  return [`  override by ${by}: ${settings.join(', ')}${reason === undefined ? '' : ` (${reason})`}`];
}

function showRule({ id, severity, enabled, options }: EffectiveRule): string {
  const given = options === undefined ? '' : ` ${JSON.stringify(options)}`;
  return `  ${id}: ${enabled ? severity : 'off, but for overrides'}${given}`;
}
