/**
 * Sprig's functions of regular expressions.
 * Source: regex.go of Sprig 3.3 and package regexp of Go, whose rules for empty matches these follow.
 *
 * @module
 */
import { type GoPattern, goPattern } from '../../../source/go-regexp.js';
import { GoFault } from '../../execute/fault.js';
import type { GoFunction } from '../../execute/rendering.js';
import { canBackquote, quote } from '../../format/quote.js';
import { checkTextLength } from '../../values/budget.js';
import { hasBrokenBytes, runeAt, toValidText } from '../../values/go-text.js';
import { list, nilList, TEXT_LIST, type Value } from '../../values/value.js';
import { type Carried, carrying, type Functions, fn } from '../call/define.js';

type Match = readonly number[];

function compile(pattern: string, must: boolean): GoPattern {
  const compiled = hasBrokenBytes(pattern)
    ? { error: `error parsing regexp: invalid UTF-8: \`${toValidText(pattern)}\`` }
    : goPattern(pattern);
  if (!('error' in compiled)) return compiled;
  if (must) throw new GoFault(compiled.error);
  const shown = canBackquote(pattern) ? `\`${pattern}\`` : quote(pattern);
  throw new GoFault(`regexp: Compile(${shown}): ${compiled.error}`);
}

function widthAt(text: string, at: number): number {
  const rune = runeAt(text, at);
  return rune < 0 ? 0 : rune > 0xffff ? 2 : 1;
}

/** All matches, or the first so many; none that is empty right behind another. */
function allMatches(pattern: GoPattern, text: string, count: number): Match[] {
  const matches: Match[] = [];
  const most = count < 0 ? text.length + 1 : count;
  let previousEnd = -1;
  for (let at = 0; matches.length < most && at <= text.length; ) {
    const match = pattern.find(text, at);
    if (!match) break;
    const [start = 0, end = 0] = match;
    const skip = end === at && start === previousEnd;
    at = end === at ? at + (widthAt(text, at) || text.length + 1) : end;
    previousEnd = end;
    if (!skip) matches.push(match);
  }
  return matches;
}

/** A match, and where in the result its replacement stands. */
interface Replaced {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

function replaceAll(pattern: GoPattern, text: string, replacement: (match: Match) => string): Carried {
  const replaced: Replaced[] = [];
  let lastEnd = 0;
  for (let at = 0; at <= text.length; ) {
    const match = pattern.find(text, at);
    if (!match) break;
    const [start = 0, end = 0] = match;
    if (end > lastEnd || start === 0) replaced.push({ from: start, to: end, text: replacement(match) });
    lastEnd = end;
    const width = widthAt(text, at);
    if (at + width > end) at += width;
    else if (at + 1 > end) at++;
    else at = end;
  }
  if (replaced.length === 0) return text;
  let result = '';
  let copied = 0;
  for (const { from, to, text: by } of replaced) {
    result += text.slice(copied, from) + by;
    checkTextLength(result.length);
    copied = to;
  }
  return [result + text.slice(copied), (at) => placeBefore(replaced, at)];
}

function placeBefore(replaced: readonly Replaced[], at: number): number {
  let before = 0;
  let after = 0;
  for (const { from, to, text } of replaced) {
    if (at < after + from - before) return before + at - after;
    after += from - before;
    if (at < after + text.length) return -1;
    after += text.length;
    before = to;
  }
  return before + at - after;
}

/** Go's Expand: `$1`, `${name}`, `$$`. */
function expanded(
  template: string,
  text: string,
  match: Match,
  names: Readonly<Record<string, number>>,
): string {
  return template.replace(/\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu, (whole, braced, bare) => {
    if (whole === '$$') return '$';
    const name: string = braced ?? bare;
    const group =
      /^[0-9]+$/.test(name) && !(name.length > 1 && name.startsWith('0')) ? Number(name) : names[name];
    if (group === undefined) return '';
    const start = match[2 * group] ?? -1;
    return start < 0 ? '' : text.slice(start, match[2 * group + 1]);
  });
}

function split(pattern: GoPattern, source: string, text: string, count: number): Value {
  if (count === 0) return nilList(TEXT_LIST);
  if (source !== '' && text === '') return list([''], TEXT_LIST);
  const parts: string[] = [];
  let begin = 0;
  let end = 0;
  for (const [start = 0, stop = 0] of allMatches(pattern, text, count)) {
    if (count > 0 && parts.length === count - 1) break;
    end = start;
    if (stop !== 0) parts.push(text.slice(begin, end));
    begin = stop;
  }
  if (end !== text.length) parts.push(text.slice(begin));
  return list(parts, TEXT_LIST);
}

function found(pattern: GoPattern, text: string): string {
  const [start = 0, end = 0] = pattern.find(text, 0) ?? [];
  return text.slice(start, end);
}

function withTwin(name: string, make: (must: boolean) => GoFunction): Functions {
  return { [name]: make(false), [`must${name.charAt(0).toUpperCase()}${name.slice(1)}`]: make(true) };
}

export const REGULAR_EXPRESSIONS: Functions = {
  ...withTwin('regexMatch', (must) =>
    fn(['string', 'string'], (source, text) => {
      if (must) return compile(source, must).find(text, 0) !== undefined;
      const compiled = hasBrokenBytes(source) ? { error: '' } : goPattern(source);
      return !('error' in compiled) && compiled.find(text, 0) !== undefined;
    }),
  ),
  ...withTwin('regexFind', (must) =>
    fn(['string', 'string'], (source, text) => found(compile(source, must), text)),
  ),
  ...withTwin('regexFindAll', (must) =>
    fn(['string', 'string', 'int'], (source, text, count) => {
      const matches = allMatches(compile(source, must), text, count);
      const texts = matches.map(([start, end]) => text.slice(start, end));
      return texts.length === 0 ? nilList(TEXT_LIST) : list(texts, TEXT_LIST);
    }),
  ),
  ...withTwin('regexReplaceAll', (must) =>
    carrying(['string', 'string', 'string'], 1, (source, text, template) => {
      const pattern = compile(source, must);
      return replaceAll(pattern, text, (match) => expanded(template, text, match, pattern.names));
    }),
  ),
  ...withTwin('regexReplaceAllLiteral', (must) =>
    carrying(['string', 'string', 'string'], 1, (source, text, by) =>
      replaceAll(compile(source, must), text, () => by),
    ),
  ),
  ...withTwin('regexSplit', (must) =>
    fn(['string', 'string', 'int'], (source, text, count) =>
      split(compile(source, must), source, text, count),
    ),
  ),
  regexQuoteMeta: fn(['string'], (text) => text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&')),
};
