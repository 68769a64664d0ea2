import { check, type Report } from '@fluxvet/core';
import { bootstrapped, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { fluxvetRules } from './index.js';

const CANARY = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: canary, namespace: flux-system }
spec: { interval: 1m, prune: true, path: ./nowhere, sourceRef: { kind: GitRepository, name: flux-system } }
`;

const app = (path: string): string => CANARY.replace('canary', 'app').replace('./nowhere', path);

function checked(texts: Readonly<Record<string, string>>, limits = {}): Report {
  const source = [
    bootstrapped('clusters/prod'),
    `# === clusters/prod/canary.yaml\n${CANARY}`,
    `# === clusters/prod/app.yaml\n${app('./app')}`,
    ...Object.entries(texts).map(([path, text]) => `# === ${path}\n${text}`),
  ].join('\n');
  return check(repo`${source}`.tree, {
    plugins: [fluxvetRules],
    config: { limits },
  });
}

function tellsCanary({ findings, complete }: Report): void {
  expect(findings.map(({ rule }) => rule)).toContain('path-not-found');
  expect(complete).toBe(true);
}

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\n';

test('a limit that is reached is told at its place, and everything else is checked', () => {
  const many = Array.from({ length: 6 }, (_, at) => CONFIG.replace('name: c', `name: c${at}`)).join('---\n');
  const files = { 'app/kustomization.yaml': 'resources: [many.yaml]\n', 'app/many.yaml': many };
  const limited = checked(files, { buildObjects: 5 });
  tellsCanary(limited);
  const told = limited.notices.filter(({ code }) => code === 'internal/limit');
  expect(told.length).toBeGreaterThan(0);
  expect(told[0]?.message).toContain("'buildObjects'");
  expect(told[0]?.location).toBeDefined();
  expect(checked(files).notices.filter(({ code }) => code === 'internal/limit')).toEqual([]);
});

test('what doubles with every base is not followed to its end', () => {
  const files: Record<string, string> = {};
  for (let at = 0; at < 40; at++) {
    files[`b${at}/kustomization.yaml`] = `resources: [../b${at + 1}]\ncomponents: [../c${at}, ../c${at}]\n`;
    files[`c${at}/kustomization.yaml`] =
      `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ncomponents: [../c${at + 1}, ../c${at + 1}]\n`;
  }
  tellsCanary(checked({ ...files, 'app/kustomization.yaml': 'resources: [../b0]\n' }));
});

test('aliases of aliases are weighed as what they stand for', () => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let at = 1; at < 12; at++)
    lines.push(
      `a${at}: &a${at} [${Array(10)
        .fill(`*a${at - 1}`)
        .join(', ')}]`,
    );
  const bomb = `${CONFIG}data:\n${lines.map((line) => `  ${line}\n`).join('')}`;
  tellsCanary(
    checked({ 'app/kustomization.yaml': 'resources: [bomb.yaml]\nnamePrefix: x-\n', 'app/bomb.yaml': bomb }),
  );
});

test('names that objects of JavaScript have are names', () => {
  const names = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf'];
  const data = names.map((name) => `  ${name}: "\${${name}}"\n`).join('');
  const files = {
    'app/kustomization.yaml': `resources: [c.yaml]\ncommonLabels: { constructor: toString }\nimages: [{ name: __proto__, newTag: "1" }]\n`,
    'app/c.yaml': `${CONFIG}data:\n${data}`,
    'clusters/prod/__proto__.yaml': CONFIG.replace('name: c', 'name: constructor, namespace: __proto__'),
  };
  tellsCanary(checked(files));
});

test('a pattern of a repository takes no more than linear time', () => {
  const text = 'a'.repeat(30_000);
  const files = {
    'app/kustomization.yaml': `resources: [c.yaml]\npatches:\n- target: { kind: "(a+)+$", name: "(a|a)*b" }\n  patch: '[{"op": "remove", "path": "/data"}]'\n`,
    'app/c.yaml': `${CONFIG.replace('name: c', `name: ${text}`)}data: { a: "\${x//(a+)+b/c}" }\n`,
  };
  const start = performance.now();
  tellsCanary(checked(files));
  expect(performance.now() - start).toBeLessThan(20_000);
});
