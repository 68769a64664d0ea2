import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { isNull, mapping, type Origin, scalar, sequence, withOrigin } from './node.js';

const origin = (start: number): Origin => ({ span: { file: 'a.yaml' as RepoPath, start, end: start + 1 } });

test('takes what is missing and what holds null for null', () => {
  expect([undefined, scalar('~', origin(0), '!!null')].map(isNull)).toEqual([true, true]);
});

test('takes empty text, the text null and empty collections for values', () => {
  const values = [
    scalar('', origin(0)),
    scalar('null', origin(0)),
    mapping([], origin(0)),
    sequence([], origin(0)),
  ];
  expect(values.some(isNull)).toBe(false);
});

test('gives a node another origin and leaves the children theirs', () => {
  const child = scalar('a', origin(1));
  const list = sequence([child], origin(0));
  const moved = withOrigin(list, { ...origin(5), was: list.origin });
  expect(moved.origin.span.start).toBe(5);
  expect(moved.origin.was).toBe(list.origin);
  expect(moved.items[0]).toBe(child);
  expect(list.origin.span.start).toBe(0);
});
