/**
 * The example with apps in another repository from end to end: pulled over ssh with a deploy key, then checked offline.
 *
 * @module
 */
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { initRepository, whyNoGit } from '../packages/cli/src/testing/git-server.js';
import { directoriesOnDisk, runIn } from '../packages/cli/src/testing/program-on-disk.js';
import { sshServer, whyNoSsh } from '../packages/cli/src/testing/ssh-server.js';

const directory = directoriesOnDisk();
const example = fileURLToPath(new URL('external', import.meta.url));
const missing = whyNoGit() ?? whyNoSsh();
// What is skipped is told, with the reason.
if (missing !== undefined) process.stderr.write(`external.test.ts: skipped, ${missing}\n`);

test.skipIf(missing !== undefined)(
  'apps of another repository are pulled with a deploy key and checked',
  async () => {
    const work = directory();
    const home = directory();
    cpSync(example, work, { recursive: true });
    const platform = join(work, 'platform');
    // Nothing is mounted: what is known of the shop's repository is what was pulled.
    rmSync(join(platform, 'fluxvet.config.yaml'));
    const commit = initRepository(join(work, 'shop'), {});
    const server = await sshServer('github.com', { '/example/shop.git': join(work, 'shop') }, home);
    const env = { PATH: process.env['PATH'] ?? '', HOME: home, FLUXVET_CACHE: join(home, 'cache') };
    const fluxvet = (argv: readonly string[], more: Readonly<Record<string, string>> = {}) =>
      runIn(platform, argv, false, { ...env, ...more });

    const before = await fluxvet(['check', '--format', 'line']);
    expect(before.code).toBe(0);
    expect(before.out).not.toContain('path-not-found');

    const refused = await fluxvet(['pull'], { GIT_SSH_COMMAND: server.commandOfStranger });
    expect(refused).toMatchObject({
      code: 3,
      err: `fluxvet: ssh://git@github.com/example/shop.git at branch 'main' is not brought: the server refuses the keys that ssh offers (GitRepository/flux-system/shop)\nfluxvet: 0 in fluxvet.lock, 1 not brought\n`,
    });

    const pulled = await fluxvet(['pull'], { GIT_SSH_COMMAND: server.command });
    expect(pulled).toMatchObject({ code: 0, err: 'fluxvet: 1 in fluxvet.lock, 0 not brought\n' });
    expect(pulled.out).toBe(`ssh://git@github.com/example/shop.git at branch 'main'  main@sha1:${commit}\n`);
    expect(new Set(server.ran)).toEqual(new Set(["git-upload-pack '/example/shop.git'"]));
    expect(JSON.parse(readFileSync(join(platform, 'fluxvet.lock'), 'utf8'))).toMatchObject({
      sources: [{ kind: 'git', url: 'ssh://git@github.com/example/shop.git', ref: { branch: 'main' } }],
    });

    // From here on there is no server that answers.
    const after = await fluxvet(['check', '--format', 'line'], { GIT_SSH_COMMAND: 'false' });
    expect(after.code).toBe(1);
    expect(after.out).toContain(
      "clusters/production/shop.yaml:21:9: error: Flux Kustomization 'flux-system/shop' applies 'flux/app/production', which its source does not have; there is 'flux/apps/production'. [path-not-found]",
    );
    expect((await fluxvet(['check', '--no-lock', '--format', 'line'])).out).toBe(before.out);
  },
);
