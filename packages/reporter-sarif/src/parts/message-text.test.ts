import { expect, test } from 'vitest';
import { linksOf } from '../testing/find-problems.js';
import { cutText, linksText, messageText } from './message-text.js';

test('a message ends with a full stop', () => {
  expect(messageText('It is so')).toBe('It is so.');
  expect(messageText('Is it so?')).toBe('Is it so?');
});

test('what could be read as a link is escaped, other brackets stay', () => {
  expect(messageText("'spec.dependsOn[0].name' is empty.")).toBe("'spec.dependsOn[0].name' is empty.");
  expect(messageText('See [here](1).')).toBe('See [here\\](1).');
  expect(linksOf(messageText('[a](1) \\[b](2) \\\\[c\\](3) [d\\\\](4) [e][f](5).'))).toEqual([]);
});

test('a link text may hold brackets and backslashes', () => {
  const text = linksText([{ text: "a[0] of 'C:\\x'\nis (here)", id: 1 }]);
  expect(text).toBe("See [a\\[0\\] of 'C:\\\\x' is (here)](1).");
  expect(linksOf(text)).toEqual([1]);
});

test('an open bracket of a message does not swallow the links behind it', () => {
  expect(linksOf(`${messageText('a[ and b](')} ${linksText([{ text: 'x', id: 1 }])}`)).toEqual([1]);
});

test('braces are left as they are', () => {
  expect(messageText(`The variable '\${cluster}' is not set.`)).toBe(
    `The variable '\${cluster}' is not set.`,
  );
});

test('a text is not cut inside of a character', () => {
  expect(cutText(`abc\u{1F600}def`, 7)).toBe('abc...');
});
