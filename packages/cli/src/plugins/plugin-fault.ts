/**
 * What is wrong with a plug-in as it was loaded: it can be plain JavaScript, which no compiler has looked at.
 * A fault that would only show in some format, long after, is told here.
 *
 * @module
 */
import type { Plugin, Rule } from '@fluxvet/core';

const API_VERSION = 1;

/** What is wrong with what a module exports, if anything is: the rest of a sentence about the plug-in. */
export function pluginFault(value: unknown, path: string): string | undefined {
  if (typeof value !== 'object' || value === null) {
    return `'${path}' exports no plug-in: its default export must come from definePlugin`;
  }
  const plugin = value as Partial<Plugin>;
  if (plugin.apiVersion !== API_VERSION) {
    const told = plugin.apiVersion === undefined ? 'none' : String(plugin.apiVersion);
    const which = Number(plugin.apiVersion) > API_VERSION ? 'fluxvet' : 'the plug-in';
    return `it is made for version ${told} of the API, and this fluxvet has ${API_VERSION}: upgrade ${which}`;
  }
  for (const field of ['name', 'version', 'namespace'] as const) {
    if (typeof plugin[field] !== 'string') return `'${path}' does not say its ${field}`;
  }
  if (!/^[a-z][a-z0-9-]*$/.test(plugin.namespace ?? '')) {
    return `its namespace '${plugin.namespace}' must be a word in lower case`;
  }
  if (!Array.isArray(plugin.rules)) return `'${path}' has no list of rules`;
  const ids = new Set<string>();
  for (const rule of plugin.rules as readonly (Partial<Rule> | null)[]) {
    const wrong = ruleFault(rule, ids);
    if (wrong !== undefined) return wrong;
    ids.add(rule?.id ?? '');
  }
  return reporterFault(plugin) ?? presetFault(plugin, ids);
}

const WORDS = {
  severity: ['error', 'warning', 'note'],
  confidence: ['certain', 'likely', 'hint'],
  category: ['correctness', 'security', 'reliability', 'upgrade', 'style'],
} as const satisfies Partial<Record<keyof Rule, readonly string[]>>;

function ruleFault(rule: Partial<Rule> | null, before: ReadonlySet<string>): string | undefined {
  if (typeof rule?.id !== 'string' || typeof rule.check !== 'function') {
    return 'one of its rules has no id or no check: make it with defineRule';
  }
  const { id } = rule;
  if (rule.apiVersion !== API_VERSION) return `its rule '${id}' is made for another version of the API`;
  if (before.has(id)) return `it has two rules '${id}'`;
  for (const field of ['title', 'why'] as const) {
    if (typeof rule[field] !== 'string') return `its rule '${id}' does not say its ${field}`;
  }
  for (const [field, words] of Object.entries(WORDS) as [keyof typeof WORDS, readonly string[]][]) {
    if (rule[field] === undefined) return `its rule '${id}' does not say its ${field}`;
    if (!words.includes(rule[field])) {
      return `its rule '${id}' has the ${field} '${rule[field]}', which is none of ${words.join(', ')}`;
    }
  }
  const { options } = rule;
  return options === undefined || typeof options['~standard']?.validate === 'function'
    ? undefined
    : `the options schema of its rule '${id}' is none that fluxvet knows: it must be a Standard Schema, as those of zod are`;
}

function reporterFault({ reporters = {} }: Partial<Plugin>): string | undefined {
  const wrong = Object.entries(reporters).find(([, reporter]) => typeof reporter !== 'function');
  return wrong && `its reporter '${wrong[0]}' is no function`;
}

const LEVELS = new Set(['on', 'off', ...WORDS.severity]);

function presetFault({ presets = {} }: Partial<Plugin>, ids: ReadonlySet<string>): string | undefined {
  for (const [name, preset] of Object.entries(presets)) {
    for (const [id, setting] of Object.entries(preset?.rules ?? {})) {
      if (!ids.has(id)) return `its preset '${name}' names '${id}', which is none of its rules`;
      const level: unknown = Array.isArray(setting) ? setting[0] : setting;
      if (!LEVELS.has(String(level)))
        return `its preset '${name}' sets '${id}' to '${level}', which is no severity`;
    }
  }
  return undefined;
}
