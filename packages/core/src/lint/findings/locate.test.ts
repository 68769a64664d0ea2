import { expect, test } from 'vitest';
import { loadModel } from '../../flux/load-model.js';
import type { RepoPath } from '../../source/repo-path.js';
import { sourceFile } from '../../source/source-file.js';
import { bootstrapped } from '../../testing/bootstrapped.js';
import { parseRepo } from '../../testing/repo.js';
import { locate, locateNode, placeOfSpan } from './locate.js';
import type { Place } from './rule.js';

const FILE = 'clusters/prod/settings.yaml' as RepoPath;
const TEXT = `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  flag: "1"
  list: # why
    - one
`;

const model = loadModel(parseRepo(`${bootstrapped('clusters/prod')}# === ${FILE}\n${TEXT}`).tree);
const object = model.clusters[0]?.objects.find(({ id }) => id.kind === 'ConfigMap');
const file = model.tree.read(FILE);

/** The characters that a place of the object stands for. */
function textAt(place: Omit<Place, 'in'>): string {
  if (!object || !file) throw new Error('The object is not there.');
  const { span } = locate({ in: object, ...place });
  expect(span.file).toBe(FILE);
  return file.text.slice(span.start, span.end);
}

test.for<[string, Omit<Place, 'in'>, string]>([
  ['a value', { path: ['data', 'flag'] }, '"1"'],
  ['a key', { path: ['data', 'flag'], on: 'key' }, 'flag'],
  ['an entry', { path: ['data', 'flag'], on: 'entry' }, 'flag: "1"'],
  ['an item', { path: ['data', 'list', 0] }, 'one'],
  ['an item, which has no key', { path: ['data', 'list', 0], on: 'key' }, 'one'],
  ['the name, where no path is given', {}, 'settings'],
  ['the name, where the path is empty', { path: [] }, 'settings'],
  ['the key above what is not there', { path: ['data', 'gone', 'further'] }, 'data'],
  ['the key above an item that is not there', { path: ['data', 'list', 7] }, 'list'],
  ['the key above what a scalar cannot hold', { path: ['data', 'flag', 'inner'] }, 'flag'],
  ['the name, where not even the first key is there', { path: ['spec', 'suspend'] }, 'settings'],
])('finds %s', ([, place, text]) => {
  expect(textAt(place)).toBe(text);
});

test('prefers the exact characters of a place, and keeps the story of its value', () => {
  if (!object) throw new Error('The object is not there.');
  const span = { file: FILE, start: 3, end: 5 };
  const value = locate({ in: object, path: ['data', 'flag'] });
  expect(locate({ in: object, path: ['data', 'flag'], span })).toEqual({ ...value, span });
});

test('finds the beginning of a file without a path, and of one that is no YAML', () => {
  const plain = sourceFile('a.txt' as RepoPath, '');
  expect(locate({ in: plain }).span).toEqual({ file: 'a.txt', start: 0, end: 0 });
  const span = { file: 'a.txt' as RepoPath, start: 0, end: 0 };
  expect(locate({ in: plain, path: ['a'], span })).toEqual({ span, origin: { span }, found: [] });
});

test('finds a value of a file, in the first document that is not empty', () => {
  const documents = sourceFile('a.yaml' as RepoPath, '---\n# nothing\n---\na: { b: c }\n---\na: 1\n');
  const { span, found } = locate({ in: documents, path: ['a', 'b'] });
  expect(documents.text.slice(span.start, span.end)).toBe('c');
  expect(found).toEqual(['a', 'b']);
  expect(locateNode({ in: documents, path: ['a', 'b'] })).toMatchObject({ kind: 'scalar', value: 'c' });
});

test('finds no node where the path leads nowhere', () => {
  const documents = sourceFile('a.yaml' as RepoPath, 'a: { b: c }\n');
  expect(locateNode({ in: documents, path: ['a', 'x'] })).toBeUndefined();
  expect(locateNode({ in: documents, path: ['a', 0] })).toBeUndefined();
});

test('makes a place of characters, and none in files that are not at hand', () => {
  const span = { file: FILE, start: 0, end: 4 };
  expect(placeOfSpan(model, span)).toEqual({ in: file, span });
  expect(placeOfSpan(model, { ...span, file: 'gone.yaml' as RepoPath })).toBeUndefined();
});
