import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commit, gitBackend, gitIn, initRepository, whyNoGit } from '../testing/git-server.js';
import { directoriesOnDisk, writeFiles } from '../testing/program-on-disk.js';
import { clusterFiles, pullsOnDisk } from '../testing/pull-on-disk.js';
import { serve } from '../testing/serve.js';
import { appFrom, configMap } from '../testing/sources.js';

const pullIn = pullsOnDisk();
const directory = directoriesOnDisk();
const missing = whyNoGit();
// What is skipped is told, with the reason.
if (missing !== undefined) process.stderr.write(`pull-git.test.ts: skipped, ${missing}\n`);

interface Locked {
  readonly sources: readonly { url: string; ref: object | string; revision: string; digest: string }[];
}

function lockIn(root: string): Locked {
  return JSON.parse(readFileSync(join(root, 'fluxvet.lock'), 'utf8')) as Locked;
}

describe.skipIf(missing !== undefined)('from a git server over http', async () => {
  const projects = directory();
  writeFiles(projects, { 'shop/a.yaml': configMap('first') });
  const shop = join(projects, 'shop');
  const first = initRepository(shop, {});
  gitIn(shop, 'tag', 'v1.0.0');
  gitIn(shop, 'tag', '-a', '-m', 'x', 'v1.2.0');
  const second = commit(shop, { 'a.yaml': configMap('second'), 'docs/b.yaml': configMap('docs') });
  gitIn(shop, 'tag', 'v2.0.0');
  gitIn(shop, 'branch', 'next');
  const server = await serve(gitBackend(projects));
  const url = `${server.url}/shop/.git`;

  const pulled = async (ref: string, more = '') => {
    const spec = `{ interval: 1m, url: "${url}"${ref === '' ? '' : `, ref: ${ref}`}${more} }`;
    const it = pullIn(clusterFiles(appFrom('GitRepository', 'shop', spec), [server.host]));
    const ran = await it.fluxvet('pull');
    return { ...it, ran };
  };

  test.for<[ref: string, revision: string, object: string]>([
    ['{ branch: main }', `main@sha1:${second}`, 'second'],
    ['{ branch: next }', `next@sha1:${second}`, 'second'],
    ['{ tag: v1.0.0 }', `v1.0.0@sha1:${first}`, 'first'],
    ['{ tag: v1.2.0 }', `v1.2.0@sha1:${first}`, 'first'],
    ['{ semver: 1.x }', `v1.2.0@sha1:${first}`, 'first'],
    ['{ semver: ">=1.0.0" }', `v2.0.0@sha1:${second}`, 'second'],
    ['{ name: refs/tags/v1.0.0 }', `v1.0.0@sha1:${first}`, 'first'],
    [`{ branch: main, commit: ${first} }`, `sha1:${first}`, 'first'],
  ])('brings what %s means', async ([ref, revision, object]) => {
    const { root, ran, fluxvet } = await pulled(ref);
    expect(ran).toMatchObject({ code: 0, err: 'fluxvet: 1 in fluxvet.lock, 0 not brought\n' });
    expect(lockIn(root).sources.map((each) => each.revision)).toEqual([revision]);
    expect((await fluxvet('render')).out).toContain(`name: ${object}\n`);
  });

  test('brings the directories of a sparse checkout only', async () => {
    const { fluxvet, ran } = await pulled('{ branch: main }', ', sparseCheckout: [docs]');
    expect(ran.code).toBe(0);
    const { out } = await fluxvet('render');
    expect(out).toContain('name: docs');
    expect(out).not.toContain('name: second');
  });

  test('tells the one that is not there, and brings the other', async () => {
    const gone = appFrom('GitRepository', 'gone', `{ interval: 1m, url: "${server.url}/gone/.git" }`);
    const good = appFrom('GitRepository', 'shop', `{ interval: 1m, url: "${url}", ref: { branch: main } }`);
    const { root, fluxvet } = pullIn(clusterFiles(gone + good, [server.host]));
    const { code, err } = await fluxvet('pull');
    expect(code).toBe(3);
    expect(err).toContain(
      `fluxvet: ${server.url}/gone/.git at branch 'master' is not brought: there is no such repository, or not for us (404) (GitRepository/flux-system/gone)\n`,
    );
    expect(lockIn(root).sources).toHaveLength(1);
  });

  test.for<[ref: string, reason: string]>([
    ['{ branch: gone }', "it has no 'gone'"],
    ['{ semver: 9.x }', "it has no tag with a version of '9.x'"],
    ['{ semver: newest }', "'newest' is no range of versions"],
    ['{ branch: "--upload-pack=touch /tmp/x" }', "'--upload-pack=touch /tmp/x' is no name of a ref"],
    ['{ branch: "*" }', "'*' is no name of a ref"],
    ['{ commit: HEAD }', "'HEAD' is no commit"],
  ])('says why %s cannot be', async ([ref, reason]) => {
    const { ran } = await pulled(ref);
    expect(ran.code).toBe(3);
    expect(ran.err).toContain(`is not brought: ${reason} (`);
  });

  test('keeps what is locked until it is updated, and tells when the lock is older than the files', async () => {
    const moving = join(projects, 'moving');
    writeFiles(projects, { 'moving/a.yaml': configMap('old') });
    const old = initRepository(moving, {});
    const spec = `{ interval: 1m, url: "${server.url}/moving/.git", ref: { branch: main } }`;
    const { root, env, fluxvet } = pullIn(
      clusterFiles(appFrom('GitRepository', 'moving', spec), [server.host]),
    );
    expect((await fluxvet('pull', '--check')).code).toBe(1);
    expect((await fluxvet('pull')).code).toBe(0);
    expect((await fluxvet('pull', '--check')).code).toBe(0);
    const before = readFileSync(join(root, 'fluxvet.lock'), 'utf8');
    commit(moving, { 'a.yaml': configMap('new') });

    expect((await fluxvet('pull')).out).toBe('');
    expect(readFileSync(join(root, 'fluxvet.lock'), 'utf8')).toBe(before);
    // Another machine, without the cache, gets the same commit.
    rmSync(env['FLUXVET_CACHE'] ?? '', { recursive: true });
    const { code, err } = await fluxvet('list');
    expect(code).toBe(2);
    expect(err).toContain("'fluxvet pull' brings it");
    expect((await fluxvet('pull')).code).toBe(0);
    expect(lockIn(root).sources[0]?.revision).toBe(`main@sha1:${old}`);
    expect((await fluxvet('render')).out).toContain('name: old');

    expect((await fluxvet('pull', '--update=other')).out).toBe('');
    expect((await fluxvet('pull', '--update', 'moving')).out).toContain('main@sha1:');
    expect(lockIn(root).sources[0]?.revision).not.toBe(`main@sha1:${old}`);
    expect((await fluxvet('render')).out).toContain('name: new');

    writeFiles(root, { 'clusters/prod/apps.yaml': configMap('alone') });
    expect(await fluxvet('pull', '--check')).toMatchObject({
      code: 1,
      out: expect.stringContaining('nothing wants it any more'),
    });
    expect((await fluxvet('pull')).code).toBe(0);
    expect(existsSync(join(root, 'fluxvet.lock'))).toBe(false);
  });

  test('what is brought can want more', async () => {
    writeFiles(projects, {
      'outer/inner.yaml': appFrom(
        'GitRepository',
        'inner',
        `{ interval: 1m, url: "${url}", ref: { tag: v1.0.0 } }`,
      ),
    });
    initRepository(join(projects, 'outer'), {});
    const spec = `{ interval: 1m, url: "${server.url}/outer/.git", ref: { branch: main } }`;
    const { root, fluxvet } = pullIn(clusterFiles(appFrom('GitRepository', 'outer', spec), [server.host]));
    expect((await fluxvet('pull')).code).toBe(0);
    expect(lockIn(root).sources).toHaveLength(2);
    expect((await fluxvet('render')).out).toContain('name: first');
    expect((await fluxvet('pull', '--check')).code).toBe(0);
  });

  test('brings the bases and files that kustomizations name', async () => {
    const files = await serve((request, response) => response.end(configMap(`file${request.url?.length}`)));
    writeFiles(projects, {
      'bases/deploy/kustomization.yaml': 'resources: [../parts/a.yaml]\n',
      'bases/parts/a.yaml': configMap('base'),
    });
    initRepository(join(projects, 'bases'), {});
    const base = `${server.url}/bases/.git//deploy?ref=main`;
    const resources = [base, `${server.url}/bases/.git//deploy`, `${files.url}/x.yaml`];
    const app = (name: string): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec: { interval: 1m, prune: true, path: ./${name}, sourceRef: { kind: GitRepository, name: flux-system } }
---
`;
    const { root, fluxvet } = pullIn({
      ...clusterFiles(app('one') + app('two'), []),
      'fluxvet.config.yaml': `extends: [all]\npull: { allow: ['${server.host}', '${files.host}'] }\n`,
      'one/kustomization.yaml': `namePrefix: one-\nresources: ${JSON.stringify([base, resources[2]])}\n`,
      'two/kustomization.yaml': `namePrefix: two-\nresources: ${JSON.stringify([resources[1]])}\nconfigMapGenerator: [{ name: gen, files: ["a=${files.url}/y"] }]\n`,
    });
    expect(await fluxvet('pull')).toMatchObject({
      code: 0,
      err: 'fluxvet: 4 in fluxvet.lock, 0 not brought\n',
    });
    expect(lockIn(root).sources.map(({ ref }) => ref)).toEqual([undefined, undefined, 'HEAD', 'main']);
    const { out } = await fluxvet('render');
    for (const name of ['one-base', 'one-file7', 'two-base']) expect(out).toContain(`name: ${name}\n`);
    expect(out).toContain('name: file2');
    expect((await fluxvet('pull', '--check')).code).toBe(0);
    // Flux fetches them at each build all the same.
    expect((await fluxvet('check', '--format', 'line')).out).toContain('[remote-base]');
  });

  test('runs nothing and follows no link of a repository', async () => {
    const evil = join(projects, 'evil');
    writeFiles(projects, {
      'evil/a.yaml': configMap('evil'),
      'evil/.gitattributes': '* filter=evil\n',
      'evil/.gitmodules': '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c touch% /tmp/fluxvet-evil\n',
    });
    initRepository(evil, {});
    const blob = gitIn(evil, 'hash-object', '-w', 'a.yaml');
    gitIn(evil, 'update-index', '--add', '--cacheinfo', `120000,${blob},link.yaml`);
    gitIn(evil, 'commit', '--quiet', '-m', 'link');
    const spec = `{ interval: 1m, url: "${server.url}/evil/.git", ref: { branch: main }, recurseSubmodules: true }`;
    const { fluxvet } = pullIn(clusterFiles(appFrom('GitRepository', 'evil', spec), [server.host]));
    expect((await fluxvet('pull')).code).toBe(0);
    expect((await fluxvet('render')).out.match(/name: evil\n {2}namespace: default$/gm)).toHaveLength(1);
    expect(existsSync('/tmp/fluxvet-evil')).toBe(false);
  });

  test('is not redirected to where it may not go', async () => {
    const other = await serve((_, response) => response.end());
    const moved = await serve((request, response) => {
      response.writeHead(301, { location: `${other.url}${request.url}` }).end();
    });
    const spec = `{ interval: 1m, url: "${moved.url}/shop/.git" }`;
    const { fluxvet } = pullIn(clusterFiles(appFrom('GitRepository', 'shop', spec), [moved.host]));
    expect((await fluxvet('pull')).err).toContain(
      "the host '127.0.0.1' is not among those that 'pull.allow' names (",
    );
  });

  test('follows a repository that has moved to an allowed place', async () => {
    const moved = await serve((request, response) => {
      response.writeHead(301, { location: `${server.url}${request.url}` }).end();
    });
    const spec = `{ interval: 1m, url: "${moved.url}/shop/.git", ref: { branch: main } }`;
    const { fluxvet } = pullIn(
      clusterFiles(appFrom('GitRepository', 'shop', spec), [moved.host, server.host]),
    );
    expect(await fluxvet('pull')).toMatchObject({ code: 0 });
  });

  test('brings a repository of this machine only where the configuration names it', async () => {
    const local = `file://${projects}/shop`;
    const objects = appFrom(
      'GitRepository',
      'shop',
      `{ interval: 1m, url: "${local}", ref: { branch: main } }`,
    );
    const refused = await pullIn(clusterFiles(objects, [server.host])).fluxvet('pull');
    expect(refused.err).toContain(`'${local}' is a file of this machine, which 'pull.allow' must name (`);
    expect(await pullIn(clusterFiles(objects, [`file://${projects}`])).fluxvet('pull')).toMatchObject({
      code: 0,
    });
  });
});

test.for<[url: string, reason: string]>([
  ['ext::sh -c touch% /tmp/x', "'ext::sh -c touch% /tmp/x' is no address that git is asked for"],
  ['git://example.com/x', "'git://example.com/x' is no address that git is asked for"],
  ['ssh://-oProxyCommand=touch/x', 'the address is none: it looks like an option'],
  ['--upload-pack=touch', "'--upload-pack=touch' is no address that git is asked for"],
  ['http://127.0.0.1:1/x', "'127.0.0.1' is a private address, which 'pull.allow' must name"],
  ['http://[::1]:1/x', "'::1' is a private address, which 'pull.allow' must name"],
  ['ssh://git@10.0.0.1/x', "'10.0.0.1' is a private address, which 'pull.allow' must name"],
  ['http://0x7f.1/x', "'127.0.0.1' is a private address, which 'pull.allow' must name"],
  ['http://localhost:1/x', "'localhost' is at the private address "],
])('does not ask %s', async ([url, reason]) => {
  const objects = appFrom('GitRepository', 'x', `{ interval: 1m, url: ${JSON.stringify(url)} }`);
  const { err } = await pullIn(clusterFiles(objects, ['*'])).fluxvet('pull');
  expect(err).toContain(`is not brought: ${reason}`);
});
