import { expect, test } from 'vitest';
import { tabFaults } from './tab-faults.js';

test.for([
  '\t\n',
  'a: 1\n\t\nb: 2\n',
  'a: 1\n\t# c\n',
  'a: 1\n\t',
  'a: "b"\n  \t\nc: d\n',
  'a: []\n\t\n',
  'a: 1 # b\n\t\nc: 2\n',
  'a:\n\t\n  b: 1\n',
  'a:\n  b: c\n  \t\n  d: e\n',
  'a:\n- b: c\n  \t\n  d: e\n',
  'a:\n- - b\n  \t\n',
  'a:\n- b\n\t\n- c\n',
  'a:\n  b\n\t\nc: 1\n',
  'a:\n-\tb\n',
  'a:\n- \t# c\n  b\n',
  '?\ta\n: b\n',
  'a: [\n  b\n\t]\n',
  'a: b\r\n\t\r\nc: d\r\n',
])('Go refuses the tab of %j', (text) => {
  expect(tabFaults(text)).toEqual([text.indexOf('\t')]);
});

test.for([
  'a: b\t# c\n',
  'a:\tb\n',
  'a:\t\n  b: c\n',
  'a\t: b\n',
  'a: b\n \t\nc: d\n',
  'a:\n  b: c\n   \t\n  d: e\n',
  'a:\n- - b\n   \t\n',
  'a: |\n  b\n  \t\n  \tc\n',
  'a: "b\n\n  \tc"\n',
  'a: "b\t"\n',
  '# a\n\t# b\nc: 1\n',
  '#\ta\nb: 1\n',
  '{\n\t"a": [1,\n\t2],\n\t"b": c\n\t}\n',
  'a: [\n  "b"\n\t]\n',
  'a: [b,\t c]\n',
  '---\t# c\na: b\n',
])('Go takes the tab of %j', (text) => {
  expect(tabFaults(text)).toEqual([]);
});

test('tells of each tab, document after document', () => {
  expect(tabFaults('a: 1\n\t\n---\nb: [c]\n---\n\t\nd: 1\n')).toEqual([5, 22]);
});
