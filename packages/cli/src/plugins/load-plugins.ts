/**
 * Loads the plug-ins that a configuration names, and no others.
 *
 * @module
 */
import { relative } from 'node:path';
import { type Plugin, UsageError } from '@fluxvet/core';
import { importModule } from './import-module.js';
import { pluginFault } from './plugin-fault.js';
import { resolveModule } from './resolve-module.js';

/**
 * Loads plug-ins.
 *
 * @param from - the file that names them
 * @throws UsageError with code `bad-plugin` that names plug-in, file and cause
 */
export async function loadPlugins(specifiers: readonly string[], from: string): Promise<Plugin[]> {
  const byNamespace = new Map<string, { readonly plugin: Plugin; readonly path: string }>();
  for (const specifier of specifiers) {
    const path = resolved(specifier, from);
    if (path === undefined) throw fault(specifier, `it is not to be found from '${from}'`);
    const value = await imported(specifier, path);
    const wrong = pluginFault(value, path);
    if (wrong !== undefined) throw fault(specifier, wrong);
    const plugin = value as Plugin;
    const known = byNamespace.get(plugin.namespace);
    if (known && versionOf(known.plugin) !== versionOf(plugin)) {
      const both = `'${known.path}' (${versionOf(known.plugin)}) and '${path}' (${versionOf(plugin)})`;
      throw fault(specifier, `the namespace '${plugin.namespace}' is taken twice, by ${both}`);
    }
    if (!known) byNamespace.set(plugin.namespace, { plugin, path });
  }
  return [...byNamespace.values()].map(({ plugin }) => plugin);
}

function resolved(specifier: string, from: string): string | undefined {
  try {
    return resolveModule(specifier, from);
  } catch (error) {
    throw fault(
      specifier,
      `its package.json cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function versionOf({ name, version }: Plugin): string {
  return `${name}@${version}`;
}

async function imported(specifier: string, path: string): Promise<unknown> {
  try {
    const exports = await importModule(path);
    return exports['default'] ?? exports['plugin'] ?? Object.values(exports).find(isVersioned);
  } catch (error) {
    throw fault(specifier, `'${path}' cannot be loaded: ${error instanceof Error ? error.message : error}`);
  }
}

function isVersioned(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'apiVersion' in value && 'rules' in value;
}

function fault(specifier: string, cause: string): UsageError {
  return new UsageError('bad-plugin', `The plug-in '${specifier}' cannot be used: ${cause}.`);
}

/** A path as messages show it: as seen from where the program runs. */
export function shownPath(cwd: string, path: string): string {
  const shown = relative(cwd, path);
  return shown === '' ? '.' : shown;
}
