import { expect, test } from 'vitest';
import { compareVersions, highest, parseRange, parseVersion } from './versions.js';

const ALL = ['1.0.0', '1.2.0', '1.3.0-rc.1', '2.0.0', '0.2.3', '0.0.3'];

// Asked of Masterminds/semver 3.5.0.
test.for<[range: string, picks: string | undefined]>([
  ['', '2.0.0'],
  ['*', '2.0.0'],
  ['1.x', '1.2.0'],
  ['^1.0', '1.2.0'],
  ['~1', '1.2.0'],
  ['>=1.0.0-0 <2.0.0-0', '1.3.0-rc.1'],
  ['1.3.0-rc.1', '1.3.0-rc.1'],
  ['v1.2.0', '1.2.0'],
  ['>1', '2.0.0'],
  ['>1.2 <2', undefined],
  ['<=1', '1.2.0'],
  ['^0.2.3', '0.2.3'],
  ['^0.0', '0.0.3'],
  ['^0', '0.2.3'],
  ['0.x || 1.0.x', '1.0.0'],
  ['1.0 - 1.2', '1.2.0'],
  ['!=2.0.0', '1.2.0'],
  ['=>1.0.0, <1.1', '1.0.0'],
])('of the versions, %j takes %s', ([range, picks]) => {
  const read = parseRange(range);
  expect(read && highest(read, ALL, (each) => each)).toBe(picks);
});

test.for(['==1', 'V1.2', '1.2.3.4', '1.2,', '1 ||', 'latest', '>=1.2.3-01', '|'])(
  '%s is no range',
  (text) => {
    expect(parseRange(text)).toBeUndefined();
  },
);

test.for(['1.2.3.4', 'V1.2.3', '1.2.3-01', 'main', '', ' 1.2.3'])('%j is no version', (text) => {
  expect(parseVersion(text)).toBeUndefined();
});

test('prereleases are ordered part by part, numbers as numbers, and before the release', () => {
  const order = ['1.2.3-alpha.2', '1.2.3-alpha.10', '1.2.3-alpha.beta', '1.2.3-beta', '1.2.3', '1.2.4-0'];
  const sorted = [...order]
    .reverse()
    .map((text) => parseVersion(text) ?? expect.fail(text))
    .sort(compareVersions);
  expect(sorted.map(({ text }) => text)).toEqual(order);
});
