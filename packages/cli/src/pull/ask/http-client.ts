/**
 * Requests over http and https: to allowed addresses only, with limits, and with redirects that keep to the same rules.
 *
 * @module
 */
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { PullFailure } from './failure.js';
import { type Limits, showSize } from './limits.js';
import type { Address, Policy } from './policy.js';

/** What is asked of a server. */
export interface Ask {
  readonly headers?: Readonly<Record<string, string>>;
  /** The most bytes of the answer. */
  readonly limit: number;
  /** Sent by POST. */
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** Where the answer came from in the end. */
  readonly url: URL;
}

/** Asks servers, as the policy and the limits allow. */
export interface Client {
  readonly limits: Limits;
  readonly policy: Policy;
  /** @throws PullFailure where there is no answer; an answer that is an error is an answer. */
  ask(url: string | URL, ask: Ask): Promise<Answer>;
}

const MOST_REDIRECTS = 5;

export function clientOf(policy: Policy, limits: Limits): Client {
  return {
    limits,
    policy,
    async ask(first, ask) {
      let url = parseUrl(first);
      let headers = ask.headers ?? {};
      const end = Date.now() + limits.time;
      for (let redirects = 0; ; redirects++) {
        const answer = await send(url, { ...ask, headers }, { policy, limits, end });
        const to = answer.headers.location;
        if (
          ![301, 302, 303, 307, 308].includes(answer.status) ||
          to === undefined ||
          ask.body !== undefined
        ) {
          return answer;
        }
        if (redirects === MOST_REDIRECTS) throw new PullFailure(`'${url.host}' redirects again and again`);
        const next = parseUrl(to, url);
        if (url.protocol === 'https:' && next.protocol !== 'https:') {
          throw new PullFailure(`'${url.host}' redirects to '${next.host}' without encryption`);
        }
        // Credentials are for the server that they were given for.
        if (next.origin !== url.origin) headers = withoutAuthorization(headers);
        url = next;
      }
    },
  };
}

function withoutAuthorization(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'),
  );
}

/** An address that can be asked. */
export function parseUrl(text: string | URL, base?: URL): URL {
  let url: URL;
  try {
    url = new URL(text, base);
  } catch {
    throw new PullFailure(`'${String(text)}' is no address`);
  }
  if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  throw new PullFailure(`'${url.protocol}' is not asked, only http and https are`);
}

interface Rules {
  readonly policy: Policy;
  readonly limits: Limits;
  /** When the whole must be done. */
  readonly end: number;
}

async function send(url: URL, ask: Ask, { policy, limits, end }: Rules): Promise<Answer> {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const addresses = await policy.addressesOf(url.hostname, port);
  const { username, password } = url;
  const headers: Record<string, string> = {
    'user-agent': 'fluxvet',
    'accept-encoding': 'identity',
    ...ask.headers,
  };
  if (username !== '' && headers['authorization'] === undefined) {
    headers['authorization'] = basic(decodeURIComponent(username), decodeURIComponent(password));
  }
  return new Promise<Answer>((done, fail) => {
    const request = (url.protocol === 'https:' ? secureRequest : plainRequest)({
      protocol: url.protocol,
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port,
      path: `${url.pathname}${url.search}`,
      method: ask.body === undefined ? 'GET' : 'POST',
      headers,
      agent: false,
      timeout: limits.silence,
      lookup: lookupAmong(addresses),
    });
    const stop = (message: string): void => {
      clearTimeout(timer);
      fail(new PullFailure(message));
      request.destroy();
    };
    const slow = `'${url.host}' is too slow: it does not answer within ${Math.round(limits.time / 1000)} seconds`;
    const timer = setTimeout(() => stop(slow), Math.max(0, end - Date.now()));
    request.on('timeout', () =>
      stop(`'${url.host}' is silent for ${Math.round(limits.silence / 1000)} seconds`),
    );
    request.on('error', (error: Error) => stop(`'${url.host}' cannot be asked: ${error.message}`));
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > ask.limit) stop(`'${url.host}' sends more than ${showSize(ask.limit)}`);
        else chunks.push(chunk);
      });
      response.on('error', (error) => stop(`'${url.host}' breaks off: ${error.message}`));
      response.on('end', () => {
        clearTimeout(timer);
        const { statusCode: status = 0, headers: answered } = response;
        done({ status, headers: answered, body: Buffer.concat(chunks), url });
      });
    });
    request.end(ask.body);
  });
}

/** Resolves to what was allowed before, so that a name cannot mean another address the second time. */
function lookupAmong(addresses: readonly Address[]): LookupFunction {
  return (_host, options, callback) => {
    if (options.all) callback(null, [...addresses]);
    else callback(null, addresses[0]?.address ?? '', addresses[0]?.family ?? 4);
  };
}

/** The value of an `Authorization` header for a name and a password. */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** The body of an answer, which must be a good one. */
export function demandGood({ status, body, url }: Answer, what: string): Buffer {
  if (status >= 200 && status < 300) return body;
  throw new PullFailure(`${what} is not there for us: '${url.host}' answers ${reasonOf(status)}`);
}

function reasonOf(status: number): string {
  if (status === 401) return '401, it wants credentials';
  if (status === 403) return '403, it refuses access';
  if (status === 404) return '404, not found';
  if (status === 429) return '429, too many requests';
  return String(status);
}
