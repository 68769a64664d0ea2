import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import type { Span } from '../../source/span.js';
import type { Origin, Step } from '../../yaml/nodes/node.js';
import { mapping } from '../../yaml/nodes/node.js';
import { changesOf, sayStep, unfoldOrigin, wayOf } from './unfold-origin.js';

const at = (file: string, start = 0): Span => ({ file: file as RepoPath, start, end: start + 3 });
const patched = (file: string): Step => ({ kind: 'patched', what: 'patches', by: at(file) });

const base: Origin = { span: at('base.yaml') };
const overlaid: Origin = { span: at('patch.yaml', 9), step: patched('overlay.yaml'), was: base };
const twice: Origin = { span: at('last.yaml'), step: patched('cluster.yaml'), was: overlaid };

const files = (related: readonly { readonly span: Span }[]) => related.map(({ span }) => span.file);

test('has nothing to tell of a value as it is written', () => {
  expect(changesOf(base)).toEqual([]);
});

test('tells the newest change first, and what stood there before each', () => {
  expect(files(changesOf(twice))).toEqual(['cluster.yaml', 'patch.yaml', 'overlay.yaml', 'base.yaml']);
});

test('tells where a value was read from', () => {
  const step: Step = {
    kind: 'substituted',
    what: 'postBuild',
    by: at('app.yaml'),
    from: [{ span: at('vars.yaml') }],
  };
  expect(files(changesOf({ span: at('x.yaml'), step }))).toEqual(['app.yaml', 'vars.yaml']);
});

test('tells no place twice, and not the one that the finding stands at', () => {
  const story = unfoldOrigin({ ...overlaid, was: { span: at('overlay.yaml') } }, undefined, at('base.yaml'));
  expect(files(story)).toEqual(['overlay.yaml']);
  expect(files(unfoldOrigin(overlaid, undefined, at('base.yaml')))).toEqual(['overlay.yaml']);
});

test('tells a long story only in part', () => {
  let origin: Origin = base;
  for (let n = 0; n < 100; n++)
    origin = { span: at('a.yaml', n * 9), step: patched(`p${n}.yaml`), was: origin };
  const story = unfoldOrigin(origin, undefined, at('x.yaml'));
  expect(story.length).toBeLessThanOrEqual(100);
  expect(story[0]?.span.file).toBe('p99.yaml');
});

test('tells the way of an object from the nearest entry to the outermost', () => {
  const object = {
    id: { group: '', kind: 'ConfigMap', name: 'a' },
    version: 'v1',
    body: mapping([], base),
    trail: [at('outer.yaml'), at('inner.yaml')],
  };
  expect(files(wayOf(object))).toEqual(['inner.yaml', 'outer.yaml']);
  expect(wayOf(undefined)).toEqual([]);
});

test.for(['transformed', 'patched', 'generated', 'replaced'] as const)(
  'names the field by which a value was %s',
  (kind) => {
    expect(sayStep({ kind, what: 'the-field', by: at('x.yaml') })).toContain('the-field');
  },
);
