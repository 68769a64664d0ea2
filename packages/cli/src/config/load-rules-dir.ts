/**
 * Loads the rules of a directory: a team's first rule needs no package yet.
 *
 * @module
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { definePlugin, type Plugin, type Rule, UsageError } from '@fluxvet/core';
import { importModule } from '../plugins/import-module.js';
import { pluginFault } from '../plugins/plugin-fault.js';
import type { LoadedConfig } from './load-config.js';

/** The namespace of rules that belong to no plug-in. */
const NAMESPACE = 'local';

/**
 * The configuration with all rules of a directory switched on, unless it sets them itself.
 *
 * @throws UsageError with code `bad-plugin` where the directory has no rules, or one of them is wrong
 */
export async function withRulesDirectory(loaded: LoadedConfig, directory: string): Promise<LoadedConfig> {
  const plugin = await loadDirectory(directory);
  const rules = Object.fromEntries(plugin.rules.map(({ id }) => [`${NAMESPACE}/${id}`, 'on' as const]));
  return {
    ...loaded,
    plugins: [...loaded.plugins, plugin],
    config: { ...loaded.config, rules: { ...rules, ...loaded.config.rules } },
  };
}

async function loadDirectory(directory: string): Promise<Plugin> {
  const rules: Rule[] = [];
  for (const name of filesIn(directory)) {
    try {
      rules.push(...Object.values(await importModule(join(directory, name))).filter(isRule));
    } catch (error) {
      throw fault(directory, `'${name}' cannot be loaded: ${error instanceof Error ? error.message : error}`);
    }
  }
  if (rules.length === 0) throw fault(directory, 'none of its files exports a rule');
  const unique = [...new Set(rules)];
  const plugin = definePlugin({
    apiVersion: 1,
    name: 'rules-dir',
    version: '0.0.0',
    namespace: NAMESPACE,
    rules: unique,
  });
  const wrong = pluginFault(plugin, directory);
  if (wrong !== undefined) throw fault(directory, wrong);
  return plugin;
}

function filesIn(directory: string): string[] {
  try {
    return readdirSync(directory)
      .filter((name) => /\.[mc]?[jt]s$/.test(name) && !/\.(test|d)\.[mc]?[jt]s$/.test(name))
      .sort();
  } catch (error) {
    throw fault(directory, `it cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function isRule(value: unknown): value is Rule {
  return typeof value === 'object' && value !== null && 'id' in value && 'check' in value;
}

function fault(directory: string, cause: string): UsageError {
  return new UsageError('bad-plugin', `The rules in '${directory}' cannot be used: ${cause}.`);
}
