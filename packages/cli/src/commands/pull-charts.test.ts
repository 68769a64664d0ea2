import { createHash } from 'node:crypto';
import { chmodSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeFiles } from '../testing/program-on-disk.js';
import { clusterFiles, logIn, type PullOnDisk, pullsOnDisk } from '../testing/pull-on-disk.js';
import { archiveOf, testRegistry } from '../testing/registry-server.js';
import { serve } from '../testing/serve.js';
import { appFrom, configMap, releaseFrom } from '../testing/sources.js';

const pullIn = pullsOnDisk();
const CHART = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

function revisionsIn({ root }: PullOnDisk): string[] {
  const lock = JSON.parse(readFileSync(join(root, 'fluxvet.lock'), 'utf8')) as {
    sources: { revision: string }[];
  };
  return lock.sources.map(({ revision }) => revision);
}

const chart = (name: string, version: string): Promise<Uint8Array> =>
  archiveOf({ [`${name}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: ${version}\n` });

describe('from a Helm repository', async () => {
  const archives = new Map<string, Uint8Array>();
  for (const version of ['1.0.0', '1.2.0', '1.3.0-rc.1', '2.0.0'])
    archives.set(version, await chart('web', version));
  const asked: string[] = [];
  const listener: RequestListener = (request, response) => {
    asked.push(`${request.url} ${request.headers.authorization ?? ''}`);
    const version = /web-(.+)\.tgz/.exec(request.url ?? '')?.[1] ?? '';
    if (request.url?.startsWith('/charts/index.yaml')) {
      const entries = [...archives].map(([each, bytes]) => {
        const digest = createHash('sha256').update(bytes).digest('hex');
        return `  - { name: web, version: ${each}, urls: [files/web-${each}.tgz], digest: ${digest} }\n`;
      });
      response.end(`apiVersion: v1\nentries:\n  web:\n${entries.join('')}`);
    } else if (archives.has(version)) response.end(archives.get(version));
    else response.writeHead(404).end();
  };
  const server = await serve(listener);

  test.for<[range: string, version: string]>([
    ['1.x', '1.2.0'],
    ['*', '2.0.0'],
    ['>=1.0.0-0 <2.0.0-0', '1.3.0-rc.1'],
    ['1.0.0', '1.0.0'],
  ])('brings the chart of version %s', async ([range, version]) => {
    const objects = releaseFrom('web', `{ url: "${server.url}/charts" }`, 'web', range);
    const it = pullIn(clusterFiles(objects, [server.host]));
    expect(await it.fluxvet('pull')).toMatchObject({
      code: 0,
      err: 'fluxvet: 1 in fluxvet.lock, 0 not brought\n',
    });
    expect(revisionsIn(it)).toEqual([version]);
    expect((await it.fluxvet('check', '--exit-zero')).code).toBe(0);
  });

  test.for<[name: string, range: string, reason: string]>([
    ['web', '3.x', "the index has no web of version '3.x'"],
    ['shop', '1.x', "the index has no chart 'shop'"],
    ['constructor', '1.x', "the index has no chart 'constructor'"],
    ['web', '==1', "'==1' is no range of versions"],
  ])('says why %s %s cannot be', async ([name, range, reason]) => {
    const objects = releaseFrom('web', `{ url: "${server.url}/charts" }`, name, range);
    expect((await pullIn(clusterFiles(objects, [server.host])).fluxvet('pull')).err).toContain(
      `not brought: ${reason} (`,
    );
  });

  test('asks for one index once', async () => {
    const two = releaseFrom('a', `{ url: "${server.url}/charts" }`, 'web', '1.x');
    const objects = two + releaseFrom('b', `{ url: "${server.url}/charts" }`, 'web', '2.x');
    asked.length = 0;
    await pullIn(clusterFiles(objects, [server.host])).fluxvet('pull');
    expect(asked.filter((each) => each.includes('index.yaml'))).toHaveLength(1);
  });
});

describe('from a registry', async () => {
  const registry = testRegistry();
  const server = await serve(registry.listener);
  const app = (name: string, ref: string): string =>
    appFrom(
      'OCIRepository',
      name,
      `{ interval: 1m, insecure: true, url: "oci://${server.host}/${name}", ref: ${ref} }`,
    );
  const layer = (name: string): Promise<Uint8Array> => archiveOf({ 'a.yaml': configMap(name) });
  registry.push('team/apps', ['v1.0.0'], await layer('first'));
  const second = registry.push('team/apps', ['v1.1.0', 'latest'], await layer('second'));
  registry.push('team/apps', ['v2.0.0-rc.1', 'v2.0.0'], await layer('third'));

  test.for<[ref: string, object: string]>([
    ['{ tag: v1.0.0 }', 'first'],
    ['{ semver: 1.x }', 'second'],
    ['{ semver: "*" }', 'third'],
    ['{ semver: ">=1.0.0", semverFilter: "^v1" }', 'second'],
    ['{ }', 'second'],
    [`{ digest: "${second}" }`, 'second'],
  ])('brings the artifact of %s, with a token for anybody', async ([ref, object]) => {
    const it = pullIn(
      clusterFiles(app('team/apps', ref).replaceAll('name: team/apps', 'name: apps'), [server.host]),
    );
    expect(await it.fluxvet('pull')).toMatchObject({
      code: 0,
      err: 'fluxvet: 1 in fluxvet.lock, 0 not brought\n',
    });
    expect((await it.fluxvet('render')).out).toContain(`name: ${object}\n`);
    expect(registry.given.at(-1)).toBe('repository:team/apps:pull');
  });

  test('brings a chart by exact version and by range', async () => {
    registry.push('charts/web', ['1.0.0', '1.1.0_build.1'], await chart('web', '1.0.0'), CHART);
    const exact = releaseFrom(
      'exact',
      `{ type: oci, insecure: true, url: "oci://${server.host}/charts" }`,
      'web',
      '1.0.0',
    );
    const range = releaseFrom(
      'range',
      `{ type: oci, insecure: true, url: "oci://${server.host}/charts" }`,
      'web',
      '1.x',
    );
    const it = pullIn(clusterFiles(exact + range, [server.host]));
    expect(await it.fluxvet('pull')).toMatchObject({ code: 0 });
    expect(revisionsIn(it).map((each) => each.replace(/@.*/, ''))).toEqual(['1.1.0+build.1', '1.0.0'].sort());
  });

  test('uses what docker knows, from its configuration and from a helper', async () => {
    const closed = testRegistry({ login: { user: 'me', password: 'pass:word' } });
    const { host } = await serve(closed.listener);
    closed.push('apps', ['latest'], await layer('secret'));
    const objects = appFrom(
      'OCIRepository',
      'apps',
      `{ interval: 1m, insecure: true, url: "oci://${host}/apps" }`,
    );
    const it = pullIn(clusterFiles(objects, [host]));
    expect((await it.fluxvet('pull')).err).toContain(
      `'${host}' gives no token, and docker's configuration has no credentials for it (`,
    );
    logIn(it, host, 'me', 'wrong');
    expect((await it.fluxvet('pull')).err).toContain(
      `'${host}' refuses the credentials of docker's configuration (`,
    );
    logIn(it, host, 'me', 'pass:word');
    expect(await it.fluxvet('pull')).toMatchObject({ code: 0 });

    const helped = pullIn(clusterFiles(objects, [host]));
    const home = helped.env['HOME'] ?? '';
    writeFiles(home, {
      'bin/docker-credential-test': `#!/bin/sh\n[ "$(cat)" = "${host}" ] && echo '{"Username":"me","Secret":"pass:word"}'\n`,
      '.docker/config.json': JSON.stringify({ credHelpers: { [host]: 'test' } }),
    });
    chmodSync(`${home}/bin/docker-credential-test`, 0o755);
    helped.env['PATH'] = `${home}/bin:${helped.env['PATH']}`;
    expect(await helped.fluxvet('pull')).toMatchObject({ code: 0 });
  });
});

test('tells of a bucket that it is not supported', async () => {
  const objects = `apiVersion: source.toolkit.fluxcd.io/v1
kind: Bucket
metadata: { name: b, namespace: flux-system }
spec: { interval: 1m, endpoint: minio.example.com, bucketName: apps }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: b, namespace: flux-system }
spec: { interval: 10m, prune: true, path: ./, sourceRef: { kind: Bucket, name: b } }
`;
  expect((await pullIn(clusterFiles(objects, [])).fluxvet('pull')).err).toContain(
    'minio.example.com/apps is not brought: buckets are not supported',
  );
});
