/**
 * The formats that texts can be asked to have.
 * Source: format.go of santhosh-tekuri/jsonschema 6.
 *
 * @module
 */
import { goPattern } from '../../source/go-regexp.js';
import { parseTime } from '../../template/format/parse-time.js';
import { quoteRune } from '../../template/format/quote.js';
import { byteLength } from '../../template/values/go-text.js';

/** What is wrong with a text of a format; nothing where the format is not known. */
export function formatFault(format: string, text: string): string | undefined {
  return Object.hasOwn(FORMATS, format) ? FORMATS[format]?.(text) : undefined;
}

function invalidCharacter(text: string, allowed: RegExp): string | undefined {
  for (const char of text)
    if (!allowed.test(char)) return `invalid character ${quoteRune(char.codePointAt(0) ?? 0)}`;
  return undefined;
}

function hostname(text: string): string | undefined {
  const name = text.replace(/\.$/, '');
  if (name.length > 253) return 'more than 253 characters long';
  for (const label of name.split('.')) {
    if (label.length < 1 || label.length > 63) return 'label must be 1 to 63 characters long';
    if (label.startsWith('-')) return 'label starts with hyphen';
    if (label.endsWith('-')) return 'label ends with hyphen';
    const fault = invalidCharacter(label, /^[a-zA-Z0-9-]$/);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function email(text: string): string | undefined {
  if (byteLength(text) > 254) return 'more than 255 characters long';
  const at = text.lastIndexOf('@');
  if (at < 0) return 'missing @';
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  if (byteLength(local) > 64) return 'local part more than 64 characters long';
  if (local.length > 1 && /^".*"$/s.test(local)) {
    if (/[\\"]/.test(local.slice(1, -1)))
      return 'backslash and quote are not allowed within quoted local part';
  } else {
    if (local.startsWith('.')) return 'starts with dot';
    if (local.endsWith('.')) return 'ends with dot';
    if (local.includes('..')) return 'consecutive dots';
    const fault = invalidCharacter(local, /^[a-zA-Z0-9.!#$%&'*+\-/=?^_`{|}~]$/);
    if (fault !== undefined) return fault;
  }
  if (/^\[.*\]$/.test(domain)) {
    const address = domain.slice(1, -1);
    const isNew = address.startsWith('IPv6:');
    const fault = isNew ? ipv6(address.slice(5)) : ipv4(address);
    return fault && `invalid ${isNew ? 'ipv6' : 'ipv4'} address: ${fault}`;
  }
  const fault = hostname(domain);
  return fault && `invalid domain: ${fault}`;
}

function ipv4(text: string): string | undefined {
  const groups = text.split('.');
  if (groups.length !== 4) return 'expected four decimals';
  for (const group of groups) {
    if (group.length > 1 && group.startsWith('0')) return 'leading zeros';
    if (!/^[-+]?[0-9]+$/.test(group)) return `strconv.Atoi: parsing "${group}": invalid syntax`;
    if (Number(group) < 0 || Number(group) > 255) return 'decimal must be between 0 and 255';
  }
  return undefined;
}

function ipv6(text: string): string | undefined {
  if (!text.includes(':')) return 'missing colon';
  if (text.includes('%')) return 'zone id is not a part of ipv6 address';
  const tail = /:((?:[0-9]+\.){3}[0-9]+)$/.exec(text)?.[1];
  if (tail !== undefined && ipv4(tail) !== undefined) return `ParseAddr("${text}"): invalid IPv4 part`;
  const plain = tail === undefined ? text : `${text.slice(0, -tail.length)}0:0`;
  const halves = plain.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const isShort = halves.length === 2 ? groups.length < 8 : halves.length === 1 && groups.length === 8;
  if (isShort && groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return `ParseAddr("${text}"): unexpected character`;
}

function date(text: string): string | undefined {
  const time = parseTime('2006-01-02', text);
  return 'error' in time ? time.error : undefined;
}

function time(text: string): string | undefined {
  if (text.length < 9) return 'less than 9 characters long';
  if (text[2] !== ':' || text[5] !== ':') return 'missing colon in correct place';
  const parts = text.slice(0, 8).split(':', 3);
  if (parts.some((part) => !/^[0-9]+$/.test(part))) return 'invalid hour/min/sec';
  const [hour = 0, minute = 0, second = 0] = parts.map(Number);
  if (hour > 23 || minute > 59 || second > 60) return 'hour/min/sec out of range';
  let rest = text.slice(8);
  if (rest.startsWith('.')) {
    const digits = /^[0-9]*/.exec(rest.slice(1))?.[0] ?? '';
    if (digits === '') return 'no digits in second fraction';
    rest = rest.slice(1 + digits.length);
  }
  if (rest === 'z' || rest === 'Z') return leapSecond(hour, minute, second, 0);
  if (rest.length !== 6) return 'offset must be 6 characters long';
  if (!/^[-+]/.test(rest)) return 'offset must begin with plus/minus';
  if (rest[3] !== ':') return 'missing colon in offset in correct place';
  const [zoneHour = '', zoneMinute = ''] = rest.slice(1).split(':');
  if (!/^[0-9]+$/.test(zoneHour) || !/^[0-9]+$/.test(zoneMinute)) return 'invalid hour/min in offset';
  if (Number(zoneHour) > 23 || Number(zoneMinute) > 59) return 'hour/min in offset out of range';
  const offset = Number(zoneHour) * 60 + Number(zoneMinute);
  return leapSecond(hour, minute, second, rest.startsWith('+') ? -offset : offset);
}

function leapSecond(hour: number, minute: number, second: number, offset: number): string | undefined {
  const inUtc = (((hour * 60 + minute + offset) % 1440) + 1440) % 1440;
  return second >= 60 && inUtc !== 23 * 60 + 59 ? 'invalid leap second' : undefined;
}

function dateTime(text: string): string | undefined {
  if (text.length < 20) return 'less than 20 characters long';
  if (!/^.{10}[tT]/s.test(text)) return '11th character must be t or T';
  const day = date(text.slice(0, 10));
  if (day !== undefined) return `invalid date element: ${day}`;
  const clock = time(text.slice(11));
  return clock && `invalid time element: ${clock}`;
}

function uuid(text: string): string | undefined {
  const sizes = [8, 4, 4, 4, 12];
  const groups = text.split('-');
  if (groups.length !== sizes.length) return 'must have 5 elements';
  for (const [at, group] of groups.entries()) {
    if (group.length !== sizes[at]) return `element ${at + 1} must be ${sizes[at]} characters long`;
    for (const char of group)
      if (!/^[0-9a-fA-F]$/.test(char)) return `non-hex character ${quoteRune(char.codePointAt(0) ?? 0)}`;
  }
  return undefined;
}

function jsonPointer(text: string): string | undefined {
  if (text === '') return undefined;
  if (!text.startsWith('/')) return 'not starting with /';
  return /~(?![01])/.test(text) ? '~ must be followed by 0 or 1' : undefined;
}

function uri(text: string, isAbsolute: boolean): string | undefined {
  const scheme = /^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(text);
  if (/[\s"<>\\^`{|}]/.test(text) || /%(?![0-9a-fA-F]{2})/.test(text)) return 'invalid character';
  return isAbsolute && !scheme ? 'relative url' : undefined;
}

const FORMATS: Readonly<Record<string, (text: string) => string | undefined>> = {
  date,
  time,
  'date-time': dateTime,
  email,
  hostname,
  ipv4,
  ipv6,
  uuid,
  'json-pointer': jsonPointer,
  regex: (text) => {
    const compiled = goPattern(text);
    return 'error' in compiled ? compiled.error : undefined;
  },
  uri: (text) => uri(text, true),
  'uri-reference': (text) => uri(text, false),
};
