import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrapped, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { directoriesOnDisk, runIn, writeFiles } from '../testing/program-on-disk.js';

const onDisk = directoriesOnDisk();
const { files } = repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/app.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: app, namespace: flux-system }
spec: { interval: 1m, prune: true, path: ./nowhere, sourceRef: { kind: GitRepository, name: flux-system } }
`;
const FOUND = 'path-not-found';

function git(root: string, ...argv: string[]): void {
  execFileSync('git', ['-C', root, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...argv], {
    stdio: 'ignore',
  });
}

test('neither configuration nor baseline nor code of what is checked has a say', async () => {
  const root = onDisk({ ...files, 'fluxvet.config.yaml': 'ignore: ["**"]\nplugins: [./evil.mjs]\n' });
  git(root, 'init', '-q');
  const { out, code } = await runIn(root, ['check', '--untrusted', '--format', 'json']);
  expect(code).toBe(1);
  expect(out).toContain(`"rule": "${FOUND}"`);
  expect(out).toContain('config/untrusted');
});

test('a program is not run, and is no reason to fail', async () => {
  const root = onDisk({ ...files, 'fluxvet.config.mjs': 'throw new Error("it ran");\n' });
  const { out, err, code } = await runIn(root, ['check', '--untrusted']);
  expect(code).toBe(1);
  expect(out + err).not.toContain('it ran');
});

test('the configuration of the base has its say, whatever the branch made of it', async () => {
  const root = onDisk({ ...files, 'fluxvet.config.yaml': `rules: { ${FOUND}: off }\n` });
  git(root, 'init', '-q');
  git(root, 'add', '.');
  git(root, 'commit', '-qm', 'base');
  writeFiles(root, { 'fluxvet.config.yaml': 'extends: [no-such-preset]\n' });
  const based = await runIn(root, ['check', '--untrusted', '--base', 'HEAD', '--format', 'json']);
  expect(based.out).not.toContain(`"rule": "${FOUND}"`);
  expect(based.out).toContain("are those of 'HEAD'");
  rmSync(join(root, 'fluxvet.config.yaml'));
  const without = await runIn(root, ['check', '--untrusted', '--base', 'HEAD', '--format', 'json']);
  expect(without.out).not.toContain(`"rule": "${FOUND}"`);
});

test('what would run code is refused', async () => {
  const root = onDisk({ ...files, 'rules/a.mjs': 'throw new Error("it ran");\n' });
  const { err, code } = await runIn(root, ['check', '--untrusted', '--rules-dir', 'rules']);
  expect(code).toBe(2);
  expect(err).toContain('--rules-dir runs code');
});
