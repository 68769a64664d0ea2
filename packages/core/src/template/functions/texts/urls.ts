/**
 * Sprig's functions of addresses.
 * Source: url.go of Sprig 3.3 and net/url of Go 1.26.
 *
 * @module
 */
import { GoFault } from '../../execute/fault.js';
import { quote } from '../../format/quote.js';
import { fromBytes, toBytes } from '../../values/go-text.js';
import { kindName } from '../../values/kinds.js';
import { plain, read } from '../../values/traced.js';
import { type GoMap, map } from '../../values/value.js';
import { type Functions, fn } from '../call/define.js';

interface Url {
  readonly scheme: string;
  readonly opaque: string;
  readonly user: string | undefined;
  readonly host: string;
  readonly path: string;
  readonly rawPath: string;
  readonly query: string;
  readonly forceQuery: boolean;
  readonly fragment: string;
}

class UrlFault extends Error {}

function parse(text: string): Url {
  const hash = text.indexOf('#');
  const [main, fragment] = hash < 0 ? [text, ''] : [text.slice(0, hash), text.slice(hash + 1)];
  if (/[\0-\x1f\x7f]/.test(main)) throw new UrlFault('net/url: invalid control character in URL');
  const url = parseMain(main);
  return { ...url, fragment: decoded(fragment, 'fragment') };
}

function parseMain(text: string): Url {
  const empty = {
    opaque: '',
    user: undefined,
    host: '',
    path: '',
    rawPath: '',
    query: '',
    forceQuery: false,
    fragment: '',
  };
  if (text === '*') return { ...empty, scheme: '', path: '*' };
  const [scheme, afterScheme] = splitScheme(text);
  let rest = afterScheme;
  let query = '';
  let forceQuery = false;
  if (rest.endsWith('?') && rest.indexOf('?') === rest.length - 1) {
    forceQuery = true;
    rest = rest.slice(0, -1);
  } else if (rest.includes('?')) {
    query = rest.slice(rest.indexOf('?') + 1);
    rest = rest.slice(0, rest.indexOf('?'));
  }
  if (!rest.startsWith('/')) {
    if (scheme !== '') return { ...empty, scheme, opaque: rest, query, forceQuery };
    const segment = rest.split('/', 1)[0] ?? '';
    if (segment.includes(':')) throw new UrlFault('first path segment in URL cannot contain colon');
  }
  let user: string | undefined;
  let host = '';
  if ((scheme !== '' || !rest.startsWith('///')) && rest.startsWith('//')) {
    const slash = rest.indexOf('/', 2);
    const authority = rest.slice(2, slash < 0 ? undefined : slash);
    rest = slash < 0 ? '' : rest.slice(slash);
    const at = authority.lastIndexOf('@');
    if (at >= 0) user = parseUser(authority.slice(0, at));
    host = parseHost(authority.slice(at + 1));
  }
  return { ...empty, scheme, user, host, path: decoded(rest, 'path'), rawPath: rest, query, forceQuery };
}

function splitScheme(text: string): [scheme: string, rest: string] {
  const colon = text.indexOf(':');
  const lead = /^[a-zA-Z][a-zA-Z0-9+.-]*/.exec(text)?.[0] ?? '';
  if (colon === 0) throw new UrlFault('missing protocol scheme');
  return colon > 0 && lead.length === colon ? [lead.toLowerCase(), text.slice(colon + 1)] : ['', text];
}

function parseUser(text: string): string {
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(text)) throw new UrlFault('net/url: invalid userinfo');
  const colon = text.indexOf(':');
  const parts = colon < 0 ? [text] : [text.slice(0, colon), text.slice(colon + 1)];
  return parts.map((part) => escapePart(decoded(part, 'user'), 'user')).join(':');
}

function parseHost(text: string): string {
  if (text.startsWith('[')) {
    const close = text.lastIndexOf(']');
    if (close < 0) throw new UrlFault("missing ']' in host");
    checkPort(text.slice(close + 1));
  } else if (text.includes(':')) checkPort(text.slice(text.lastIndexOf(':')));
  return decoded(text, 'host');
}

function checkPort(text: string): void {
  if (!/^(:[0-9]*)?$/.test(text)) throw new UrlFault(`invalid port ${quote(text)} after host`);
}

type Mode = 'path' | 'host' | 'user' | 'fragment' | 'segment';

function decoded(text: string, mode: Mode): string {
  if (!text.includes('%') && mode !== 'host') return text;
  const bytes: number[] = [];
  const raw = toBytes(text);
  for (let at = 0; at < raw.length; at++) {
    const byte = raw[at] ?? 0;
    if (byte !== 37) {
      if (mode === 'host' && byte < 128 && shouldEscapeInHost(byte))
        throw new UrlFault(`invalid character ${quote(String.fromCharCode(byte))} in host name`);
      bytes.push(byte);
      continue;
    }
    const digits = String.fromCharCode(raw[at + 1] ?? 0, raw[at + 2] ?? 0);
    if (!/^[0-9a-fA-F]{2}$/.test(digits))
      throw new UrlFault(`invalid URL escape ${quote(fromBytes(raw.subarray(at, at + 3)))}`);
    const value = Number.parseInt(digits, 16);
    if (mode === 'host' && value < 128) throw new UrlFault(`invalid URL escape ${quote(`%${digits}`)}`);
    bytes.push(value);
    at += 2;
  }
  return fromBytes(Uint8Array.from(bytes));
}

function shouldEscapeInHost(byte: number): boolean {
  return !/[A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"]/.test(String.fromCharCode(byte));
}

const KEPT: Readonly<Record<Mode, RegExp>> = {
  path: /[A-Za-z0-9\-_.~$&+,/:;=@!'()*[\]]/,
  segment: /[A-Za-z0-9\-_.~$&+:=@]/,
  host: /[A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"]/,
  user: /[A-Za-z0-9\-_.~$&+,;=]/,
  fragment: /[A-Za-z0-9\-_.~$&+,/:;=?@!()*]/,
};

function escapePart(text: string, mode: Mode): string {
  let out = '';
  for (const byte of toBytes(text)) {
    const char = String.fromCharCode(byte);
    out +=
      byte < 128 && KEPT[mode].test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

/** Go's URL.String. */
function print(url: Url): string {
  let out = url.scheme === '' ? '' : `${url.scheme}:`;
  if (url.opaque !== '') out += url.opaque;
  else {
    if (url.scheme !== '' || url.host !== '' || url.user !== undefined) {
      if (url.host !== '' || url.path !== '' || url.user !== undefined) out += '//';
      if (url.user !== undefined) out += `${url.user}@`;
      out += escapePart(url.host, 'host');
    }
    const path = escapedPath(url);
    if (path !== '' && !path.startsWith('/') && url.host !== '') out += '/';
    if (out === '' && (path.split('/', 1)[0] ?? '').includes(':')) out += './';
    out += path;
  }
  if (url.forceQuery || url.query !== '') out += `?${url.query}`;
  return url.fragment === '' ? out : `${out}#${escapePart(url.fragment, 'fragment')}`;
}

function escapedPath({ path, rawPath }: Url): string {
  if (rawPath !== '' && rawPath !== path) return rawPath;
  return path === '*' ? '*' : escapePart(path, 'path').replaceAll('[', '%5B').replaceAll(']', '%5D');
}

function hostName(host: string): string {
  if (host.startsWith('[')) return host.slice(1, Math.max(host.indexOf(']'), 1));
  const colon = host.lastIndexOf(':');
  return colon >= 0 && /^:[0-9]*$/.test(host.slice(colon)) ? host.slice(0, colon) : host;
}

function parsed(text: string, what: string): Url {
  try {
    return parse(text);
  } catch (fault) {
    if (!(fault instanceof UrlFault)) throw fault;
    throw new GoFault(`${what}: parse ${quote(text)}: ${fault.message}`);
  }
}

function part(dict: GoMap, key: string): string {
  const value = dict.entries.get(key);
  if (value === undefined) return '';
  const bare = read(value);
  if (bare === null) throw new GoFault('runtime error: invalid memory address or nil pointer dereference');
  if (typeof bare !== 'string')
    throw new GoFault(`unable to parse ${key} key, must be of type string, but ${kindName(bare)} found`);
  return bare;
}

function join(dict: GoMap): string {
  const url: Url = {
    scheme: part(dict, 'scheme'),
    host: part(dict, 'host'),
    path: part(dict, 'path'),
    rawPath: '',
    query: part(dict, 'query'),
    opaque: part(dict, 'opaque'),
    fragment: part(dict, 'fragment'),
    forceQuery: false,
    user: undefined,
  };
  const info = part(dict, 'userinfo');
  if (info === '') return print(url);
  return print({ ...url, user: parsed(`proto://${info}@host`, 'unable to parse userinfo in dict').user });
}

export const URLS: Functions = {
  urlParse: fn(['string'], (text) => {
    const url = parsed(text, 'unable to parse url');
    return map([
      ['scheme', url.scheme],
      ['host', url.host],
      ['hostname', hostName(url.host)],
      ['path', url.path],
      ['query', url.query],
      ['opaque', url.opaque],
      ['fragment', url.fragment],
      ['userinfo', url.user ?? ''],
    ]);
  }),
  urlJoin: fn(['map[string]interface {}'], (dict) => join(plain(dict) as GoMap)),
};
