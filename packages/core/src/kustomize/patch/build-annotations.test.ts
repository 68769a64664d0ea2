import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { type Repo, repo } from '../../testing/repo.js';
import { nodeAt } from '../../yaml/nodes/node-path.js';
import { toPlain } from '../../yaml/nodes/to-plain.js';
import { type Build, buildKustomization } from '../build.js';

const built = ({ tree }: Repo): Build => buildKustomization(tree, 'app' as RepoPath);
const annotations = (build: Build) => {
  const found = nodeAt(build.objects[0]?.body, 'metadata', 'annotations');
  return found && toPlain(found);
};
const patched = (written: string, field: string, ...operations: readonly string[]): Repo => repo`
# === app/kustomization.yaml
resources: [../base]
${field}:
  - target: { kind: Thing, name: a }
    path: p.yaml
# === app/p.yaml
${operations.map((operation) => `- ${operation}`).join('\n')}
# === base/kustomization.yaml
resources: [o.yaml]
# === base/o.yaml
apiVersion: example.com/v1
kind: Thing
metadata: { name: a${written} }
`;

const ADD = '{ op: add, path: /metadata/annotations/x, value: b }';
const WHOLE = '{ op: test, path: /metadata/annotations, value: { x: b } }';
const WITH = ', annotations: { x: b }';

test('adds an annotation where none is written, as kustomize keeps some of its own', () => {
  const build = built(patched('', 'patches', ADD));
  expect(build.diagnostics).toEqual([]);
  expect(annotations(build)).toEqual({ x: 'b' });
});

test('removes annotations that nobody wrote', () => {
  const build = built(patched('', 'patches', '{ op: remove, path: /metadata/annotations }'));
  expect(build.diagnostics).toEqual([]);
  expect(annotations(build)).toBeUndefined();
});

test('finds other annotations than those written where a patch tests them all', () => {
  expect(built(patched(WITH, 'patches', WHOLE)).diagnostics).toHaveLength(1);
});

test('keeps none in an object before something asks for it', () => {
  expect(built(patched('', 'patchesJson6902', ADD)).diagnostics).toHaveLength(1);
  expect(built(patched(WITH, 'patchesJson6902', WHOLE)).diagnostics).toEqual([]);
});

test('lets out what a patch copies with them', () => {
  const build = built(patched('', 'patches', '{ op: copy, from: /metadata, path: /spec }'));
  const copied = nodeAt(build.objects[0]?.body, 'spec', 'annotations');
  expect(copied && toPlain(copied)).toEqual({
    'internal.config.kubernetes.io/previousKinds': 'Thing',
    'internal.config.kubernetes.io/previousNames': 'a',
    'internal.config.kubernetes.io/previousNamespaces': 'default',
  });
  expect(annotations(build)).toBeUndefined();
});

test('leaves annotations as text that went through JSON', () => {
  const written = ', annotations: { a: 1.10, b: 1234567, c: 0644, d: TRUE, e: 2001-01-01, f: "1.10", g: ~ }';
  expect(annotations(built(patched(written, 'patches', ADD)))).toEqual({
    a: '1.1',
    b: '1.234567e+06',
    c: '420',
    d: 'true',
    e: '2001-01-01T00:00:00Z',
    f: '1.10',
    g: 'null',
    x: 'b',
  });
});
