/**
 * Asks a registry by the distribution API, with the token that its token server gives for the user's credentials, or for none.
 * Source: the OCI distribution specification 1.1, and distribution.github.io/distribution/spec/auth/token.
 *
 * @module
 */

import type { Env } from '../../lock/cache.js';
import { sha256 } from '../../lock/packed-tree.js';
import { PullFailure } from '../ask/failure.js';
import { type Answer, basic, type Client, demandGood, parseUrl } from '../ask/http-client.js';
import { type Credentials, credentialsFor } from './docker-credentials.js';

/** A repository of a registry. */
export interface Registry {
  /** @throws PullFailure where it is not there, or is not what its digest says */
  manifest(reference: string): Promise<{ readonly digest: string; readonly value: unknown }>;
  blob(digest: string, limit: number): Promise<Buffer>;
  tags(): Promise<readonly string[]>;
}

const MANIFESTS = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
].join(', ');

/** Opens the repository at an `oci://` address. */
export function registryOf(address: string, insecure: boolean, client: Client, env: Env): Registry {
  const [, host = '', name = ''] =
    /^oci:\/\/([^/?#@]+)\/([a-z0-9]+(?:[._/-]+[a-z0-9]+)*)\/?$/.exec(address) ?? [];
  if (name === '') throw new PullFailure(`'${address}' is no address of a registry`);
  const server = host === 'docker.io' ? 'registry-1.docker.io' : host;
  const path = host === 'docker.io' && !name.includes('/') ? `library/${name}` : name;
  const base = `${insecure ? 'http' : 'https'}://${server}/v2/${path}`;
  const { limits } = client;
  let authorization: string | undefined;

  const ask = async (url: string, limit: number, accept = '*/*'): Promise<Answer> => {
    const send = (): Promise<Answer> =>
      client.ask(url, { limit, headers: { accept, ...(authorization !== undefined && { authorization }) } });
    const answer = await send();
    if (answer.status !== 401) return answer;
    // A token has run out, or there was none yet.
    authorization = await authorize(answer, { server, path, base, client, env });
    const again = await send();
    if (again.status === 401)
      throw new PullFailure(`'${server}' refuses the token that its token server gave`);
    return again;
  };

  return {
    async manifest(reference) {
      const answer = await ask(
        `${base}/manifests/${encodeURIComponent(reference)}`,
        limits.answer,
        MANIFESTS,
      );
      const body = demandGood(answer, `'${name}' at '${reference}'`);
      const digest = `sha256:${sha256(body)}`;
      if (reference.startsWith('sha256:') && reference !== digest) {
        throw new PullFailure(`'${server}' sends another manifest than the one with the digest ${reference}`);
      }
      return { digest, value: parsed(body, server) };
    },
    async blob(digest, limit) {
      const body = demandGood(await ask(`${base}/blobs/${digest}`, limit), `the content ${digest}`);
      if (`sha256:${sha256(body)}` !== digest) {
        throw new PullFailure(`'${server}' sends another content than the one with the digest ${digest}`);
      }
      return body;
    },
    async tags() {
      const all: string[] = [];
      let next: string | undefined = `${base}/tags/list?n=1000`;
      for (let page = 0; next !== undefined; page++) {
        if (page === MOST_PAGES) throw new PullFailure(`'${server}' lists tags without end`);
        const answer: Answer = await ask(next, limits.answer);
        const { tags } = parsed(demandGood(answer, `the list of tags of '${name}'`), server) as {
          tags?: unknown;
        };
        if (Array.isArray(tags)) all.push(...tags.filter((tag) => typeof tag === 'string'));
        const link = /<([^>]+)>\s*;\s*rel="?next/.exec(String(answer.headers['link'] ?? ''))?.[1];
        next = link === undefined ? undefined : sameServer(link, answer.url);
      }
      return all;
    },
  };
}

const MOST_PAGES = 100;

function sameServer(link: string, base: URL): string {
  const url = parseUrl(link, base);
  if (url.origin !== base.origin) throw new PullFailure(`'${base.host}' goes on at another server`);
  return url.href;
}

function parsed(body: Buffer, server: string): unknown {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // told below
  }
  throw new PullFailure(`'${server}' answers with something that is no JSON`);
}

interface Asked {
  readonly server: string;
  readonly path: string;
  readonly base: string;
  readonly client: Client;
  readonly env: Env;
}

/** What a registry wants to see, as it says where it refuses. */
async function authorize({ headers }: Answer, { server, path, base, client, env }: Asked): Promise<string> {
  const challenge = String(headers['www-authenticate'] ?? '');
  const credentials = await credentialsFor(server, env);
  if (/^basic\b/i.test(challenge)) {
    if (credentials?.kind === 'password') return basic(credentials.user, credentials.password);
    throw new PullFailure(`'${server}' wants credentials, and docker's configuration has none for it`);
  }
  const realm = parameter(challenge, 'realm');
  if (!/^bearer\b/i.test(challenge) || realm === undefined) {
    throw new PullFailure(`'${server}' answers 401, it wants credentials of a kind that is not known`);
  }
  const url = parseUrl(realm);
  if (url.protocol !== 'https:' && !base.startsWith('http:')) {
    throw new PullFailure(`'${server}' wants its token to be fetched without encryption`);
  }
  const service = parameter(challenge, 'service');
  const scope = parameter(challenge, 'scope') ?? `repository:${path}:pull`;
  const answer = await askToken(url, { service, scope, credentials }, client);
  if (answer.status === 401 || answer.status === 403) {
    const why = credentials
      ? "refuses the credentials of docker's configuration"
      : "gives no token, and docker's configuration has no credentials for it";
    throw new PullFailure(`'${server}' ${why}`);
  }
  const { token, access_token: access } = parsed(demandGood(answer, 'a token'), url.host) as Record<
    string,
    unknown
  >;
  const bearer = typeof token === 'string' ? token : access;
  if (typeof bearer !== 'string' || /[\r\n]/.test(bearer))
    throw new PullFailure(`'${url.host}' gives no token`);
  return `Bearer ${bearer}`;
}

interface TokenAsk {
  readonly service: string | undefined;
  readonly scope: string;
  readonly credentials: Credentials | undefined;
}

function askToken(url: URL, { service, scope, credentials }: TokenAsk, client: Client): Promise<Answer> {
  const limit = client.limits.answer;
  const common = { ...(service !== undefined && { service }), scope };
  if (credentials?.kind === 'token') {
    const grant = { grant_type: 'refresh_token', client_id: 'fluxvet', refresh_token: credentials.token };
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return client.ask(url, { limit, headers, body: new URLSearchParams({ ...common, ...grant }).toString() });
  }
  for (const [name, value] of Object.entries(common)) url.searchParams.set(name, value);
  const headers = credentials && { authorization: basic(credentials.user, credentials.password) };
  return client.ask(url, { limit, ...(headers && { headers }) });
}

function parameter(challenge: string, name: string): string | undefined {
  return new RegExp(`[\\s,]${name}="([^"]*)"`, 'i').exec(challenge)?.[1];
}
