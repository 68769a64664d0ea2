/**
 * fluxvet's own rules, as a plug-in.
 *
 * @module
 */
import { definePlugin, own, type Plugin, VERSION } from '@fluxvet/core';
import { ALL_RULES } from './all-rules.data.js';
import { PAGES } from './pages.data.js';
import { PRESETS } from './presets.js';

/** Every rule that comes with fluxvet, and the presets `recommended`, `strict`, `all` and `skyscrapers`. */
export const fluxvetRules: Plugin = definePlugin({
  apiVersion: 1,
  name: '@fluxvet/rules',
  version: VERSION,
  namespace: '',
  rules: ALL_RULES.map((rule) => ({ ...rule, docs: own(PAGES, rule.id) ?? '' })),
  presets: PRESETS,
});

export * from './all-rules.data.js';
