import { describe, expect, test } from 'vitest';
import { NEWEST_MINOR } from './kinds.data.js';
import { releaseRange } from './release-range.js';

describe('a range of releases', () => {
  test.for<[text: string, newest: number, only: boolean]>([
    ['2.8.3', 8, true],
    ['v2.8.3', 8, true],
    ['=2.8.3', 8, true],
    ['= 2.8.3', 8, true],
    ['2.8', 8, true],
    ['2.8.x', 8, true],
    ['2.8.X', 8, true],
    ['2.8.*', 8, true],
    ['~2.7', 7, true],
    ['~2.7.3', 7, true],
    ['~> 2.7.3', 7, true],
    ['~2', NEWEST_MINOR, false],
    ['^2.7', NEWEST_MINOR, false],
    ['^2.7.1', NEWEST_MINOR, false],
    ['^2', NEWEST_MINOR, false],
    ['2', NEWEST_MINOR, false],
    ['2.x', NEWEST_MINOR, false],
    ['*', NEWEST_MINOR, false],
    ['>=2.7.0', NEWEST_MINOR, false],
    ['=>2.7.0', NEWEST_MINOR, false],
    ['>2.7', NEWEST_MINOR, false],
    ['>=2.7.0 <2.9.0', 8, false],
    ['>=2.7.0, <2.9', 8, false],
    ['>=2.8.0 <2.9.0', 8, true],
    ['>= 2.8, < 2.9', 8, true],
    ['<2.9.1', 9, false],
    ['<2.9.0', 8, false],
    ['<=2.8', 8, false],
    ['<=2.8.3', 8, false],
    ['>2.7 <2.9', 8, true],
    ['>2.7.0 <2.8.0', 7, true],
    ['2.6 - 2.8', 8, false],
    ['2.8.0 - 2.8.9', 8, true],
    ['2.6.x || 2.7.x', 7, false],
    ['1.x || 2.7.x', 7, true],
    ['2.x !=2.9', 8, false],
    ['2.x !=2.9.x', 8, false],
    ['2.x !=2.9.4', 9, false],
    ['>=2.8.0-0 <2.9.0-0', 8, true],
    ['2.9.0-rc.1', 9, true],
    ['~2.40', 40, true],
    ['>0', NEWEST_MINOR, false],
  ])('%s: the newest minor is %d, and the only one: %s', ([text, newest, only]) => {
    expect(releaseRange(text)).toEqual({ newest, only });
  });

  test.for(['', 'latest', '3.x', '>=3', '^1.2', '1.x', '<2.0.0', '>2', '2..3', '2.8 latest', '2.8 ||', '>'])(
    'lets in nothing of Flux 2, or is none: %j',
    (text) => {
      expect(releaseRange(text)).toBeUndefined();
    },
  );

  test('of many conditions takes no time', () => {
    expect(releaseRange(`${'>=2.1.0 '.repeat(500)}<2.9.0`)).toEqual({ newest: 8, only: false });
  });
});
