/**
 * The characters of a text as the parser of kustomize, Flux and kubectl takes them, where the npm package `yaml` differs:
 * lone carriage returns and next-line characters end a line, each document may begin with a byte order mark,
 * and control characters are refused wherever they stand.
 * Source: readerc.go and yamlprivateh.go of go-yaml v2 and v3, and kyaml/kio of kustomize, which splits documents first.
 *
 * @module
 */
import { type Edit, editText, type PlacedText } from '../nodes/edited-text.js';

/** A character that Go's parser refuses. */
export interface OddCharacter {
  readonly at: number;
  /** As people write it: `U+0001`. */
  readonly name: string;
}

// Everything that is looked at more closely below; nearly no text has any of it.
const ODD = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/;
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;
const LONE_RETURN = /\r(?!\n)/;

/** Whether a text has characters that need the other functions of this module. */
export function hasOddCharacters(text: string): boolean {
  return ODD.test(text);
}

/** The text with the line ends and byte order marks that the library knows. */
export function withKnownBreaks(placed: PlacedText): PlacedText {
  const edits: Edit[] = [];
  if (placed.text.includes('\r\r\n')) {
    // kustomize makes line feeds of the pairs first, and what is left is a pair again.
    for (const { index } of placed.text.matchAll(/\r\r\n/g)) edits.push({ at: index, remove: 1, insert: '' });
  }
  if (placed.text.includes('\ufeff', 1)) {
    for (const { index, 0: line } of placed.text.matchAll(/^---[^\n]*\n\ufeff/gm))
      edits.push({ at: index + line.length - 1, remove: 1, insert: '' });
  }
  edits.sort((a, b) => a.at - b.at);
  const { text, place } = editText(placed, edits);
  const odd = LONE_RETURN.test(text) || text.includes('\x85');
  return { text: odd ? text.replace(/\r(?!\n)|\x85/g, '\n') : text, place };
}

/** The first character of a text that Go's parser refuses. */
export function controlCharacter(text: string): OddCharacter | undefined {
  const at = text.search(CONTROL);
  if (at < 0) return undefined;
  const name = `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`;
  return { at, name };
}

/** Unicode's line and paragraph separators, where a text has any: they end a line in Go, and nowhere else. */
export function lineSeparators(text: string):
  | {
      readonly asLineFeeds: string;
      readonly lastBefore: (offset: number) => number;
    }
  | undefined {
  if (!/[\u2028\u2029]/.test(text)) return undefined;
  return {
    asLineFeeds: text.replace(/[\u2028\u2029]/g, '\n'),
    lastBefore: (offset) => Math.max(text.lastIndexOf('\u2028', offset), text.lastIndexOf('\u2029', offset)),
  };
}
