import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { sourceFile } from '../../source/source-file.js';
import { bootstrapped } from '../../testing/bootstrapped.js';
import { repo } from '../../testing/repo.js';
import { check } from '../check.js';
import { definePlugin, defineRule } from '../findings/rule.js';
import { readConfig } from './config.js';

const rule = defineRule({
  id: 'rule',
  title: 'Something is wrong',
  why: 'It fails.',
  category: 'style',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  stages: [],
});
const plugin = definePlugin({ apiVersion: 1, name: 'p', version: '1', namespace: '', rules: [rule] });

const { tree } = repo`
${bootstrapped('clusters/prod')}
`;

function noticesOf(text: string) {
  const file = sourceFile('fluxvet.config.yaml' as RepoPath, text);
  const { config, node, diagnostics } = readConfig(file);
  expect(diagnostics).toEqual([]);
  return check(tree, { plugins: [plugin], config, configSource: { file, ...(node && { node }) } }).notices;
}

test.for([
  ['an ignored file', 'ignore: [clusters/**/kustomization.yaml, vendor/**]', 'vendor/**', 42],
  ['a file', 'overrides: [{ files: [vendor/**], rules: { rule: off } }]', 'vendor/**', 23],
  ['a cluster', 'overrides: [{ clusters: [prod, staging], rules: { rule: off } }]', 'staging', 32],
  ['a namespace', 'overrides: [{ namespaces: [flux-*, shop], rules: { rule: off } }]', 'shop', 36],
  ['a kind', 'overrides: [{ kinds: [Deployment, Depoyment], rules: { rule: off } }]', 'Depoyment', 35],
] as const)('warns of a pattern that fits no %s, at its place', ([, text, pattern, column]) => {
  expect(noticesOf(text)).toEqual([
    {
      code: 'config/no-match',
      severity: 'warning',
      message: expect.stringContaining(`'${pattern}'`),
      location: {
        file: 'fluxvet.config.yaml',
        line: 1,
        column,
        endLine: 1,
        endColumn: column + pattern.length,
      },
    },
  ]);
});

test('stays silent where every pattern fits something', () => {
  const overrides =
    '{ files: [clusters/**], clusters: [p*], namespaces: [flux-system], kinds: [Git*], rules: {} }';
  expect(noticesOf(`overrides: [${overrides}]`)).toEqual([]);
});

test('warns without a place where the configuration is a program', () => {
  const [notice] = check(tree, { plugins: [plugin], config: { ignore: ['vendor/**'] } }).notices;
  expect(notice?.code).toBe('config/no-match');
  expect(notice).not.toHaveProperty('location');
});
