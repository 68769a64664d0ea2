import { describe, expect, test } from 'vitest';
import { lineHashes } from './line-hash.js';

const FOUR = ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1'];
const SIX = [
  '8b7cf3e952e7aeb2:1',
  'b1ae1287ec4718d9:1',
  'bff680108adb0fcc:1',
  'c6805c5e1288b612:1',
  'b86d3392aea1be30:1',
  'e6ceba753e1a442:1',
];
const SEVEN = [
  'e9496ae3ebfced30:1',
  'fb7c023a8b9ccb3f:1',
  'ce8ba1a563dcdaca:1',
  'e20e36e16fcb0cc8:1',
  'b3edc88f2938467e:1',
  'c8e28b0b4002a3a0:1',
  'c129715d7a2bc9a3:1',
];
const REPEATED = [
  'a7f2ff13bc495cf2:1',
  'a7f2ff13bc495cf2:2',
  'a7f2ff13bc495cf2:3',
  'a7f2ff13bc495cf2:4',
  'a7f2ff13bc495cf2:5',
  'a7f2ff13bc495cf2:6',
  'a7f2ff1481e87703:1',
  'a9cf91f7bbf1862b:1',
  '55ec222b86bcae53:1',
  'cc97dc7b1d7d8f7b:1',
  'c129715d7a2bc9a3:1',
];

// The values that github/codeql-action publishes with its tests.
describe('equals the published vectors', () => {
  test.each([
    ['an empty file', '', ['c129715d7a2bc9a3:1']],
    ['blanks', ' a\nb\n  \t\tc\n d', FOUR],
    ['no line break at the end', ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End', SIX],
    ['a line break at the end', ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n', SEVEN],
    ['carriage returns', ' hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r', SEVEN],
    ['both together', ' hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n', SEVEN],
    ['a mixture', ' hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n', SEVEN],
    ['a line many times', 'Lorem ipsum dolor sit amet.\n'.repeat(10), REPEATED],
  ])('%s', (_, text, hashes) => {
    expect(lineHashes(text)).toEqual(hashes);
  });
});

test('is the same for CR LF and LF', () => {
  const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n';
  expect(lineHashes(text.replaceAll('\n', '\r\n'))).toEqual(lineHashes(text));
});

test('stays when lines are inserted above', () => {
  const text = 'kind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  a: b\n';
  expect(lineHashes(`# one\n\n# two\n${text}`).slice(3)).toEqual(lineHashes(text));
});

test('counts equal lines of a file', () => {
  const document = `kind: ConfigMap\nmetadata:\n  name: ${'x'.repeat(200)}\n`;
  const [first] = lineHashes(document);
  const twice = lineHashes(`${document}${document}`);
  expect(first).toMatch(/:1$/);
  expect(twice[0]).toBe(first);
  expect(twice[3]).toBe(first?.replace(/:1$/, ':2'));
});

test('keeps a line feed that a blank parts from the carriage return', () => {
  expect(lineHashes('a\r \nb')).toHaveLength(3);
});

test('equals the definition with whole numbers', () => {
  const text = 'a: "äöü \u{1F600}"\n'.repeat(30).concat('\uffff\uffff');
  const kept = [...text].join('').replace(/[ \t]/g, '');
  const units = Array.from({ length: kept.length }, (_, at) => BigInt(kept.charCodeAt(at))).concat(65535n);
  const hash = (start: number): string => {
    let value = 0n;
    for (let at = start; at < start + 100; at++) value = (value * 37n + (units[at] ?? 0n)) % 2n ** 64n;
    return value.toString(16);
  };
  const starts = [0, ...[...kept.matchAll(/\n/g)].map(({ index }) => index + 1)];
  expect(lineHashes(text).map((each) => each.replace(/:.*/, ''))).toEqual(starts.map(hash));
});
