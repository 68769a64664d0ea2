/**
 * Whether a value speaks of production or staging.
 *
 * @module
 */
import type { Environment, ScalarNode } from '@fluxvet/core';

/** The environments whose words mean nothing else. */
export type Other = Extract<Environment, 'staging' | 'production'>;

// Only words that mean nothing else: a program that runs in 'test' or 'stage' mode is no leak.
const WORDS: Readonly<Record<Other, RegExp>> = {
  staging: /(^|[^a-z0-9])(staging|stg)([^a-z0-9]|$)/i,
  production: /(^|[^a-z0-9])(production|prod|prd)([^a-z0-9]|$)/i,
};

/** Whether a value is one word of text that names the environment, and not this one's. */
export function speaksOf({ value, tag, unknown }: ScalarNode, other: Other): boolean {
  if (tag !== '!!str' || unknown !== undefined || value.length > LONGEST || /\s/.test(value)) return false;
  if (!WORDS[other].test(value) || WORDS[OPPOSITE[other]].test(value)) return false;
  // Programs run in 'production' mode everywhere: only hosts tell.
  return other === 'staging' || (isHost(hostOf(value)) && WORDS[other].test(hostOf(value)));
}

function hostOf(value: string): string {
  return value.replace(/^[a-z+]{1,20}:\/\//i, '').split(/[:/]/, 1)[0] ?? '';
}

function isHost(text: string): boolean {
  return text.split('.').length > 2;
}

const OPPOSITE: Readonly<Record<Other, Other>> = { staging: 'production', production: 'staging' };
const LONGEST = 253;
