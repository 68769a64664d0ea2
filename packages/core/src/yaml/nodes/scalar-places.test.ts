import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { sourceFile } from '../../source/source-file.js';
import { parseYaml } from '../read/parse-yaml.js';
import type { ScalarNode } from './node.js';
import { nodeAt } from './node-path.js';
import { placeWithin } from './scalar-places.js';

function scalarOf(text: string): ScalarNode {
  const node = nodeAt(parseYaml(sourceFile('a.yaml' as RepoPath, text)).documents[0]?.root, 'a');
  if (node?.kind !== 'scalar') throw new Error('no scalar');
  return node;
}

/** The characters of the file at which a word of the value is placed. */
function textAtWord(text: string, word: string, of: string | undefined = text): string {
  const node = scalarOf(text);
  const start = node.value.indexOf(word);
  if (start < 0) throw new Error(`no ${word}`);
  const span = placeWithin(node, of)(start, start + word.length);
  return text.slice(span.start, span.end);
}

test.for<[name: string, text: string]>([
  ['plain', 'a: one word two\n'],
  ['single-quoted', "a: 'one word two'\n"],
  ['double-quoted', 'a: "one word two"\n'],
  ['literal', 'a: |\n  one\n  x word two\n'],
  ['literal with a comment in its header', 'a: |- # why\n  word\n'],
  ['literal with empty lines before', 'a: |\n\n\n  one\n  word\n'],
  ['literal with lines further in', 'a: |\n  one\n    word: x\n'],
  ['literal with an indentation indicator', 'a: |2\n    one\n   word\n'],
  ['literal whose first line is further in', 'a: |2\n      word\n  one\n'],
  ['literal with CR LF', 'a: |\r\n  one\r\n  word\r\n'],
  ['literal after a byte order mark', '\ufeffa: |\n  one\n  word\n'],
  ['literal at the end of the text', 'a: |\n  one\n  word'],
  ['literal with empty lines inside', 'a: |\n  one\n\n \n  word\n'],
  ['literal with dashes inside', 'a: |\n  one\n  ---\n  word\nb: 1\n'],
])('finds a word of a %s scalar', ([, text]) => {
  expect(textAtWord(text, 'word')).toBe('word');
});

test('finds a word of a literal scalar without the text of the file', () => {
  const text = 'a: |\n  one\n  word\n';
  expect(textAtWord(text, 'word', undefined)).toBe('word');
  const node = scalarOf(text);
  const span = placeWithin(node, undefined)(4, 8);
  expect(text.slice(span.start, span.end)).toBe('word');
});

test.for<[name: string, text: string, written: string]>([
  ['an escape', 'a: "one\\tword"\n', '"one\\tword"'],
  ['a doubled quote', "a: 'it''s a word'\n", "'it''s a word'"],
  ['folding', 'a: >-\n  one\n  word\n', '>-\n  one\n  word\n'],
  ['several plain lines', 'a: one\n  word\n', 'one\n  word'],
])('falls back on the whole scalar for %s', ([, text, written]) => {
  expect(textAtWord(text, 'word')).toBe(written);
});

test('falls back on the whole scalar when the text is not at hand', () => {
  const node = scalarOf('a: one word\n');
  expect(placeWithin(node, undefined)(4, 8)).toEqual(node.origin.span);
});

test('places a stretch over several lines from its first to its last character', () => {
  const text = 'a: |\n  one\n  two\n  three\n';
  const span = placeWithin(scalarOf(text), text)(0, 7);
  expect(text.slice(span.start, span.end)).toBe('one\n  two');
});

test('never places an end before its start', () => {
  const text = 'a: |\n  one\nb: 1\n';
  const span = placeWithin(scalarOf(text), text)(3, 1);
  expect(span.end).toBe(span.start);
});

test('every character of a literal scalar is where it is said to be', () => {
  const line = fc.string({ unit: fc.constantFrom('a', ' ', ':', '#', 'é', '😀'), maxLength: 6 });
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 5 }),
      fc.constantFrom('\n', '\r\n'),
      (lines, lineBreak) => {
        const text = ['a: |', '  x', ...lines.map((each) => `  ${each}`), 'b: 1', ''].join(lineBreak);
        const node = scalarOf(text);
        const place = placeWithin(node, text);
        for (let at = 0; at < node.value.length; at++) {
          if (node.value[at] === '\n') continue;
          const { start, end } = place(at, at + 1);
          expect(text.slice(start, end)).toBe(node.value[at]);
        }
      },
    ),
  );
});
