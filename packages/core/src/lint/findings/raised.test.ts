import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { mergeRaised, milder, type Raised } from './raised.js';

function raisedAt(file: string, start: number, more: Partial<Raised> = {}): Raised {
  return {
    rule: 'rule',
    severity: 'warning',
    message: 'It is wrong.',
    span: { file: file as RepoPath, start, end: start + 3 },
    related: [],
    object: undefined,
    subject: undefined,
    identity: { object: file, path: '', more: [] },
    fingerprint: 'f',
    clusters: [],
    fix: undefined,
    suggestions: [],
    ...more,
  };
}

test('makes one finding of what several clusters share, with their names in order and once each', () => {
  const shared = ['b', 'a', 'b'].map((name) => raisedAt('base.yaml', 4, { clusters: [name] }));
  expect(mergeRaised(shared)).toEqual([raisedAt('base.yaml', 4, { clusters: ['a', 'b'] })]);
});

test('gives a shared finding the worst of its severities', () => {
  const severities = ['note', 'error', 'warning'] as const;
  const [merged] = mergeRaised(severities.map((severity) => raisedAt('base.yaml', 4, { severity })));
  expect(merged?.severity).toBe('error');
});

test.for([
  ['rule', { rule: 'other' }],
  ['message', { message: 'It is wrong there, too.' }],
  ['end', { span: { file: 'base.yaml' as RepoPath, start: 4, end: 9 } }],
] as const)('keeps findings apart that differ in their %s', ([, more]) => {
  expect(mergeRaised([raisedAt('base.yaml', 4), raisedAt('base.yaml', 4, more)])).toHaveLength(2);
});

test('sorts by file, place, rule and message, whatever the order before', () => {
  const sorted = [
    raisedAt('B.yaml', 9),
    raisedAt('a.yaml', 1, { rule: 'z' }),
    raisedAt('a.yaml', 2, { rule: 'a' }),
    raisedAt('a.yaml', 2, { rule: 'b', message: 'A.' }),
    raisedAt('a.yaml', 2, { rule: 'b', message: 'B.' }),
    raisedAt('a.yaml', 10),
  ];
  expect(mergeRaised([...sorted].reverse())).toEqual(sorted);
  expect(mergeRaised(sorted)).toEqual(sorted);
});

test('takes the milder of two severities', () => {
  expect(milder('error', 'note')).toBe('note');
  expect(milder('note', 'error')).toBe('note');
  expect(milder('warning', undefined)).toBe('warning');
});
