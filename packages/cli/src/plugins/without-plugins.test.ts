import { type Config, configSchema } from '@fluxvet/core';
import { expect, test } from 'vitest';
import { withoutPlugins } from './without-plugins.js';

const CONFIG: Config = {
  plugins: ['./rules', '@team/rules'],
  extends: ['recommended', 'team/strict'],
  rules: { 'path-not-found': 'warning', 'team/owner': 'error' },
  overrides: [{ files: ['**'], rules: { 'team/owner': 'off', 'path-not-found': 'off' }, reason: 'why' }],
  suppressions: { requireReason: true, forbid: ['team/owner', 'plaintext-secret'] },
  failOn: 'warning',
  ignore: ['vendor/**'],
};

test('takes away everything that needs a plug-in, and leaves all else', () => {
  expect(withoutPlugins(CONFIG).config).toEqual({
    extends: ['recommended'],
    rules: { 'path-not-found': 'warning' },
    overrides: [{ files: ['**'], rules: { 'path-not-found': 'off' }, reason: 'why' }],
    suppressions: { requireReason: true, forbid: ['plaintext-secret'] },
    failOn: 'warning',
    ignore: ['vendor/**'],
  });
});

test('adds nothing to a short configuration', () => {
  expect(withoutPlugins({ plugins: ['./rules'] }).config).toEqual({});
});

test('makes a configuration that is still a good one', () => {
  expect(configSchema.safeParse(withoutPlugins(CONFIG).config).success).toBe(true);
});

test('says which plug-ins were not loaded', () => {
  const [notice, ...others] = withoutPlugins(CONFIG).notices;
  expect(others).toEqual([]);
  expect(notice).toMatchObject({ severity: 'note' });
  expect(notice?.message).toMatch(/'\.\/rules'.*'@team\/rules'/);
});
