import { expect, test } from 'vitest';

import { memoryTree } from '../source/file-tree.js';
import { printStory, type Story } from './story.js';

const tree = memoryTree({ 'base.yaml': 'spec:\n  replicas: 1\n', 'patch.yaml': 'spec: { replicas: 3 }\n' });

const STORY: Story = {
  version: 1,
  cluster: 'prod',
  object: 'Deployment/shop/web',
  field: 'spec.replicas',
  value: 3,
  steps: [
    {
      message: "Patched by 'patches' here",
      location: { file: 'patch.yaml', line: 1, column: 19, endLine: 1, endColumn: 20 },
    },
    {
      message: 'First written here',
      location: { file: 'base.yaml', line: 2, column: 13, endLine: 2, endColumn: 14 },
    },
  ],
};

const print = (more: Partial<Story> = {}) => printStory({ ...STORY, ...more }, tree);

test('tells the value, and each step with its line', () => {
  expect(print()).toBe(`Deployment/shop/web spec.replicas in prod
= 3

1. Patched by 'patches' here  patch.yaml:1:19
     1 | spec: { replicas: 3 }
       |                   ^

2. First written here  base.yaml:2:13
     2 |   replicas: 1
       |             ^
`);
});

test.for<[string, Partial<Story>, string]>([
  ['a text as it is', { value: 'x: y' }, '= x: y'],
  ['a mapping as JSON', { value: { a: [1, null] } }, '= {"a":[1,null]}'],
  ['null', { value: null }, '= null'],
  [
    'an unknown value with the reason',
    { unknown: 'the Secret lives in the cluster' },
    'cannot be known: the Secret lives in the cluster',
  ],
])('shows %s', ([, more, line]) => {
  expect(print(more).split('\n')[1]).toBe(line);
});

test('says so where the field is not there', () => {
  const { value: _, ...gone } = STORY;
  expect(printStory(gone, tree).split('\n')[1]).toBe('is not there');
});

test('shows no value of a whole object', () => {
  expect(
    print({ field: '', value: { kind: 'Deployment' } })
      .split('\n')
      .slice(0, 2),
  ).toEqual(['Deployment/shop/web in prod', '']);
});

test('cuts a very long value', () => {
  expect(print({ value: 'x'.repeat(100_000) }).length).toBeLessThan(5000);
});

test('adds nothing but escape codes with colours', () => {
  const colored = printStory(STORY, tree, { color: true });
  expect(colored).toContain('\u001b[');
  expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(print());
});
