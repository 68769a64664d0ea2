import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { RepoPath } from '../../source/repo-path.js';
import { sourceFile } from '../../source/source-file.js';
import { definePlugin, defineRule } from '../findings/rule.js';
import { type ConfigSource, readConfig, showProblems } from './config.js';
import { externalsOf } from './config-elsewhere.js';
import { effectiveRules } from './effective-rules.js';

const PATH = 'fluxvet.config.yaml' as RepoPath;

const META = {
  title: 'Something is wrong',
  why: 'It fails.',
  category: 'style',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  stages: [],
} as const;

const own = definePlugin({
  apiVersion: 1,
  name: 'rules',
  version: '1.0.0',
  namespace: '',
  rules: [
    defineRule({ ...META, id: 'source-not-found' }),
    defineRule({
      ...META,
      id: 'interval-too-short',
      options: z.strictObject({
        least: z.number().positive().default(60),
        ignore: z.array(z.string()).default([]),
      }),
    }),
  ],
  presets: { recommended: { rules: {} } },
});

/** Everything that is said of a configuration, a line each. */
function problemsOf(text: string): string[] {
  const file = sourceFile(PATH, text);
  const { config, node, diagnostics } = readConfig(file);
  const source: ConfigSource = { file, ...(node && { node }) };
  const all = diagnostics.length > 0 ? diagnostics : effectiveRules([own], config, node).diagnostics;
  return all.length === 0 ? [] : showProblems(all, source).split('\n');
}

test.for([
  ['an unknown field', 'extends: []\nrulez: {}\n', '2:1', 'rulez'],
  ['an unknown field further in', 'suppressions:\n  requireReasons: true\n', '2:3', 'requireReasons'],
  ['a text where a list must be', 'extends: recommended\n', '1:10', 'extends'],
  ['a mapping where a text must be', 'plugins:\n  - name: x\n', '2:5', 'plugins[0]'],
  ['an empty text', "ignore: ['']\n", '1:10', 'ignore[0]'],
  ['a severity that there is not', 'failOn: fatal\n', '1:9', 'failOn'],
  ['a required field that is not there', 'sources:\n  - url: https://x.test/y\n', '2:5', 'sources[0].path'],
  ['a level that there is not', 'rules:\n  source-not-found: fatal\n', '2:21', 'source-not-found'],
  ["options beside 'off'", 'rules:\n  source-not-found: [off, {}]\n', '2:22', "'on'"],
  ['a level with a slip', 'rules:\n  source-not-found: eror\n', '2:21', "did you mean 'error'?"],
  ['options with a level with a slip', 'rules:\n  source-not-found: [warnign, {}]\n', '2:22', "'warning'?"],
  ['a level with a slip in an override', 'overrides:\n- files: [a]\n  rules: { x: of }\n', '3:15', "'off'?"],
  ['a scalar for the whole configuration', 'recommended\n', '1:1', 'mapping'],
  ['a key that stands twice', 'failOn: error\nfailOn: note\n', '2:1', 'failOn'],
] as const)('tells the place of %s', ([, text, place, words]) => {
  const [first = '', ...others] = problemsOf(text);
  expect(others).toEqual([]);
  expect(first).toContain(`fluxvet.config.yaml:${place}: `);
  expect(first).toContain(words);
});

test.for([
  ['a rule', 'rules:\n  sourc-not-found: error\n', '2:3', "'source-not-found'"],
  [
    'a rule of an override',
    'overrides:\n- files: [x]\n  rules: { interval-to-short: off }\n',
    '3:12',
    "'interval-too-short'",
  ],
  ['a preset', 'extends: [recommended, recomended]\n', '1:24', "'recommended'"],
] as const)('tells the nearest name where %s is unknown', ([, text, place, meant]) => {
  const [first, ...others] = problemsOf(text);
  expect(others).toEqual([]);
  expect(first).toContain(`fluxvet.config.yaml:${place}: `);
  expect(first).toContain(`did you mean ${meant}?`);
});

test('offers no name where none is near', () => {
  expect(problemsOf('rules: { something-else: off }\n')).toEqual([
    expect.not.stringContaining('did you mean'),
  ]);
});

test('reports a rule that nobody may suppress and that does not exist', () => {
  expect(problemsOf('suppressions:\n  forbid: [source-not-fond]\n')).toEqual([
    expect.stringMatching(/:2:\d+: .*'source-not-fond'.*'source-not-found'/),
  ]);
});

test('reports an override that does not say what it is for', () => {
  expect(problemsOf('overrides:\n  - rules: { source-not-found: off }\n')).toEqual([
    expect.stringContaining(':2:5: '),
  ]);
});

test.for([
  ['of the wrong type', 'least: many', '3:15'],
  ['out of range', 'least: -1', '3:15'],
  ['wrong inside a list', 'ignore: [x, 7]', '3:27'],
  ['that there is not', 'most: 3', '3:13'],
] as const)('tells the place of an option %s', ([, option, place]) => {
  const [first, ...others] = problemsOf(`rules:\n  interval-too-short:\n    [error, { ${option} }]\n`);
  expect(others).toEqual([]);
  expect(first).toContain(`fluxvet.config.yaml:${place}: `);
  expect(first).toContain('interval-too-short');
});

test('reports options of a rule that has none', () => {
  expect(problemsOf('rules:\n  source-not-found: [error, { x: 1 }]\n')).toEqual([
    expect.stringMatching(/:2:\d+: .*source-not-found.*no options/),
  ]);
});

test('reports every mistake, not only the first', () => {
  expect(problemsOf('rules: { one-rule: off, another-rule: off }\n')).toHaveLength(2);
});

test('reads JSON with comments of YAML, a byte order mark and CR LF', () => {
  const text = '\ufeff{ "failOn": "note", # strict\r\n  "rules": { "source-not-found": "off" } }\r\n';
  const { config, diagnostics } = readConfig(sourceFile(PATH, text));
  expect(diagnostics).toEqual([]);
  expect(config).toEqual({ failOn: 'note', rules: { 'source-not-found': 'off' } });
});

test.for(['', '\n', '# nothing\n', '---\n', '\ufeff'])(
  'takes an empty file for no configuration: %j',
  (text) => {
    expect(readConfig(sourceFile(PATH, text))).toEqual({ config: {}, node: undefined, diagnostics: [] });
  },
);

test('never throws, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(() => problemsOf(text)).not.toThrow();
    }),
    { numRuns: 200 },
  );
});

test('shows a problem of a program without a line, and one without a source by its message', () => {
  const diagnostic = {
    code: 'config/bad-value',
    severity: 'error',
    message: 'It is wrong.',
    span: { file: PATH, start: 0, end: 0 },
  } as const;
  const file = sourceFile('fluxvet.config.ts' as RepoPath, '');
  expect(showProblems([diagnostic], { file })).toBe('fluxvet.config.ts: It is wrong.');
  expect(showProblems([diagnostic], undefined)).toBe('It is wrong.');
});

test('hands on external objects with what is said of them and nothing else', () => {
  const externals = [{ kind: 'Secret' }, { kind: 'Secret', name: 'token', namespace: 'shop' }];
  expect(externalsOf(externals)).toEqual(externals);
  expect(externalsOf()).toEqual([]);
});

test.for<string>([
  'sources: [{ path: ../x }]',
  'sources: [{ url: "https://x.test/y", kind: Bucket, name: y, path: ../x }]',
  'sources: [{ kind: ExternalArtifact, path: ../x }]',
  'externals: [{ kind: ConfigMap, keys: [a] }]',
  'externals: [{ kind: Namespace, name: x, values: { a: b } }]',
])('tells what is wrong with %s', (text) => {
  const { diagnostics } = readConfig(sourceFile(PATH, text));
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0]?.message).toMatch(/^(sources|externals)\[0\] is wrong: /);
});

test.for([
  'sources: [{ url: "https://x.test/y", ref: main, path: ../x }]',
  'sources: [{ url: "https://x.test/y", ref: { semver: 1.x }, path: ../x }]',
  'sources: [{ kind: ExternalArtifact, namespace: a, name: b, path: ../x }]',
  'externals: [{ kind: Secret, name: x, keys: [a] }, { kind: ConfigMap, name: y, values: { a: 1, b: true } }]',
  'pull: { allow: [github.com, "*.example.com"], skip: ["https://x.test/**"] }',
])('takes %s', (text) => {
  expect(readConfig(sourceFile(PATH, text)).diagnostics).toEqual([]);
});

test('values of external objects are text, and their places are kept', () => {
  const text = 'externals: [{ kind: ConfigMap, name: y, values: { a: 1, b: true } }]';
  const file = sourceFile(PATH, text);
  const { config, node } = readConfig(file);
  const [external] = externalsOf(config.externals, node);
  expect(external?.values).toEqual({ a: '1', b: 'true' });
  expect(text.slice(external?.at?.start, external?.at?.end)).toBe(text.slice(12, -1));
});
