/**
 * The texts by which a secret could show: its value, its parts, and the ways in which it is written elsewhere.
 *
 * @module
 */

/** Adds the texts of a value. */
export function addTexts(value: string, into: Set<string>): void {
  for (const text of [value, ...decoded(value)]) {
    addWritten(text, into);
    if (/[\s"{}=:]/.test(text)) addParts(text, into);
  }
}

// What is shorter says nothing, and stands everywhere.
const SHORTEST = 4;
const LONGEST = 100_000;

function addWritten(text: string, into: Set<string>): void {
  const whole = text.trim();
  if (whole.length < SHORTEST || whole.length > LONGEST) return;
  into.add(whole);
  if (/["\\\n\t]/.test(whole)) into.add(JSON.stringify(whole).slice(1, -1));
  if (/[^\w.~!*()-]/.test(whole) && !/[\ud800-\udfff]/.test(whole)) into.add(encodeURIComponent(whole));
  if (whole.length >= 6 && whole.length < 10_000)
    into.add(Buffer.from(whole).toString('base64').replace(/=+$/, ''));
}

/** Lines of a value, what is assigned in them, and words that nobody would write by chance. */
function addParts(text: string, into: Set<string>): void {
  for (const line of text.slice(0, LONGEST).split('\n')) {
    const whole = line.trim();
    if (whole.length >= 12 || /\d/.test(whole)) addWritten(whole, into);
    const at = whole.search(/[=:]/);
    const assigned =
      at < 0
        ? ''
        : whole
            .slice(at + 1)
            .trim()
            .replace(/^(["'])(.*)\1$/, '$2');
    if (assigned.length >= 6) addWritten(assigned, into);
  }
  for (const word of text.slice(0, LONGEST).split(/[\s"'`,;{}()[\]<>=:@]+/)) {
    if (word.length >= 6 && /\d/.test(word) && /[A-Za-z]/.test(word)) addWritten(word, into);
  }
}

/** What a value in base64 stands for. */
function decoded(value: string): string[] {
  const packed = value.replace(/\s+/g, '');
  if (packed.length < SHORTEST || packed.length > LONGEST || !/^[\w+/-]+={0,2}$/.test(packed)) return [];
  const text = Buffer.from(packed, 'base64').toString('utf8');
  return /[\ufffd\u0000-\u0008\u000e-\u001f]/.test(text) ? [] : [text];
}
