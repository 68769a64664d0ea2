import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryTree } from '../source/file-tree.js';
import { visible } from '../source/text/shown-text.js';
import { frame, showPlace } from './frame.js';
import { paintFor } from './paint.js';

const PLAIN = paintFor(false);

function frameOf(
  text: string,
  line: number,
  column: number,
  endColumn: number,
  endLine: number = line,
): string[] {
  return frame({ file: 'a.yaml', line, column, endLine, endColumn }, memoryTree({ 'a.yaml': text }), PLAIN);
}

test('underlines the characters of a place', () => {
  expect(frameOf('a: 1\nbc: de\n', 2, 5, 7)).toEqual(['     2 | bc: de', '       |     ^^']);
});

test('underlines one character where the place is empty', () => {
  expect(frameOf('a: 1\n', 1, 3, 3)).toEqual(['     1 | a: 1', '       |   ^']);
});

test('underlines the rest of the first line of a place that goes on', () => {
  expect(frameOf('a:\n  b: 1\n', 1, 1, 7, 2)[1]).toBe('       | ^^');
});

test('keeps tabs before the place, so that the marks stand below it', () => {
  expect(frameOf('\ta\tb\n', 1, 4, 5)[1]).toBe('       | \t \t^');
});

test('leaves out the line break of CR LF', () => {
  expect(frameOf('a: 1\r\nb: 2\r\n', 1, 1, 9, 2)).toEqual(['     1 | a: 1', '       | ^^^^']);
});

test('shows only a part of a very long line, with the place in it', () => {
  const [shown = '', marks = ''] = frameOf(`${'x'.repeat(5000)}HERE${'y'.repeat(5000)}\n`, 1, 5001, 5005);
  expect(shown.length).toBeLessThan(200);
  expect(shown.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('HERE');
});

test.for([
  ['is not there', undefined],
  ['is empty', ''],
] as const)('shows nothing of a file that %s', ([, text]) => {
  const tree = memoryTree(text === undefined ? {} : { 'a.yaml': text });
  expect(frame({ file: 'a.yaml', line: 1, column: 1, endLine: 1, endColumn: 1 }, tree, PLAIN)).toEqual([]);
});

test('shows two lines without control characters and with a mark, whatever the text and the place', () => {
  const number = fc.integer({ min: 1, max: 400 });
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
      number,
      number,
      (text, column, more) => {
        const lines = frameOf(text, 1, column, column + more);
        expect(lines).toHaveLength(2);
        expect(lines.join('')).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/);
        expect(lines[1]).toContain('^');
      },
    ),
  );
});

test('makes control characters visible, and keeps tabs and all other text', () => {
  expect(visible('a\tb \u001b[31m \r\n \u009b é😀')).toBe('a\tb \ufffd[31m \ufffd\ufffd \ufffd é😀');
});

test('names a place by file, line and column', () => {
  expect(showPlace({ file: 'a/b.yaml', line: 3, column: 4, endLine: 9, endColumn: 9 })).toBe('a/b.yaml:3:4');
});
