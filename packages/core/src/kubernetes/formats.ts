/**
 * The formats of texts that an API server checks; it ignores those that it does not know.
 * Source: kube-openapi's pkg/validation/strfmt, and the formats that apiextensions supports.
 *
 * @module
 */
import { goRegexp } from '../source/go-regexp.js';
import { own } from '../source/text/own.js';

/** Whether a text is in a format. Formats that an API server does not check take every text. */
export function fitsFormat(format: string, text: string): boolean {
  const check = own(FORMATS, format.replaceAll('-', ''));
  return check?.(text) ?? true;
}

const HEX = '[0-9a-fA-F]';
const UUID_HEAD = `^${HEX}{8}-?${HEX}{4}-?`;

function matching(pattern: RegExp): (text: string) => boolean {
  return (text) => pattern.test(text);
}

const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  uri: isRequestUri,
  email: isEmail,
  hostname: isHostname,
  ipv4: (text) => text.includes('.') && isIp(text),
  ipv6: (text) => text.includes(':') && isIp(text),
  cidr: isCidr,
  mac: isMac,
  uuid: matching(new RegExp(`${UUID_HEAD}${HEX}{4}-?${HEX}{4}-?${HEX}{12}$`)),
  uuid3: matching(new RegExp(`${UUID_HEAD}3${HEX}{3}-?${HEX}{4}-?${HEX}{12}$`)),
  uuid4: matching(new RegExp(`${UUID_HEAD}4${HEX}{3}-?[89abAB]${HEX}{3}-?${HEX}{12}$`)),
  uuid5: matching(new RegExp(`${UUID_HEAD}5${HEX}{3}-?[89abAB]${HEX}{3}-?${HEX}{12}$`)),
  ssn: matching(/^\d{3}[- ]?\d{2}[- ]?\d{4}$/),
  hexcolor: matching(/^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/),
  byte: isBase64,
  date: isDate,
  datetime: isDateTime,
  duration: isDuration,
  k8sshortname: (text) => text.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text),
  k8slongname: (text) =>
    text.length <= 253 && text.split('.').every((part) => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(part)),
};

function isBase64(text: string): boolean {
  return text !== '' && text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}

/** As Go's `url.ParseRequestURI` takes it: a scheme, or an absolute path. */
function isRequestUri(text: string): boolean {
  if (text === '' || /[\x00-\x1f\x7f]/.test(text)) return false;
  const [, scheme, rest = text] = /^([A-Za-z][A-Za-z0-9+.-]*):([\s\S]*)$/.exec(text) ?? [];
  if (scheme === undefined && !text.startsWith('/')) return text === '*';
  if (!rest.startsWith('/')) return scheme !== undefined;
  const [, authority] =
    scheme !== undefined || !rest.startsWith('///') ? (/^\/\/([^/?]*)/.exec(rest) ?? []) : [];
  if (authority !== undefined && !isAuthority(authority)) return false;
  const [path = ''] = rest.split('?');
  return !/%(?![0-9a-fA-F]{2})/.test(path);
}

function isAuthority(text: string): boolean {
  const host = text.slice(text.lastIndexOf('@') + 1);
  if (text.includes('@') && !/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(text.slice(0, text.lastIndexOf('@'))))
    return false;
  if (host.startsWith('[')) return /^\[[^\]]*\](:\d*)?$/.test(host);
  const colon = host.indexOf(':');
  if (colon >= 0 && !/^:\d*$/.test(host.slice(host.lastIndexOf(':')))) return false;
  return !/[ "<>\\^`{}|]/.test(host) && !/%(?![0-9a-fA-F]{2})/.test(host);
}

/** An address, alone or in angle brackets behind a name, as Go's `mail.ParseAddress` takes it. */
function isEmail(text: string): boolean {
  const [, inner] = /^[^<>]*<([^<>]*)>\s*$/.exec(text) ?? [];
  const address = (inner ?? text).trim();
  const at = address.lastIndexOf('@');
  if (at < 1) return false;
  const local = address.slice(0, at);
  const domain = address.slice(at + 1);
  const isAtom = (part: string): boolean => /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\uffff-]+$/.test(part);
  const isLocal = local.startsWith('"') ? /^"[^"]*"$/.test(local) : local.split('.').every(isAtom);
  return isLocal && (domain.startsWith('[') || domain.split('.').every(isAtom));
}

// Letters and symbols of every script count; the words are those of the definition, not those of RFC 1123.
const HOSTNAME =
  '^([a-zA-Z0-9\\p{S}\\p{L}]((-?[a-zA-Z0-9\\p{S}\\p{L}]{0,62})?)|([a-zA-Z0-9\\p{S}\\p{L}](([a-zA-Z0-9-\\p{S}\\p{L}]{0,61}[a-zA-Z0-9\\p{S}\\p{L}])?)(\\.)){1,}([a-zA-Z\\p{L}]){2,63})$';

function isHostname(text: string): boolean {
  const fits = goRegexp(HOSTNAME);
  if (typeof fits === 'function' && !fits(text)) return false;
  return Buffer.byteLength(text) <= 255 && text.split('.').every((part) => Buffer.byteLength(part) <= 63);
}

/** An address of either family; leading zeros in the parts of version 4 are let through. */
export function isIp(text: string): boolean {
  return text.includes(':') ? isIpv6(text) : isIpv4(text);
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,}$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1);
  const embedded = last?.includes('.') === true;
  if (embedded && !isIpv4(last ?? '')) return false;
  const words = embedded ? groups.slice(0, -1) : groups;
  if (!words.every((word) => /^[0-9a-fA-F]{1,4}$/.test(word))) return false;
  const count = words.length + (embedded ? 2 : 0);
  return halves.length === 2 ? count < 8 : count === 8;
}

/** An address and the length of its prefix. */
export function isCidr(text: string): boolean {
  const [address = '', length = '', ...more] = text.split('/');
  if (more.length > 0 || !isIp(address) || !/^\d+$/.test(length)) return false;
  return Number(length) <= (address.includes(':') ? 128 : 32);
}

function isMac(text: string): boolean {
  if (/^[0-9a-fA-F]{4}(\.[0-9a-fA-F]{4})+$/.test(text)) return [3, 4, 10].includes(text.split('.').length);
  const separator = text[2];
  if (separator !== ':' && separator !== '-') return false;
  const parts = text.split(separator);
  return [6, 8, 20].includes(parts.length) && parts.every((part) => /^[0-9a-fA-F]{2}$/.test(part));
}

function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (!year || !month || !day) return false;
  const date = new Date(Date.UTC(2000, Number(month) - 1, Number(day)));
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

function isDateTime(text: string): boolean {
  const [date = '', time] = text.toLowerCase().split('t');
  if (time === undefined || !isDate(date)) return false;
  const [, hour, minute, second] = /^(\d{2}):(\d{2}):(\d{2})(?:.\d+)?(?:z|[+-]\d{2}:\d{2})$/.exec(time) ?? [];
  return hour !== undefined && hour <= '23' && (minute ?? '') <= '59' && (second ?? '') <= '59';
}

/** Durations of Go, and counted units in words anywhere in the text, as in '3 days'. */
function isDuration(text: string): boolean {
  if (text === '0' || /^[-+]?((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/.test(text)) return true;
  return [...text.matchAll(/\d\s*([A-Za-zµ]+)/g)].some(([, unit = '']) => {
    const word = unit.toLowerCase();
    if (['ns', 'us', 'ms', 's', 'm', 'h', 'hr', 'd', 'w', 'wk', 'µs'].includes(word)) return true;
    return /^(nano|micro|milli|sec|min|hour|day|week)/.test(word);
  });
}
