import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goJson } from './go-json.js';

test('sorts keys by their bytes', () => {
  expect(goJson({ b: 1, a: 2, B: 3, é: 4, z: 5 })).toBe('{"B":3,"a":2,"b":1,"z":5,"é":4}');
});

test('sorts keys beyond the basic plane after those within it', () => {
  // By UTF-16 code units it would be the other way round.
  expect(goJson({ '😀': 1, '\uff5e': 2 })).toBe('{"\uff5e":2,"😀":1}');
});

test('escapes what HTML or JavaScript would read', () => {
  expect(goJson('<a href="x">&\u2028\u2029')).toBe('"\\u003ca href=\\"x\\"\\u003e\\u0026\\u2028\\u2029"');
  expect(goJson({ '<': 1 })).toBe('{"\\u003c":1}');
});

test('writes integers of any size exactly', () => {
  expect(goJson([1, -1, 18446744073709551615n])).toBe('[1,-1,18446744073709551615]');
});

test('indents by two, and leaves empty collections on their line', () => {
  const value = { b: [1, { c: null }], a: {}, d: [] };
  expect(goJson(value, 'indented')).toBe(
    '{\n  "a": {},\n  "b": [\n    1,\n    {\n      "c": null\n    }\n  ],\n  "d": []\n}',
  );
});

test('is JSON that says the same', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const again = JSON.parse(JSON.stringify(value));
      for (const layout of ['compact', 'indented'] as const) {
        expect(JSON.parse(goJson(again, layout))).toEqual(again);
      }
    }),
  );
});
