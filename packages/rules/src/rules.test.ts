import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Rule } from '@fluxvet/core';
import { bootstrapped, expectDeterministic, expectRobust, parseRepo, run } from '@fluxvet/core/testing';
import { describe, expect, test } from 'vitest';
import { fluxvetRules } from './index.js';

const root = fileURLToPath(new URL('rules/', import.meta.url));
const folders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const read = (...path: string[]): string => {
  const file = join(root, ...path);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

test('every folder is a rule, and every rule has a folder of its name', () => {
  expect(fluxvetRules.rules.map(({ id }) => id).sort()).toEqual([...folders].sort());
});

test('no problem of a stage is claimed by two rules', () => {
  const codes = fluxvetRules.rules.flatMap(({ stages = [] }) => stages);
  expect(codes).toEqual([...new Set(codes)]);
});

// Taken evenly from all values of an example, each with another shape.
const MOST_SHAPES = 25;

/** The YAML blocks under a heading of a page; each is a repository, completed to a bootstrapped cluster. */
function examples(page: string, heading: string): string[] {
  const [, section = ''] =
    new RegExp(`^## ${heading}$([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, 'm').exec(page) ?? [];
  return [...section.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
}

function asRepository(text: string): ReturnType<typeof parseRepo> {
  const homes = [...text.matchAll(/^# === (\S*clusters\/[^/\s]+)\//gm)].map(([, home = '']) => home);
  const missing = [...new Set(homes)].filter((home) => !text.includes(`# === ${home}/flux-system/`));
  return parseRepo(`${missing.map((home) => bootstrapped(home)).join('')}${text}`);
}

describe.each(fluxvetRules.rules.map((rule): [string, Rule] => [rule.id, rule]))('%s', (id, rule) => {
  const page = read(id, 'rule.md');
  const source = read(id, 'rule.ts');
  const tests = read(id, 'rule.test.ts');

  test('has metadata that reads well', () => {
    expect(rule.title).toMatch(/^[A-Z'].*[^.]$/);
    expect(rule.why).toMatch(/^[A-Z'].*\.$/);
    expect(`${rule.title}${rule.why}`).not.toMatch(/\n/);
    for (const message of Object.values(rule.messages)) expect(message).toMatch(/^[^\s].*\.$/s);
  });

  test('keeps to its size', () => {
    expect(source.split('\n').length).toBeLessThanOrEqual(100);
    expect(page.split('\n').length).toBeLessThanOrEqual(90);
  });

  test('has tests that report, stay silent, and stay silent on unknown', () => {
    expect(tests).toMatch(/test\(\s*['"`]reports/);
    expect(tests).toMatch(/test\(\s*['"`]stays silent (?!on unknown)/);
    expect(tests).toMatch(/test\(\s*['"`]stays silent on unknown/);
  });

  test('has a test of what it fixes', () => {
    if (/\bfix\b/.test(source)) expect(tests).toMatch(/expectFix\(/);
  });

  test('has a page with its sections', () => {
    expect(page.startsWith(`# ${id}\n`)).toBe(true);
    for (const heading of ['Why', 'Fails', 'Passes', 'How to fix', 'When not to use it']) {
      expect(page).toMatch(new RegExp(`^## ${heading}$`, 'm'));
    }
    expect(/^## Options$/m.test(page)).toBe(rule.options !== undefined);
  });

  test('finds itself in the examples that fail, and nothing in those that pass', () => {
    const failing = examples(page, 'Fails');
    const passing = examples(page, 'Passes');
    expect(failing.length).toBeGreaterThan(0);
    expect(passing.length).toBeGreaterThan(0);
    for (const text of failing) expect(run(rule, asRepository(text)).findings.length).toBeGreaterThan(0);
    for (const text of passing) expect(run(rule, asRepository(text)).findings).toEqual([]);
  });

  test('survives values of any shape, and files in any order', () => {
    for (const text of examples(page, 'Fails')) {
      const repository = asRepository(text);
      expectRobust(rule, repository, { most: MOST_SHAPES });
      expectDeterministic(rule, repository);
    }
  });
});
