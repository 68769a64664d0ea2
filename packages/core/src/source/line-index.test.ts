import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexLines, offsetOfLine, positionAt, textOfLine } from './line-index.js';

test.for<[name: string, text: string, starts: number[]]>([
  ['nothing', '', [0]],
  ['one line without a break', 'abc', [0]],
  ['a last break', 'a\n', [0, 2]],
  ['LF', 'a\nb', [0, 2]],
  ['CR LF', 'a\r\nb', [0, 3]],
  ['a lone CR', 'a\rb', [0, 2]],
  ['a CR at the end', 'a\r', [0, 2]],
  ['all three', 'a\n\r\n\rb', [0, 2, 4, 5]],
  ['no break at line separators of Unicode', 'a\u2028b\u0085c', [0]],
])('finds the lines of %s', ([, text, starts]) => {
  expect(indexLines(text).starts).toEqual(starts);
});

test('counts lines and columns from one', () => {
  const lines = indexLines('ab\ncd');
  expect(positionAt(lines, 0)).toEqual({ line: 1, column: 1 });
  expect(positionAt(lines, 4)).toEqual({ line: 2, column: 2 });
});

test('counts a line break to the line that it ends', () => {
  expect(positionAt(indexLines('ab\r\ncd'), 3)).toEqual({ line: 1, column: 4 });
});

test('counts columns in UTF-16 code units', () => {
  expect(positionAt(indexLines('😀x'), 2)).toEqual({ line: 1, column: 3 });
});

test('counts on in the last line past the end', () => {
  expect(positionAt(indexLines('a\nb'), 10)).toEqual({ line: 2, column: 9 });
});

test('knows where a line begins, and that there is no further one', () => {
  const lines = indexLines('a\nb');
  expect([0, 1, 2, 3].map((line) => offsetOfLine(lines, line))).toEqual([undefined, 0, 2, undefined]);
});

test('gives the text of a line without its break', () => {
  const text = 'a\r\nb\rc\n\nd';
  const lines = indexLines(text);
  expect([1, 2, 3, 4, 5].map((line) => textOfLine(text, lines, line))).toEqual(['a', 'b', 'c', '', 'd']);
});

test('gives an empty text for a line that is not there', () => {
  expect(textOfLine('a', indexLines('a'), 2)).toBe('');
});

test('every offset comes back from its line and column', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '😀') });
  fc.assert(
    fc.property(texts, fc.nat(50), (text, offset) => {
      const lines = indexLines(text);
      const { line, column } = positionAt(lines, offset);
      expect((offsetOfLine(lines, line) ?? -1) + column - 1).toBe(offset);
    }),
  );
});
