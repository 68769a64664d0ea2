/**
 * Text in lines of a width, counted in bytes.
 * Source: WrapCustom of goutils 1.1.1.
 *
 * @module
 */
import { checkTextLength } from '../../values/budget.js';
import { fromBytes, toBytes } from '../../values/go-text.js';

const BLANK = 32;

export function wrapText(text: string, width: number, separator: string, breakWords: boolean): string {
  const bytes = toBytes(text);
  const length = Math.max(width, 1);
  const lineEnd = separator === '' ? '\n' : separator;
  const lines: string[] = [];
  let at = 0;
  const line = (to: number, next: number): void => {
    lines.push(fromBytes(bytes.subarray(at, to)));
    checkTextLength(bytes.length + lines.length * lineEnd.length);
    at = next;
  };
  while (bytes.length - at > length) {
    if (bytes[at] === BLANK) {
      at++;
      continue;
    }
    const blank = bytes.subarray(0, at + length + 1).lastIndexOf(BLANK);
    if (blank >= at) line(blank, blank + 1);
    else if (breakWords) line(at + length, at + length);
    else {
      const next = bytes.indexOf(BLANK, at + length);
      if (next < 0) break;
      line(next, next + 1);
    }
  }
  return lines.map((each) => each + lineEnd).join('') + fromBytes(bytes.subarray(at));
}
