/**
 * A registry for tests: the reading half of the distribution API, with tokens that a token server gives for credentials.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import type { Files } from './program-on-disk.js';

/** A registry that can be filled. */
export interface TestRegistry {
  readonly listener: RequestListener;
  /** Puts an artifact with one layer under tags; answers the digest of its manifest. */
  push(name: string, tags: readonly string[], layer: Uint8Array, mediaType?: string): string;
  /** What is sent in the place of a blob. */
  readonly swapped: Map<string, Uint8Array>;
  /** How many requests a token is good for. */
  tokenLasts: number;
  /** The tokens that were given, with the scope of each. */
  readonly given: string[];
}

export interface RegistryOptions {
  /** The name and password that the token server wants; anybody gets a token without. */
  readonly login?: { readonly user: string; readonly password: string };
}

export function testRegistry({ login }: RegistryOptions = {}): TestRegistry {
  const blobs = new Map<string, Uint8Array>();
  const manifests = new Map<string, { digest: string; body: Buffer }>();
  const tokens = new Map<string, number>();
  const registry: TestRegistry = {
    swapped: new Map(),
    tokenLasts: Number.POSITIVE_INFINITY,
    given: [],
    push(name, tags, layer, mediaType = 'application/vnd.cncf.flux.content.v1.tar+gzip') {
      const config = Buffer.from('{}');
      const describe = (bytes: Uint8Array, type: string): object => {
        const digest = sha256(bytes);
        blobs.set(`${name} ${digest}`, bytes);
        return { mediaType: type, digest, size: bytes.length };
      };
      const manifest = {
        schemaVersion: 2,
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        config: describe(config, 'application/vnd.oci.image.config.v1+json'),
        layers: [describe(layer, mediaType)],
      };
      const body = Buffer.from(JSON.stringify(manifest));
      const digest = sha256(body);
      for (const tag of [...tags, digest]) manifests.set(`${name} ${tag}`, { digest, body });
      return digest;
    },
    listener(request, response) {
      const url = new URL(request.url ?? '/', 'http://registry');
      if (url.pathname === '/token') giveToken(request, url, response);
      else if (isKnown(request)) answer(url, response);
      else {
        const [, name = ''] = /^\/v2\/(.+?)\/(?:manifests|blobs|tags)\//.exec(url.pathname) ?? [];
        const realm = `http://${request.headers.host}/token`;
        response.statusCode = 401;
        response.setHeader(
          'www-authenticate',
          `Bearer realm="${realm}",service="test",scope="repository:${name}:pull"`,
        );
        response.end();
      }
    },
  };
  return registry;

  function isKnown({ headers }: IncomingMessage): boolean {
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    const left = tokens.get(token) ?? 0;
    tokens.set(token, left - 1);
    return left > 0;
  }

  function giveToken(request: IncomingMessage, url: URL, response: ServerResponse): void {
    const wanted = login && `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`;
    if (wanted !== undefined && request.headers.authorization !== wanted) {
      response.statusCode = 401;
      response.end();
      return;
    }
    const token = `t${registry.given.length}`;
    tokens.set(token, registry.tokenLasts);
    registry.given.push(url.searchParams.get('scope') ?? '');
    response.end(JSON.stringify({ token }));
  }

  function answer(url: URL, response: ServerResponse): void {
    const [, name = '', what, reference = ''] =
      /^\/v2\/(.+?)\/(manifests|blobs|tags)\/(.+)$/.exec(url.pathname) ?? [];
    if (what === 'tags') {
      const tags = [...manifests.keys()].flatMap((key) => {
        const [of, tag = ''] = key.split(' ');
        return of === name && !tag.startsWith('sha256:') ? [tag] : [];
      });
      // Two a page, so that pages are followed.
      const from = Number(url.searchParams.get('last') ?? 0);
      if (from + 2 < tags.length)
        response.setHeader('link', `</v2/${name}/tags/list?last=${from + 2}>; rel="next"`);
      response.end(JSON.stringify({ name, tags: tags.slice(from, from + 2) }));
      return;
    }
    const key = `${name} ${decodeURIComponent(reference)}`;
    const body =
      what === 'manifests' ? manifests.get(key)?.body : (registry.swapped.get(reference) ?? blobs.get(key));
    if (!body) response.statusCode = 404;
    response.end(body);
  }
}

function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** A compressed archive of files. */
export async function archiveOf(files: Files): Promise<Uint8Array> {
  const entries = Object.entries(files).map(([name, body]) => ({
    header: { name, size: Buffer.byteLength(body) },
    body,
  }));
  return gzipSync(await packTar(entries));
}
