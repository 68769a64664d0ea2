import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { type Edit, editText } from './edited-text.js';

const place = (start: number, end: number) => ({ file: 'a' as RepoPath, start, end });

test('puts text in, takes text out, and tells where the rest stood', () => {
  const edits: Edit[] = [
    { at: 1, remove: 0, insert: '--' },
    { at: 3, remove: 2, insert: 'x' },
  ];
  const edited = editText({ text: 'abcdefg', place }, edits);
  expect(edited.text).toBe('a--bcxfg');
  expect(edited.place(3, 5)).toMatchObject({ start: 1, end: 3 });
  expect(edited.place(6, 8)).toMatchObject({ start: 5, end: 7 });
  expect(edited.place(1, 2)).toMatchObject({ start: 1, end: 1 });
});

test('leaves a text without edits as it is', () => {
  expect(editText({ text: 'ab', place }, []).place).toBe(place);
});

test('every character that stays keeps its place', () => {
  const parts = fc.array(
    fc.record({ keep: fc.string(), remove: fc.string(), insert: fc.string({ maxLength: 3 }) }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(parts, (given) => {
      const edits: Edit[] = [];
      let text = '';
      for (const { keep, remove, insert } of given) {
        text += keep;
        edits.push({ at: text.length, remove: remove.length, insert });
        text += remove;
      }
      const edited = editText({ text, place }, edits);
      let at = 0;
      let before = 0;
      for (const { keep, remove, insert } of given) {
        for (let step = 0; step < keep.length; step++)
          expect(edited.place(at + step, at + step).start).toBe(before + step);
        at += keep.length + insert.length;
        before += keep.length + remove.length;
      }
    }),
  );
});
