import { expect, test } from 'vitest';
import { type FileTree, memoryTree } from '../source/file-tree.js';
import type { RepoPath } from '../source/repo-path.js';
import type { Span } from '../source/span.js';
import { repo } from '../testing/repo.js';
import type { Node, Origin } from '../yaml/nodes/node.js';
import { nodeAt, type Path, scalarsOf } from '../yaml/nodes/node-path.js';
import { buildKustomization } from './build.js';

const show = (tree: FileTree, { file, start, end }: Span) =>
  `${file} ${tree.read(file)?.text.slice(start, end)}`;

/** How a value came about, the newest first: the step, and the characters that wrote the value. */
const history = (tree: FileTree, { span, step, was }: Origin): string[] => [
  `${step ? `${step.kind} ${step.what}: ` : ''}${show(tree, span)}`,
  ...(was ? history(tree, was) : []),
];

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { app: old } }
spec:
  replicas: 1
  template:
    spec:
      containers:
        - { name: one, image: nginx:1.0, args: [a] }
        - { name: two, image: caddy:1.0 }`;
const CONTAINERS = ['spec', 'template', 'spec', 'containers'];

/** The files of a build, and what comes of its only object. */
const patched = (kustomization: string, patch = '') => {
  const { tree } = repo`
# === app/kustomization.yaml
resources: [o.yaml]
${kustomization}
# === app/o.yaml
${WEB}
# === app/p.yaml
${patch}
`;
  const build = buildKustomization(tree, 'app' as RepoPath);
  expect(build.diagnostics).toEqual([]);
  const body = build.objects[0]?.body;
  const node = (...path: Path): Node | undefined => nodeAt(body, ...path);
  return {
    node,
    of: (...path: Path) => {
      const origin = node(...path)?.origin;
      return origin && history(tree, origin);
    },
    by: (...path: Path) => {
      const by = node(...path)?.origin.step?.by;
      return by && show(tree, by);
    },
    removed: (...path: Path) => {
      const holder = node(...path);
      const removals = holder && holder.kind !== 'scalar' ? holder.removed : [];
      return removals?.map(({ key, was, span, step }) => [
        key,
        `${step.what}: ${show(tree, span)}`,
        ...history(tree, was),
      ]);
    },
  };
};

const head = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }';

test('a value of a patch file points into the file, the step at the entry', () => {
  const { of, by } = patched('patches: [{ path: p.yaml }]', `${head}\nspec: { replicas: 5 }`);
  expect(of('spec', 'replicas')).toEqual(['patched patches: app/p.yaml 5', 'app/o.yaml 1']);
  expect(by('spec', 'replicas')).toBe('app/kustomization.yaml { path: p.yaml }');
});

test('a value of a patch in place points at the characters inside the block', () => {
  const { of } = patched(`patches:
  - patch: |
      ${head.replaceAll('\n', '\n      ')}
      spec: { replicas: 5 }
`);
  expect(of('spec', 'replicas')).toEqual(['patched patches: app/kustomization.yaml 5', 'app/o.yaml 1']);
});

test('a value of a patch in quotes on one line points at the characters inside the quotes', () => {
  const patch = '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web }, spec: { replicas: 5 } }';
  const { of } = patched(`patches: [{ patch: '${patch}' }]`);
  expect(of('spec', 'replicas')).toEqual(['patched patches: app/kustomization.yaml 5', 'app/o.yaml 1']);
});

test('a value of a patch in a folded block points at the whole block, never at wrong characters', () => {
  const { node } = patched(`patches:
  - patch: >
      {"apiVersion": "apps/v1", "kind": "Deployment",
      "metadata": {"name": "web"}, "spec": {"replicas": 5}}
`);
  const span = node('spec', 'replicas')?.origin.span;
  const whole = node('spec', 'replicas')?.origin.step?.by;
  expect(span?.file).toBe('app/kustomization.yaml');
  expect(span && whole && span.start >= whole.start && span.end <= whole.end).toBe(true);
});

test('a value that a patch adds has no past, and neither has what holds it', () => {
  const { of } = patched('patches: [{ path: p.yaml }]', `${head}\nspec: { strategy: { type: Recreate } }`);
  expect(of('spec', 'strategy', 'type')).toEqual(['patched patches: app/p.yaml Recreate']);
  expect(of('spec', 'strategy')).toEqual(['patched patches: app/p.yaml { type: Recreate }']);
});

test('an item of a merged list keeps its origin, only the patched field changes', () => {
  const patch = `${head}\nspec: { template: { spec: { containers: [{ name: two, image: new:2 }] } } }`;
  const { node, of } = patched('patches: [{ path: p.yaml }]', patch);
  const list = node(...CONTAINERS);
  const names = list?.kind === 'seq' ? list.items.map((item) => nodeAt(item, 'name')) : [];
  const at = names.findIndex((name) => name?.kind === 'scalar' && name.value === 'two');
  expect(of(...CONTAINERS, at, 'image')).toEqual([
    'patched patches: app/p.yaml new:2',
    'app/o.yaml caddy:1.0',
  ]);
  expect(of(...CONTAINERS, at)).toEqual(['app/o.yaml { name: two, image: caddy:1.0 }']);
  expect(of(...CONTAINERS, 1 - at, 'image')).toEqual(['app/o.yaml nginx:1.0']);
});

test('a list that a patch replaces remembers the list before', () => {
  const patch = `${head}\nspec: { template: { spec: { containers: [{ name: one, args: [x, y] }] } } }`;
  const { of } = patched('patches: [{ path: p.yaml }]', patch);
  expect(of(...CONTAINERS, 0, 'args')).toEqual(['patched patches: app/p.yaml [x, y]', 'app/o.yaml [a]']);
});

test('a list that $patch replaces remembers the list before', () => {
  const patch = `${head}\nspec: { template: { spec: { containers: [{ $patch: replace }, { name: three }] } } }`;
  expect(patched('patches: [{ path: p.yaml }]', patch).of(...CONTAINERS)).toEqual([
    'patched patches: app/p.yaml [{ $patch: replace }, { name: three }]',
    expect.stringMatching(/^app\/o\.yaml - \{ name: one/),
  ]);
});

test('a field that a patch sets to null is remembered as taken away', () => {
  const { node, removed } = patched('patches: [{ path: p.yaml }]', `${head}\nspec: { replicas: null }`);
  expect(node('spec', 'replicas')).toBeUndefined();
  expect(removed('spec')).toEqual([['replicas', 'patches: app/p.yaml null', 'app/o.yaml 1']]);
});

test('a field that $patch deletes is remembered with the directive', () => {
  const patch = `${head.replace('name: web', 'name: web, labels: { $patch: delete }')}`;
  expect(patched('patches: [{ path: p.yaml }]', patch).removed('metadata')).toEqual([
    ['labels', 'patches: app/p.yaml delete', 'app/o.yaml { app: old }'],
  ]);
});

test('an item that $patch deletes is remembered as taken away', () => {
  const patch = `${head}\nspec: { template: { spec: { containers: [{ name: one, $patch: delete }] } } }`;
  const { removed, of } = patched('patches: [{ path: p.yaml }]', patch);
  expect(removed(...CONTAINERS)?.map(([key, , was]) => [key, was])).toEqual([
    [undefined, 'app/o.yaml { name: one, image: nginx:1.0, args: [a] }'],
  ]);
  expect(of(...CONTAINERS, 0, 'name')).toEqual(['app/o.yaml two']);
});

test.for([
  ['add', 'metadata/labels/app', '/metadata/labels/app'],
  ['replace', 'metadata/labels/app', '/metadata/labels/app'],
] as const)(
  'the value of a JSON %s points into the operation and remembers what it replaced',
  ([op, , path]) => {
    const { of, by } = patched(
      'patches: [{ path: p.yaml, target: { kind: Deployment } }]',
      `- { op: ${op}, path: ${path}, value: fresh }`,
    );
    expect(of('metadata', 'labels', 'app')).toEqual(['patched patches: app/p.yaml fresh', 'app/o.yaml old']);
    expect(by('metadata', 'labels', 'app')).toBe(
      'app/kustomization.yaml { path: p.yaml, target: { kind: Deployment } }',
    );
  },
);

test('an item that a JSON patch inserts has no past, its neighbours keep theirs', () => {
  const { of } = patched(
    'patches: [{ path: p.yaml, target: { kind: Deployment } }]',
    '- { op: add, path: /spec/template/spec/containers/0/args/0, value: first }',
  );
  expect(of(...CONTAINERS, 0, 'args', 0)).toEqual(['patched patches: app/p.yaml first']);
  expect(of(...CONTAINERS, 0, 'args', 1)).toEqual(['app/o.yaml a']);
});

test.for([
  ['a field', '/spec/replicas', ['spec'], 'replicas', 'app/o.yaml 1'],
  [
    'an item',
    '/spec/template/spec/containers/0/args/0',
    [...CONTAINERS, 0, 'args'],
    undefined,
    'app/o.yaml a',
  ],
] as const)('%s that a JSON patch removes is remembered with the operation', ([, path, holder, key, was]) => {
  const operation = `{ op: remove, path: ${path} }`;
  const { removed } = patched('patches: [{ path: p.yaml, target: { kind: Deployment } }]', `- ${operation}`);
  expect(removed(...holder)).toEqual([[key, `patches: app/p.yaml ${operation}`, was]]);
});

test.for(['copy', 'move'] as const)('a value that a JSON %s brings names where it came from', (op) => {
  const operation = `{ op: ${op}, from: /metadata/labels/app, path: /spec/copied }`;
  const files = `patches: [{ path: p.yaml, target: { kind: Deployment } }]`;
  const { node, of } = patched(files, `- ${operation}`);
  expect(of('spec', 'copied')).toEqual([`patched patches: app/p.yaml ${operation}`]);
  const [from] = node('spec', 'copied')?.origin.step?.from ?? [];
  expect(from?.span.file).toBe('app/o.yaml');
});

test.for([
  ['patchesStrategicMerge', 'patchesStrategicMerge: [p.yaml]', `${head}\nspec: { replicas: 5 }`, 'p.yaml'],
  [
    'patchesJson6902',
    'patchesJson6902: [{ path: p.yaml, target: { version: v1, kind: Deployment, name: web } }]',
    '- { op: replace, path: /spec/replicas, value: 5 }',
    '{ path: p.yaml, target: { version: v1, kind: Deployment, name: web } }',
  ],
] as const)('a value of %s names the field of older days', ([field, kustomization, patch, entry]) => {
  const { of, by } = patched(kustomization, patch);
  expect(of('spec', 'replicas')).toEqual([`patched ${field}: app/p.yaml 5`, 'app/o.yaml 1']);
  expect(by('spec', 'replicas')).toBe(`app/kustomization.yaml ${entry}`);
});

test('two patches of one value leave both in its history', () => {
  const patch = '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web }, spec: { replicas: 6 } }';
  const { of } = patched(
    `patches: [{ path: p.yaml }, { patch: '${patch}' }]`,
    `${head}\nspec: { replicas: 5 }`,
  );
  expect(of('spec', 'replicas')).toEqual([
    'patched patches: app/kustomization.yaml 6',
    'patched patches: app/p.yaml 5',
    'app/o.yaml 1',
  ]);
});

test('a patch does not change the origin of the identity that it cannot change', () => {
  const patch = `${head.replace('name: web', 'name: other, namespace: elsewhere')}\nspec: { replicas: 5 }`;
  const { of } = patched('patches: [{ path: p.yaml, target: { kind: Deployment } }]', patch);
  expect(of('metadata', 'name')).toEqual(['app/o.yaml web']);
  expect(of('kind')).toEqual(['app/o.yaml Deployment']);
  expect(of('metadata', 'namespace')).toBeUndefined();
});

test('every value written in the object or the patch has a span whose text is the value', () => {
  const tree = memoryTree({
    'app/kustomization.yaml': 'resources: [o.yaml]\npatches: [{ path: p.yaml }]\n',
    'app/o.yaml': WEB.replaceAll('\n', '\r\n'),
    'app/p.yaml': `\uFEFF${head}\r\nspec: { paused: true, template: { spec: { containers: [{ name: three, image: "öü:1" }] } } }\r\n`,
  });
  const body = buildKustomization(tree, 'app' as RepoPath).objects[0]?.body;
  const scalars = body ? [...scalarsOf(body)] : [];
  expect(scalars.length).toBeGreaterThan(10);
  for (const { node } of scalars) {
    const { file, start, end } = node.origin.span;
    expect(tree.read(file)?.text.slice(start, end).replaceAll('"', '')).toBe(node.value);
  }
});
