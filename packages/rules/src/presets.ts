/**
 * Which rules are on without anybody saying so, and what stricter teams add.
 *
 * @module
 */
import type { Preset, RuleSetting } from '@fluxvet/core';
import { ALL_RULES } from './all-rules.js';

/** Advice that a healthy repository need not follow. */
const STRICT_ONLY: ReadonlySet<string> = new Set([]);

/** Rules that only some ways of working can follow: nobody gets them but by name, or with all others. */
const BY_NAME_ONLY: ReadonlySet<string> = new Set([]);

const settings = (
  wanted: (id: string) => boolean,
  setting: RuleSetting = 'on',
): Record<string, RuleSetting> =>
  Object.fromEntries(
    ALL_RULES.filter(({ id, stability }) => stability === 'stable' && wanted(id)).map(({ id }) => [
      id,
      setting,
    ]),
  );

const recommended = settings((id) => !STRICT_ONLY.has(id) && !BY_NAME_ONLY.has(id));
const strict = { ...recommended, ...settings((id) => STRICT_ONLY.has(id)) };
const all = Object.fromEntries(ALL_RULES.map(({ id }): [string, RuleSetting] => [id, 'on']));

/** The presets of fluxvet's own rules. */
export const PRESETS: Readonly<Record<string, Preset>> = {
  recommended: { rules: recommended },
  strict: { rules: strict },
  all: { rules: all },
};
