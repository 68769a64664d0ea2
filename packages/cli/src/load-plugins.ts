/**
 * Loads the plug-ins that a configuration names, and no others.
 *
 * @module
 */
import { relative } from 'node:path';
import { type Plugin, UsageError } from '@fluxvet/core';
import { importModule } from './import-module.js';
import { resolveModule } from './resolve-module.js';

const API_VERSION = 1;

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
    const plugin = demandPlugin(specifier, path, await imported(specifier, path));
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

function demandPlugin(specifier: string, path: string, value: unknown): Plugin {
  if (typeof value !== 'object' || value === null) {
    throw fault(specifier, `'${path}' exports no plug-in: its default export must come from definePlugin`);
  }
  const plugin = value as Partial<Plugin>;
  if (plugin.apiVersion !== API_VERSION) {
    const told = plugin.apiVersion === undefined ? 'none' : String(plugin.apiVersion);
    const which = Number(plugin.apiVersion) > API_VERSION ? 'fluxvet' : 'the plug-in';
    throw fault(
      specifier,
      `it is made for version ${told} of the API, and this fluxvet has ${API_VERSION}: upgrade ${which}`,
    );
  }
  for (const field of ['name', 'version', 'namespace'] as const) {
    if (typeof plugin[field] !== 'string') throw fault(specifier, `'${path}' does not say its ${field}`);
  }
  if (!/^[a-z][a-z0-9-]*$/.test(plugin.namespace ?? '')) {
    throw fault(specifier, `its namespace '${plugin.namespace}' must be a word in lower case`);
  }
  if (!Array.isArray(plugin.rules)) throw fault(specifier, `'${path}' has no list of rules`);
  for (const rule of plugin.rules as readonly Partial<Plugin['rules'][number]>[]) {
    if (typeof rule?.id !== 'string' || typeof rule.check !== 'function') {
      throw fault(specifier, `one of its rules has no id or no check: make it with defineRule`);
    }
    if (rule.apiVersion !== API_VERSION) {
      throw fault(specifier, `its rule '${rule.id}' is made for another version of the API`);
    }
    if (!SEVERITIES.has(rule.severity ?? '')) {
      throw fault(specifier, `its rule '${rule.id}' has the severity '${rule.severity}', which is none`);
    }
  }
  return plugin as Plugin;
}

const SEVERITIES: ReadonlySet<string> = new Set(['error', 'warning', 'note']);

function fault(specifier: string, cause: string): UsageError {
  return new UsageError('bad-plugin', `The plug-in '${specifier}' cannot be used: ${cause}.`);
}

/** A path as messages show it: as seen from where the program runs. */
export function shownPath(cwd: string, path: string): string {
  const shown = relative(cwd, path);
  return shown === '' ? '.' : shown;
}
