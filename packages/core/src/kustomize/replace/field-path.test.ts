import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import type { Node, Origin } from '../../yaml/nodes/node.js';
import { toPlain } from '../../yaml/nodes/to-plain.js';
import { parseDocuments } from '../../yaml/read/parse-yaml.js';
import { Fault } from '../objects/fault.js';
import { changeMatches, lookUpPath, splitFieldPath } from './field-path.js';

const ORIGIN: Origin = { span: { file: 'f.yaml' as RepoPath, start: 0, end: 0 } };

const yaml = (text: string): Node => {
  const [document] = parseDocuments(text, (start, end) => ({
    file: 'f.yaml' as RepoPath,
    start,
    end,
  })).documents;
  if (!document?.root) throw new Error('The text holds no value.');
  return document.root;
};

test.for([
  ['spec.replicas', ['spec', 'replicas']],
  ['.spec', ['spec']],
  ['a\\.b.c', ['a.b', 'c']],
  ['spec.[name=web].image', ['spec', '[name=web]', 'image']],
  ['spec.[name=a.b].image', ['spec', '[name=a.b]', 'image']],
  [
    'metadata.annotations.[config.kubernetes.io/local-config]',
    ['metadata', 'annotations', 'config.kubernetes.io/local-config'],
  ],
  ['a.*.b', ['a', '*', 'b']],
  ['a.0', ['a', '0']],
  ['[unfinished.path', ['unfinished.path']],
] as const)('splits %s at its dots, but not in brackets', ([path, parts]) => {
  expect(splitFieldPath(path)).toEqual(parts);
});

const OBJECT = '{ a: { b: 1, list: [{ name: x, v: 1 }, { name: y, v: 2 }], plain: [one, two], none: null } }';

test.for([
  ['a.b', 1],
  ['a.list.1.v', 2],
  ['a.list.-.name', 'y'],
  ['a.list.[name=y].v', 2],
  ['a.plain.[=two]', 'two'],
  ['a.gone', undefined],
  ['a.gone.deeper', undefined],
  ['a.none.deeper', undefined],
  ['a.list.9', undefined],
  ['a.list.[name=z].v', undefined],
] as const)('looks up %s', ([path, expected]) => {
  const found = lookUpPath(yaml(OBJECT), splitFieldPath(path));
  expect(found && toPlain(found)).toEqual(expected);
});

test.for(['a.b.c', 'a.list.name', 'a.list.*.v', 'a.list.-1', 'a.[name=x]', 'a.list.[name]', 'a.b.0'])(
  'refuses to look up %s',
  (path) => {
    expect(() => lookUpPath(yaml(OBJECT), splitFieldPath(path))).toThrow(Fault);
  },
);

const set = (node: Node): Node => ({
  kind: 'scalar',
  tag: '!!str',
  value: 'new',
  style: 'plain',
  origin: node.origin,
});

test.for([
  ['a.b', { a: { b: 'new', c: [1, 2] } }, 1],
  ['a.c.1', { a: { b: 1, c: [1, 'new'] } }, 1],
  ['a.c.*', { a: { b: 1, c: ['new', 'new'] } }, 2],
  ['a.gone.deeper', { a: { b: 1, c: [1, 2] } }, 0],
] as const)('changes what %s leads to, and nothing else', ([path, expected, count]) => {
  const changed = changeMatches(yaml('{ a: { b: 1, c: [1, 2] } }'), splitFieldPath(path), set);
  expect(toPlain(changed.node)).toEqual(expected);
  expect(changed.count).toBe(count);
});

test('matches items by a regular expression over what is written, quotes included', () => {
  const list = yaml('[{ n: web-1 }, { n: web-2 }, { n: "web-3" }, { n: db }]');
  const changed = changeMatches(list, ['[n=^web.*]', 'n'], set);
  expect(toPlain(changed.node)).toEqual([{ n: 'new' }, { n: 'new' }, { n: 'web-3' }, { n: 'db' }]);
});

test('gives back the same node where nothing changes', () => {
  const node = yaml('{ a: { b: 1 } }');
  expect(changeMatches(node, ['a', 'gone'], set).node).toBe(node);
});

test('makes what is missing where it is told what of', () => {
  const creation = { kind: 'scalar', origin: ORIGIN } as const;
  const made = (path: string) =>
    toPlain(changeMatches(yaml('{ k: 1 }'), splitFieldPath(path), set, creation).node);
  expect(made('a.b')).toEqual({ k: 1, a: { b: 'new' } });
  expect(made('a.0.b')).toEqual({ k: 1, a: [{ b: 'new' }] });
  expect(made('a.[name=x].b')).toEqual({ k: 1, a: [{ name: 'x', b: 'new' }] });
});

test('tells of paths and objects of any kind nothing but faults', () => {
  const part = fc.constantFrom('a', 'b', '0', '7', '-', '*', '[a=x]', '[=x]', '[', ']', '\\', '');
  fc.assert(
    fc.property(
      fc.array(part).map((parts) => parts.join('.')),
      fc.jsonValue(),
      fc.boolean(),
      (path, value, create) => {
        const node = yaml(JSON.stringify(value));
        for (const run of [
          () => lookUpPath(node, splitFieldPath(path)),
          () =>
            changeMatches(
              node,
              splitFieldPath(path),
              set,
              create ? { kind: 'scalar', origin: ORIGIN } : undefined,
            ),
        ]) {
          try {
            run();
          } catch (error) {
            expect(error).toBeInstanceOf(Fault);
          }
        }
      },
    ),
  );
});
