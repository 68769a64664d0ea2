import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { repo } from '../../testing/repo.js';
import { nodeAt } from '../../yaml/nodes/node-path.js';
import { toPlain } from '../../yaml/nodes/to-plain.js';
import { buildKustomization } from '../build.js';
import { refold, refolded } from './refold.js';

/** The value of a block scalar in a resource after a build, and after one with a JSON patch. */
const built = (block: string) => {
  const { tree } = repo`
# === app/kustomization.yaml
resources: [o.yaml]
# === patched/kustomization.yaml
resources: [../app]
patches: [{ target: { kind: ConfigMap }, path: p.yaml }]
# === patched/p.yaml
- { op: add, path: /data/other, value: x }
# === app/o.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: a }
data:
  text: ${block.replaceAll('\n', '\n    ')}
`;
  return ['app', 'patched'].map((directory) => {
    const [object] = buildKustomization(tree, directory as RepoPath).objects;
    const node = nodeAt(object?.body, 'data', 'text');
    return node && toPlain(node);
  });
};

// What kustomize 5.5.0 makes of each: it writes every object and reads it again.
test.for([
  ['one line', '>\none', 'one\n'],
  ['two lines', '>\none\ntwo', 'one two\n'],
  ['a paragraph', '>\none\n\ntwo', 'one\ntwo\n'],
  ['no break at the end', '>-\none\ntwo', 'one two'],
  ['an indented line', '>\none\n  two\nthree', 'one\n\n  two\nthree\n'],
  ['a literal block', '|\none\n  two\n\nthree', 'one\n  two\n\nthree\n'],
] as const)('a folded text with %s comes out as kustomize has it', ([, block, expected]) => {
  expect(built(block)).toEqual([expected, expected]);
});

test('gives back a node without folded text as it is', () => {
  const { tree } = repo`
# === app/kustomization.yaml
resources: [o.yaml]
# === app/o.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: a }, data: { list: [1, 2] } }
`;
  const body = buildKustomization(tree, 'app' as RepoPath).objects[0]?.body;
  expect(body && refolded(body)).toBe(body);
});

test('leaves texts without breaks alone, and loses no characters but breaks', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '\t') }), (text) => {
      const after = refold(text);
      expect(after.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      if (!text.includes('\n')) expect(after).toBe(text);
    }),
  );
});
