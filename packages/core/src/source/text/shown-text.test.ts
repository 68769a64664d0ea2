import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isUnshowable, quotedText, showJson, visible, visibleLines, withoutCommands } from './shown-text.js';

const TEXT = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '::',
      '##[',
      '##vso[',
      '\n',
      '\r',
      ' ',
      '\u001b[1m',
      '\u202e',
      '\u2066',
      '\ud800',
      'a',
      '\\',
      '"',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
});

/** Lines as a runner reads them, without the blanks before them. */
function isObeyed(text: string): boolean {
  return text.split(/[\r\n]/).some((line) => line.trimStart().startsWith('::') || /##\w*\[/.test(line));
}

test('what cannot be seen is seen', () => {
  expect(visible('a\u202eb\u2066c\u0007d\ud800e\tf')).toBe('a\ufffdb\ufffdc\ufffdd\ufffde\tf');
  expect(visibleLines('a\r\nb\rc\n')).toBe('a\r\nb\ufffdc\n');
});

test('no line is a command, whatever the text', () => {
  expect(withoutCommands('  ::error::x\n##vso[task]\n\u001b[1m::x')).toBe(
    '  : :error::x\n# #vso[task]\n\u001b[1m: :x',
  );
  fc.assert(
    fc.property(TEXT, (text) => {
      expect(isObeyed(withoutCommands(text))).toBe(false);
    }),
  );
});

test('JSON reads as the same, and has nothing in it that steers', () => {
  fc.assert(
    fc.property(TEXT, (text) => {
      const json = showJson({ text }, 2);
      expect(JSON.parse(json)).toEqual({ text });
      expect(isObeyed(json)).toBe(false);
      expect(visibleLines(json)).toBe(json);
      expect(isUnshowable(quotedText(text))).toBe(false);
    }),
  );
});
