import { expect, test } from 'vitest';
import { objectsOf } from '../flux/queries/queries.js';
import { defineRule, type Rule } from '../lint/findings/rule.js';
import { nodeAt } from '../yaml/nodes/node-path.js';
import { expectDeterministic, expectRobust } from './expect-stable.js';
import { hostileShapes } from './hostile-shapes.js';
import { parseRepo, repo } from './repo.js';

const META = {
  id: 'tested',
  title: 'Something is wrong',
  why: 'It fails.',
  category: 'style',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { found: 'It is {what}.' },
} as const;

// No cluster: a tree so small is checked in no time, however often.
const repository = repo`
# === apps/kustomization.yaml
resources: [settings.yaml]
# === apps/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data:
  list: [one, two]
`;

const careful: Rule = defineRule({
  ...META,
  *check(model, { finding }) {
    for (const { object } of objectsOf(model)) {
      if (object.id.kind === 'ConfigMap')
        yield finding('found', { in: object }, { data: { what: object.id.name } });
    }
  },
});

/** Believes that there is always a list. */
const careless: Rule = defineRule({
  ...META,
  check(model) {
    for (const { object } of objectsOf(model)) {
      const list = nodeAt(object.body, 'data', 'list');
      if (object.id.kind === 'ConfigMap' && list?.kind !== 'seq') throw new Error('there is no list');
    }
    return [];
  },
});

test('finds the shape that a rule does not expect, and names it with its place', () => {
  expect(() => expectRobust(careless, repository, { most: 1000 })).toThrow(
    /^With .* at apps\/settings\.yaml:\d+: .*there is no list/,
  );
});

test('is content with a rule that expects nothing', () => {
  expect(() => expectRobust(careful, repository, { most: 1000 })).not.toThrow();
});

test('fails where a rule finds something else the second time', () => {
  let times = 0;
  const counting = defineRule({
    ...META,
    *check(model, { finding }) {
      const [path] = model.tree.paths;
      const file = path && model.tree.read(path);
      if (file) yield finding('found', { in: file }, { data: { what: times++ } });
    },
  });
  expect(() => expectDeterministic(counting, repository)).toThrow('second run');
});

test('lets a rule go by the order of the files, which it always gets sorted', () => {
  const first = defineRule({
    ...META,
    *check(model, { finding }) {
      const [path] = model.tree.paths;
      const file = path && model.tree.read(path);
      if (file) yield finding('found', { in: file }, { data: { what: 'first' } });
    },
  });
  expect(() => expectDeterministic(first, repository)).not.toThrow();
  expect(() => expectDeterministic(careful, repository)).not.toThrow();
});

const tiny = parseRepo('# === a.yaml\na: { b: 1 }\nc: [x, y]\n# === notes.txt\na: 1\n');

test('changes one value at a time, each once, and only in YAML', () => {
  const shapes = [...hostileShapes(tiny)].filter(({ change }) => /:\d+$/.test(change));
  // The document, two collections and three scalars.
  expect(shapes).toHaveLength(6);
  expect(new Set(shapes.map(({ files }) => files['a.yaml'])).size).toBe(6);
  for (const { files, marks } of shapes) {
    expect(files['notes.txt']).toBe('a: 1\n');
    expect(marks).toEqual([]);
  }
});

test('tries files without content and files that are no YAML', () => {
  const texts = [...hostileShapes(tiny)].map(({ files }) => files['a.yaml']);
  expect(texts).toContain('');
  expect(texts.some((text) => text?.includes('\u0000'))).toBe(true);
});

test('makes no more changes of values than it is asked for, spread over all files', () => {
  const many = parseRepo(Array.from({ length: 20 }, (_, at) => `# === f${at}.yaml\na: 1\nb: 2\n`).join(''));
  const shapes = [...hostileShapes(many, 10)].filter(({ change }) => /:\d+$/.test(change));
  expect(shapes).toHaveLength(10);
  expect(new Set(shapes.map(({ change }) => change.split(' at ')[1]?.split(':')[0])).size).toBeGreaterThan(5);
});

test('leaves the repository as it is', () => {
  const before = JSON.stringify(tiny.files);
  for (const each of hostileShapes(tiny)) expect(each.files).not.toBe(tiny.files);
  expect(JSON.stringify(tiny.files)).toBe(before);
});
