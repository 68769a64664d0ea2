/**
 * Text of a repository as it may be shown: on a terminal, in a log, in a review. Nothing in it steers what shows it.
 *
 * @module
 */

// Controls, what turns the direction of writing, other ends of lines, what cannot be seen, and halves of characters.
const UNSEEN =
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Surrogate}|[\u{e0000}-\u{e007f}]/gu;

/** A text of one line with each character that cannot be seen, or steers what shows it, replaced by one that is seen. */
export function visible(text: string): string {
  return text.replace(UNSEEN, '\ufffd');
}

/** Lines of text, each made visible. */
export function visibleLines(text: string): string {
  return text.replace(/[^\r\n]+|\r(?!\n)/g, visible);
}

/**
 * Text of which no line is a command for a CI system: GitHub obeys lines that begin with `::`, and it, Azure and TeamCity
 * those with `##[`, `##vso[` or `##teamcity[` in them.
 */
export function withoutCommands(text: string): string {
  return text.replace(/^((?:[^\S\r\n]|\u001b\[\d+m)*):(?=:)/gm, '$1: ').replace(/##(?=\w*\[)/g, '# #');
}

/** Whether a text, written as it is, would have to be changed to be shown. */
export function isUnshowable(text: string): boolean {
  return visibleLines(text) !== text || withoutCommands(text) !== text;
}

/** Data as JSON for a file or a log: it reads as the same, and everything that steers is written as an escape. */
export function showJson(data: unknown, indent?: number): string {
  return escaped(JSON.stringify(data, undefined, indent) ?? 'null');
}

/** A text as a double-quoted scalar, which JSON and YAML read as the same. */
export function quotedText(text: string): string {
  return escaped(JSON.stringify(text));
}

function escaped(json: string): string {
  const shown = json.replace(
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g,
    unicode,
  );
  return shown
    .replace(/##(?=\w*\[)/g, '#\\u0023')
    .replace(/[\u{e0000}-\u{e007f}]/gu, (char) =>
      [...Array(char.length).keys()].map((at) => unicode(char.slice(at, at + 1))).join(''),
    );
}

function unicode(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
