/**
 * Text as SARIF wants it: without characters that readers choke on, with links to the other places of a result.
 *
 * @module
 */

/** One place that a text links to. */
export interface Link {
  readonly text: string;
  /** The id of a location of the same result. */
  readonly id: number;
}

// Nobody reads more, and one finding must not fill the file.
const MAX_MESSAGE = 2_000;

/** The text of a message: at most so long, with a full stop, and without anything that reads as a link. */
export function messageText(text: string): string {
  return escapeLinks(sentence(text));
}

/** A text with a full stop at its end. */
export function sentence(text: string): string {
  const trimmed = cutText(plainText(text).trim(), MAX_MESSAGE);
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** A sentence that links to other places; empty without any. */
export function linksText(links: readonly Link[]): string {
  if (links.length === 0) return '';
  const shown = links.map(({ text, id }) => `[${escapeLinkText(plainText(text))}](${id})`);
  return `See ${shown.join(', ')}.`;
}

/** The beginning of a text that is too long; it ends in dots then. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  // Half a character at the cut would be none.
  return `${text.slice(0, length - 3).replace(/[\ud800-\udbff]$/, '')}...`;
}

/** A text in which halves of characters are replaced. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Whether a text has only characters that every reader of JSON takes. */
export function isPlain(text: string): boolean {
  return text === plainText(text);
}

function plainText(text: string): string {
  // NUL and terminal codes can stand in a quoted YAML scalar, and so in a message that quotes it.
  return wellFormed(text).replace(/[\0-\x08\x0b-\x1f\x7f]/g, '\ufffd');
}

/** `](` makes a link of any text in brackets before it; the specification lets all other brackets stand. */
function escapeLinks(text: string): string {
  return text.replace(/(\\*)\](?=\()/g, (_, slashes: string) => `${slashes}${slashes}\\]`);
}

function escapeLinkText(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&').replace(/\s+/g, ' ');
}
