/**
 * Servers and archives that do what they must not: each ends in one clear line, and the rest is brought.
 *
 * @module
 */
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { packTar, type TarEntry } from 'modern-tar';
import { expect, test } from 'vitest';
import { clusterFiles, pullsOnDisk } from '../testing/pull-on-disk.js';
import { archiveOf, testRegistry } from '../testing/registry-server.js';
import { serve } from '../testing/serve.js';
import { appFrom, configMap, releaseFrom } from '../testing/sources.js';

const pullIn = pullsOnDisk();
const MIB = 1024 * 1024;

const archive = async (...entries: readonly TarEntry[]): Promise<Uint8Array> =>
  gzipSync(await packTar(entries));
const file = (name: string, body: string): TarEntry => ({ header: { name, size: body.length }, body });
const link = (name: string, linkname: string, type: 'symlink' | 'link'): TarEntry => ({
  header: { name, size: 0, type, linkname },
});

/** A Helm repository whose one archive is answered by a listener, beside a registry that is as it should be. */
async function pullFrom(
  listener: RequestListener,
  digest = '',
): Promise<{ lines: string[]; good: boolean; host: string }> {
  const helm = await serve((request, response) => {
    if (request.url !== '/index.yaml') return listener(request, response);
    response.end(
      `apiVersion: v1\nentries: { web: [{ name: web, version: 1.0.0, urls: [web.tgz], digest: "${digest}" }] }\n`,
    );
  });
  return pullWith(releaseFrom('web', `{ url: "${helm.url}" }`, 'web', '1.x'), helm.host);
}

async function pullWith(
  objects: string,
  host: string,
): Promise<{ lines: string[]; good: boolean; host: string }> {
  const registry = testRegistry();
  const { host: other } = await serve(registry.listener);
  registry.push('apps', ['latest'], await archiveOf({ 'a.yaml': configMap('good') }));
  const rest = appFrom(
    'OCIRepository',
    'apps',
    `{ interval: 1m, insecure: true, url: "oci://${other}/apps" }`,
  );
  const it = pullIn(clusterFiles(objects + rest, [host, other]));
  const { code, err } = await it.fluxvet('pull', '--timeout', '2');
  expect(code).toBe(3);
  const lines = err.split('\n').filter((line) => line !== '');
  const good = (await it.fluxvet('render')).out.includes('name: good\n');
  return { lines, good, host };
}

const sending =
  (body: Uint8Array): RequestListener =>
  (_, response) =>
    response.end(body);

const FAULTS: readonly (readonly [string, () => Promise<RequestListener>, string])[] = [
  [
    '404',
    async () => (_, response) => response.writeHead(404).end(),
    "the archive of web 1.0.0 is not there for us: 'HOST' answers 404, not found",
  ],
  [
    '401',
    async () => (_, response) => response.writeHead(401).end(),
    "the archive of web 1.0.0 is not there for us: 'HOST' answers 401, it wants credentials",
  ],
  ['silence', async () => () => undefined, "'HOST' is too slow: it does not answer within 2 seconds"],
  [
    'a trickle',
    async () => (_, response) => {
      const timer = setInterval(() => response.write('x'), 100);
      response.on('close', () => clearInterval(timer));
    },
    "'HOST' is too slow: it does not answer within 2 seconds",
  ],
  [
    'an endless body',
    async () => (_, response) => {
      const more = (): void => {
        while (response.write(Buffer.alloc(MIB)));
        response.once('drain', more);
      };
      more();
    },
    "'HOST' sends more than 50 MiB",
  ],
  [
    'a redirect to a private address',
    async () => (_, response) => response.writeHead(302, { location: 'http://10.0.0.1/web.tgz' }).end(),
    "the host '10.0.0.1' is not among those that 'pull.allow' names",
  ],
  [
    'redirects without end',
    async () => (_, response) => response.writeHead(302, { location: '/web.tgz' }).end(),
    "'HOST' redirects again and again",
  ],
  [
    'a redirect to a file',
    async () => (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    "'file:' is not asked, only http and https are",
  ],
  [
    'a path that leads out',
    async () => sending(await archive(file('web/../../x', 'x'))),
    "the archive holds a path that leads out of it, 'web/../../x'",
  ],
  [
    'an absolute path',
    async () => sending(await archive(file('/etc/x', 'x'))),
    "the archive holds a path that leads out of it, '/etc/x'",
  ],
  [
    'a symbolic link',
    async () => sending(await archive(link('web/a.yaml', '/etc/passwd', 'symlink'))),
    "the archive holds a link, 'web/a.yaml' to '/etc/passwd'",
  ],
  [
    'a hard link',
    async () => sending(await archive(link('web/a.yaml', 'x', 'link'))),
    "the archive holds a link, 'web/a.yaml' to 'x'",
  ],
  ['a bomb', async () => sending(gzipSync(Buffer.alloc(120 * MIB))), 'the archive holds more than 100 MiB'],
  ['no archive', async () => sending(Buffer.from('<html>')), 'it is no compressed archive'],
  [
    'half an archive',
    async () => sending((await archive(file('web/x', 'x'.repeat(4096)))).subarray(0, 40)),
    'the archive cannot be decompressed: unexpected end of file',
  ],
  [
    'no tar',
    async () => sending(gzipSync(Buffer.alloc(2048, 'x'))),
    'the archive cannot be read: Invalid tar number.',
  ],
  [
    'another chart',
    async () => sending(await archive(file('web/Chart.yaml', 'name: shop\n'))),
    "the archive is the chart 'shop' and not 'web'",
  ],
];

test.for(FAULTS)('%s', async ([, listener, reason]) => {
  const { lines, good, host } = await pullFrom(await listener());
  expect(lines[0]).toContain(`is not brought: ${reason.replace('HOST', host)} (HelmRelease/flux-system/web)`);
  expect(lines[1]).toBe('fluxvet: 1 in fluxvet.lock, 1 not brought');
  expect(lines).toHaveLength(2);
  expect(good).toBe(true);
});

test('a digest that differs from the one of the index', async () => {
  const { lines, good } = await pullFrom(
    sending(await archiveOf({ 'web/Chart.yaml': 'name: web\n' })),
    'ab'.repeat(32),
  );
  expect(lines[0]).toContain('the archive of web 1.0.0 has another digest than the index says');
  expect(good).toBe(true);
});

test.for<[index: string, reason: string]>([
  ['{', 'the index cannot be read: '],
  ['', 'the index cannot be read: it is empty'],
  ['[]', "the index is none: it has no 'entries'"],
  ['<html>x</html>', "the index is none: it has no 'entries'"],
  ['entries: { web: [null, 1, { version: 2 }] }', "the index has no web of version '1.x'"],
  ['entries: { web: [{ version: 1.0.0 }] }', 'the index names no address of web 1.0.0'],
  [
    'entries: { web: [{ version: 1.0.0, urls: ["ftp://x/y"] }] }',
    "'ftp:' is not asked, only http and https are",
  ],
])('the index %j', async ([index, reason]) => {
  const helm = await serve((_, response) => response.end(index));
  const { lines, good } = await pullWith(
    releaseFrom('web', `{ url: "${helm.url}" }`, 'web', '1.x'),
    helm.host,
  );
  expect(lines[0]).toContain(`is not brought: ${reason}`);
  expect(lines).toHaveLength(2);
  expect(good).toBe(true);
});

test('a token that has run out is fetched again, and one that is never good is told', async () => {
  const registry = testRegistry();
  const { host } = await serve(registry.listener);
  registry.push('apps', ['latest'], await archiveOf({ 'a.yaml': configMap('x') }));
  const objects = appFrom(
    'OCIRepository',
    'x',
    `{ interval: 1m, insecure: true, url: "oci://${host}/apps" }`,
  );
  registry.tokenLasts = 1;
  expect(await pullIn(clusterFiles(objects, [host])).fluxvet('pull')).toMatchObject({ code: 0 });
  expect(registry.given).toHaveLength(2);
  registry.tokenLasts = 0;
  const { lines, good } = await pullWith(objects, host);
  expect(lines[0]).toContain(`is not brought: '${host}' refuses the token that its token server gave (`);
  expect(good).toBe(true);
});

test('content of a registry that is not what its digest says', async () => {
  const registry = testRegistry();
  const { host } = await serve(registry.listener);
  const layer = await archiveOf({ 'a.yaml': configMap('x') });
  const digest = registry.push('apps', ['latest'], layer);
  const objects = appFrom(
    'OCIRepository',
    'x',
    `{ interval: 1m, insecure: true, url: "oci://${host}/apps" }`,
  );
  const it = pullIn(clusterFiles(objects, [host]));
  expect(await it.fluxvet('pull')).toMatchObject({ code: 0 });
  const manifest = await fetch(`http://${host}/token`).then(async (answer) => {
    const { token } = (await answer.json()) as { token: string };
    return fetch(`http://${host}/v2/apps/manifests/${digest}`, {
      headers: { authorization: `Bearer ${token}` },
    });
  });
  const { layers } = (await manifest.json()) as { layers: { digest: string }[] };
  registry.swapped.set(layers[0]?.digest ?? '', await archiveOf({ 'a.yaml': configMap('y') }));
  const { lines } = await pullWith(objects, host);
  expect(lines[0]).toMatch(/ sends another content than the one with the digest sha256:[0-9a-f]{64} \(/);
});

test('a server that falls silent', async () => {
  const { clientOf, LIMITS, policyOf } = await import('../pull/index.js');
  const { url, host } = await serve((_, response) => response.write('x'));
  const client = clientOf(policyOf([host]), { ...LIMITS, silence: 1000 });
  await expect(client.ask(url, { limit: MIB })).rejects.toThrow(`'${host}' is silent for 1 seconds`);
});

test('a name that resolves to a private address', async () => {
  const { policyOf } = await import('../pull/index.js');
  const policy = policyOf(undefined, async () => [
    { address: '93.184.216.34', family: 4 },
    { address: '169.254.169.254', family: 4 },
  ]);
  await expect(policy.addressesOf('metadata.example.com', '80')).rejects.toThrow(
    "'metadata.example.com' is at the private address 169.254.169.254, which 'pull.allow' must name",
  );
});
