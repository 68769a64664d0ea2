/**
 * Tabs that Go's parser refuses and the npm package `yaml` takes: on lines that are otherwise empty or hold a comment,
 * and behind a dash, and behind plain scalars in brackets. Elsewhere in brackets, in quotes and behind values tabs are blanks for both.
 * Source: yaml_parser_scan_to_next_token and yaml_parser_scan_plain_scalar of go-yaml v2 and v3.
 *
 * @module
 */
import { Lexer } from 'yaml';

interface Scanned {
  /** What stands last before the tab, comments and blanks aside. */
  last: 'nothing' | 'plain' | 'comment' | 'indicator' | 'other';
  /** The column that a tab behind a plain scalar must stand to the right of. */
  column: number;
  /** The brackets that are open. */
  depth: number;
  /** Whether the outermost of them stand within a mapping or a sequence without brackets. */
  nested: boolean;
}

/** The offsets of refused tabs in a text, in order; the text is one that the library reads without error. */
export function tabFaults(text: string): number[] {
  // Only tabs that have nothing but blanks and indicators before them can be refused.
  if (!text.includes('\t') || !/^[ ?:-]*\t/m.test(text)) return [];
  const faults: number[] = [];
  const scanned: Scanned = { last: 'nothing', column: -1, depth: 0, nested: false };
  let at = 0;
  let line = 0;
  let scalar = false;
  for (const token of new Lexer().lex(text)) {
    if (token === '\u0002' || token === '\u0018' || token === '\u001f') {
      scalar = token === '\u001f';
      if (token === '\u0002') Object.assign(scanned, { last: 'nothing', depth: 0 });
      continue;
    }
    if (!scalar && /^[ \t]+$/.test(token)) {
      const tab = at + token.indexOf('\t');
      if (tab >= at && isRefused(text, line, tab, scanned)) faults.push(tab);
    } else if (!/^[\r\n]/.test(token) || scalar) advance(scanned, token, scalar, text.slice(line, at));
    const lastBreak = token.lastIndexOf('\n');
    if (lastBreak >= 0) line = at + lastBreak + 1;
    at += token.length;
    scalar = false;
  }
  return faults;
}

function isRefused(text: string, line: number, tab: number, scanned: Scanned): boolean {
  const { last, column, depth } = scanned;
  if (depth > 0) return scanned.nested && last === 'plain' && tab === line;
  const lead = text.slice(line, tab);
  if (last === 'indicator' && /[-?:]/.test(lead)) return /^ *([-?:] *)+$/.test(lead);
  if (lead.trim() !== '') return false;
  if (last === 'plain') return lead.length <= column;
  // Go takes a comment below a comment as it comes.
  return last !== 'comment' || !/^[ \t]*#/.test(text.slice(tab, tab + 80));
}

function advance(scanned: Scanned, token: string, scalar: boolean, lead: string): void {
  if (scalar) {
    scanned.last = 'plain';
    scanned.column = blockColumn(lead);
  } else if (token.startsWith('#')) scanned.last = 'comment';
  else if (token !== '---') {
    if (scanned.depth === 0) scanned.nested = scanned.last !== 'nothing';
    if (token === '[' || token === '{') scanned.depth++;
    if (token === ']' || token === '}') scanned.depth--;
    scanned.last = token === '-' || token === '?' || token === ':' ? 'indicator' : 'other';
  }
}

/** The column of the entry that a scalar belongs to, from what stands before it in its line; 0 where that line does not tell. */
function blockColumn(lead: string): number {
  const [all = '', dashes = ''] = /^ *((?:[-?:] +)*)/.exec(lead) ?? [];
  if (lead.length > all.length) return all.length;
  return dashes === '' ? 0 : all.trimEnd().length - 1;
}
