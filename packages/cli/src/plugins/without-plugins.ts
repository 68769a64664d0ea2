/**
 * A configuration without its plug-ins, for repositories whose code is not to be trusted.
 *
 * @module
 */
import type { Config, Notice } from '@fluxvet/core';

/** The configuration without everything that names a plug-in, and what is to be said of it. */
export function withoutPlugins(config: Config): { readonly config: Config; readonly notices: Notice[] } {
  const { plugins = [], extends: presets, rules, overrides, suppressions, ...rest } = config;
  const names = plugins.map((each) => `'${each}'`).join(', ');
  const message = `The plug-ins ${names} were not loaded, as asked: their rules did not run.`;
  return {
    config: {
      ...rest,
      ...(presets && { extends: presets.filter(isOwn) }),
      ...(rules && { rules: ownOnly(rules) }),
      ...(overrides && { overrides: overrides.map((each) => ({ ...each, rules: ownOnly(each.rules) })) }),
      ...(suppressions && {
        suppressions: { ...suppressions, forbid: (suppressions.forbid ?? []).filter(isOwn) },
      }),
    },
    notices: [{ code: 'config/no-plugins', severity: 'note', message }],
  };
}

/** What a plug-in brings has its namespace in front. */
function isOwn(name: string): boolean {
  return !name.includes('/');
}

function ownOnly<T>(settings: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(settings).filter(([id]) => isOwn(id)));
}
