import { expect, test } from 'vitest';
import type { RepoPath } from './repo-path.js';
import { compareSpans, type Span, spanKey } from './span.js';

const span = (file: string, start: number, end: number): Span => ({ file: file as RepoPath, start, end });

test('orders by file, then start, then end', () => {
  const ordered = [span('a', 2, 3), span('a', 10, 11), span('a', 10, 12), span('b', 0, 1)];
  expect([...ordered].reverse().sort(compareSpans)).toEqual(ordered);
});

test('orders files by code unit, whatever the language of the machine', () => {
  expect([span('a', 0, 0), span('B', 0, 0)].sort(compareSpans).map(({ file }) => file)).toEqual(['B', 'a']);
});

test('takes equal spans for equal', () => {
  expect(compareSpans(span('a', 1, 2), span('a', 1, 2))).toBe(0);
});

test('has one key for equal spans and another for each other one', () => {
  const spans = [span('a', 1, 23), span('a', 12, 3), span('a1', 1, 23), span('a', 1, 2)];
  expect(spanKey(span('a', 1, 23))).toBe(spanKey(span('a', 1, 23)));
  expect(new Set(spans.map(spanKey)).size).toBe(spans.length);
});
