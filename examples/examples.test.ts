/**
 * Every example gives its recorded output. `vitest run examples -u` records it anew: look at the difference.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from 'fluxvet';
import { expect, test } from 'vitest';
import { checkFiles, server } from './embedding/server.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const COMMANDS: Readonly<Record<string, string>> = {
  'skyscrapers-check': 'check examples/skyscrapers',
  'skyscrapers-list': 'list examples/skyscrapers',
  'skyscrapers-explain-patched':
    'explain examples/skyscrapers production-eu Deployment/web/web spec.replicas',
  'skyscrapers-explain-substituted':
    'explain examples/skyscrapers production-eu HelmRelease/podinfo/podinfo spec.values.ui.message',
  'skyscrapers-graph': 'graph examples/skyscrapers --cluster staging-eu',
  'skyscrapers-render': 'render examples/skyscrapers --cluster staging-eu --app flux-system/apps --origins',
  'skyscrapers-build': 'build examples/skyscrapers/flux/apps/production --root examples/skyscrapers',
  'broken-check': 'check examples/broken',
  'broken-fix': 'check examples/broken --fix-dry-run',
  'external-mounted': 'check examples/external/platform',
  'external-unmounted': 'check examples/external/platform --config examples/external/without-mount.yaml',
  'rule-package-check': 'check examples/rule-package/repository',
};

test.for(Object.entries(COMMANDS))('%s', async ([name, command]) => {
  await expect(await outputOf(command.split(' '))).toMatchFileSnapshot(`expected/${name}.txt`);
});

async function outputOf(argv: readonly string[]): Promise<string> {
  let out = '';
  let err = '';
  const code = await main(argv, {
    cwd: root,
    write: (text) => {
      out += text;
    },
    warn: (text) => {
      err += text;
    },
    color: false,
    watched: false,
  });
  return `$ fluxvet ${argv.join(' ')}\n${out}${err}(exit code ${code})\n`;
}

test('the embedding server answers with findings', async () => {
  const files = { 'clusters/sandbox-1/apps.yaml': 'kind: [', 'apps/x.yaml': 'a: 1' };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const response = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: JSON.stringify(files) });
  const bad = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: 'no JSON' });
  server.close();
  expect(await response.json()).toEqual(checkFiles(files));
  expect(bad.status).toBe(400);
});

test('the pre-commit hook stops new errors, and only those', () => {
  const work = mkdtempSync(join(tmpdir(), 'fluxvet-'));
  const inWork = (command: string, ...args: string[]): ReturnType<typeof spawnSync> =>
    spawnSync(command, args, {
      cwd: work,
      encoding: 'utf8',
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: '/dev/null',
        PATH: `${join(work, 'bin')}:${process.env['PATH']}`,
      },
    });
  try {
    cpSync(join(root, 'examples/broken/flux'), join(work, 'flux'), { recursive: true });
    const program = join(root, 'packages/cli/dist/bin.js');
    cpSync(join(root, 'examples/pre-commit/pre-commit'), join(work, 'hook'));
    // Stands for the installed program.
    const npx = `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${program}" "$@"\n`;
    inWork('mkdir', '-p', 'bin');
    writeFileSync(join(work, 'bin/npx'), npx, { mode: 0o755 });
    inWork('git', 'init', '-q');
    inWork('git', 'add', 'flux');
    inWork('git', '-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-q', '-m', 'first');
    const calm = inWork('sh', 'hook');
    expect(calm.stdout).toContain('0 errors');
    expect(calm.status).toBe(0);
    writeFileSync(
      join(work, 'flux/clusters/staging-eu/new.yaml'),
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: new, namespace: flux-system }\nspec:\n  interval: 1m\n  prune: true\n  path: ./nowhere\n  sourceRef: { kind: GitRepository, name: flux-system }\n',
    );
    const stopped = inWork('sh', 'hook');
    expect(stopped.stdout).toContain('path-not-found');
    expect(stopped.status).toBe(1);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});
