import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { resolveModule } from './resolve-module.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fluxvet-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** What a specifier in a configuration leads to, among files. */
function resolved(
  specifier: string,
  files: Readonly<Record<string, object | null>>,
  from = 'fluxvet.config.yaml',
): string | undefined {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content === null ? '' : JSON.stringify(content));
  }
  return resolveModule(specifier, join(root, from))?.slice(root.length + 1);
}

test.for<[string, string, string[], string]>([
  ['a file', './rules.mjs', ['rules.mjs'], 'rules.mjs'],
  ['a directory with an index', './rules', ['rules/index.js'], 'rules/index.js'],
  ['a directory with an index of TypeScript', './rules', ['rules/index.ts'], 'rules/index.ts'],
  ['the directory itself', '.', ['index.mjs'], 'index.mjs'],
  ['a package', 'team-rules', ['node_modules/team-rules/index.js'], 'node_modules/team-rules/index.js'],
  [
    'a package with a scope',
    '@team/rules',
    ['node_modules/@team/rules/index.js'],
    'node_modules/@team/rules/index.js',
  ],
  [
    'a file of a package',
    '@team/rules/base.js',
    ['node_modules/@team/rules/base.js'],
    'node_modules/@team/rules/base.js',
  ],
])('finds %s', ([, specifier, paths, expected]) => {
  expect(resolved(specifier, Object.fromEntries(paths.map((path) => [path, null])))).toBe(expected);
});

test.for(['./gone.mjs', './empty', 'gone', '@team/gone', '@team', '', '../../../../../../../gone'])(
  'finds nothing for %j',
  (specifier) => {
    expect(resolved(specifier, { 'empty/readme.md': null })).toBeUndefined();
  },
);

test('looks from the file that names it, upwards', () => {
  const files = { 'node_modules/team-rules/index.js': null, 'deep/node_modules/team-rules/index.js': null };
  expect(resolved('team-rules', files, 'deep/er/fluxvet.config.yaml')).toBe(
    'deep/node_modules/team-rules/index.js',
  );
  expect(resolved('team-rules', files)).toBe('node_modules/team-rules/index.js');
  expect(resolved('./rules.mjs', { 'deep/rules.mjs': null }, 'deep/fluxvet.config.yaml')).toBe(
    'deep/rules.mjs',
  );
});

const AT = 'node_modules/team-rules';

test.for<[string, object]>([
  ['main', { main: 'dist/main.js' }],
  ['a plain export', { exports: './dist/main.js' }],
  ['an export of the root', { exports: { '.': './dist/main.js' } }],
  [
    'conditions',
    { exports: { types: './dist/main.d.ts', import: './dist/main.js', require: './dist/main.cjs' } },
  ],
  ['conditions of the root', { exports: { '.': { types: './x.d.ts', default: './dist/main.js' } } }],
  [
    'conditions in conditions',
    { exports: { '.': { node: { require: './x.cjs', import: './dist/main.js' } } } },
  ],
  ['exports rather than main', { main: 'old.js', exports: './dist/main.js' }],
])('reads %s of a manifest', ([, manifest]) => {
  const files = {
    [`${AT}/package.json`]: manifest,
    [`${AT}/dist/main.js`]: null,
    [`${AT}/old.js`]: null,
    [`${AT}/index.js`]: null,
  };
  expect(resolved('team-rules', files)).toBe(`${AT}/dist/main.js`);
});

test('reads what a manifest exports under another name', () => {
  const manifest = { exports: { '.': './index.js', './presets': { import: './dist/presets.js' } } };
  const files = {
    [`${AT}/package.json`]: manifest,
    [`${AT}/dist/presets.js`]: null,
    [`${AT}/index.js`]: null,
  };
  expect(resolved('team-rules/presets', files)).toBe(`${AT}/dist/presets.js`);
});

test('falls back to the index where the manifest names a file that is not there', () => {
  const files = { [`${AT}/package.json`]: { main: 'gone.js' }, [`${AT}/index.js`]: null };
  expect(resolved('team-rules', files)).toBe(`${AT}/index.js`);
});
