import { describe, expect, test } from 'vitest';
import { memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import type { MapNode } from '../../yaml/nodes/node.js';
import { itemsAt, nodeAt, textAt } from '../../yaml/nodes/node-path.js';
import { type Plain, toPlain } from '../../yaml/nodes/to-plain.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { type Overlay, overlayKustomization } from './overlay.js';

function parse(text: string): MapNode {
  const file = memoryTree({ 'flux.yaml': text }).read('flux.yaml' as RepoPath);
  const root = file && parseYaml(file).documents[0]?.root;
  if (root?.kind !== 'map') throw new Error('no mapping');
  return root;
}

/** The kustomization that Flux makes of a file as its spec asks. */
function overlay(
  file: string,
  spec: string = '{}',
  more: Readonly<Record<string, string>> = {},
): Overlay & { readonly plain: Record<string, Plain> } {
  const tree = memoryTree({ 'a/kustomization.yaml': file, ...more });
  const result = overlayKustomization(tree, 'a' as RepoPath, parse(`spec: ${spec}`));
  const plain = result.node ? toPlain(result.node) : {};
  return { ...result, plain: plain as Record<string, Plain> };
}

const FILE = 'resources: [c.yaml]\n';

describe('the file that is found', () => {
  test('is kept, with the type that it lacks', () => {
    const { plain, file, generated, diagnostics } = overlay(FILE);
    expect(plain).toEqual({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: ['c.yaml'],
    });
    expect({ file, generated, diagnostics }).toEqual({
      file: 'a/kustomization.yaml',
      generated: false,
      diagnostics: [],
    });
  });

  test('is kustomization.yml where there is no kustomization.yaml', () => {
    const tree = memoryTree({ 'a/kustomization.yml': 'namePrefix: b' });
    const { node, file } = overlayKustomization(tree, 'a' as RepoPath, parse('spec: {}'));
    expect(file).toBe('a/kustomization.yml');
    expect(textAt(node, 'namePrefix')).toBe('b');
  });

  test.for(['', '# only a comment\n', '---\n', 'resources: []\n', 'resources:\n', '{}'])(
    'may be as good as empty: %j builds to nothing instead of failing',
    (text) => {
      const { plain, diagnostics } = overlay(text);
      expect(plain).toMatchObject({ kind: 'Kustomization', buildMetadata: ['originAnnotations'] });
      expect(diagnostics).toEqual([]);
    },
  );

  test('is none where there are two: Flux edits one, and kustomize does not choose', () => {
    const { node, diagnostics } = overlay(FILE, '{}', { 'a/Kustomization': FILE });
    expect(node).toBeUndefined();
    expect(diagnostics).toMatchObject([
      { code: 'kustomize/multiple-kustomizations', severity: 'error', span: { file: 'a/Kustomization' } },
    ]);
  });

  test('loses the build metadata that it has where it has no resources', () => {
    expect(overlay('buildMetadata: [managedByLabel]').plain['buildMetadata']).toEqual(['originAnnotations']);
    expect(overlay(`${FILE}buildMetadata: [managedByLabel]`).plain['buildMetadata']).toEqual([
      'managedByLabel',
    ]);
  });

  test('loses what kustomize does not know, with a word at the key', () => {
    const { plain, diagnostics } = overlay(`${FILE}resource: [d.yaml]\nspec: {}\n`);
    expect(Object.keys(plain)).toEqual(['resources', 'apiVersion', 'kind']);
    expect(diagnostics.map(({ message }) => /'(\w+)'/.exec(message)?.[1])).toEqual(['resource', 'spec']);
    expect(diagnostics.map(({ span }) => span.start)).toEqual([FILE.length, FILE.length + 19]);
  });

  test('keeps the last of two equal keys without complaint', () => {
    const { plain, diagnostics } = overlay('namePrefix: a-\nresources: [c.yaml]\nnamePrefix: b-\n');
    expect(plain['namePrefix']).toBe('b-');
    expect(diagnostics).toEqual([]);
  });

  test.for(['[', 'a: b: c', '"', '\tx: y'])('is told where it is no YAML: %j', (text) => {
    const { node, diagnostics } = overlay(text);
    expect(node).toBeUndefined();
    expect(diagnostics[0]).toMatchObject({ severity: 'error', span: { file: 'a/kustomization.yaml' } });
  });

  test.for(['- a', 'text', '7'])('is told where it is no mapping: %j', (text) => {
    const { node, diagnostics } = overlay(text);
    expect(node).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: 'kustomize/bad-kustomization', severity: 'error' }]);
  });
});

describe('names', () => {
  const text = `${FILE}namespace: old\nnamePrefix: old-\nnameSuffix: -old\n`;

  test('are those of the Flux object, in the place of those in the file', () => {
    const { plain } = overlay(text, '{ targetNamespace: new, namePrefix: new-, nameSuffix: -new }');
    expect(plain).toMatchObject({ namespace: 'new', namePrefix: 'new-', nameSuffix: '-new' });
  });

  test('stay where the Flux object says nothing', () => {
    const { plain } = overlay(text, '{ targetNamespace: , namePrefix: null }');
    expect(plain).toMatchObject({ namespace: 'old', namePrefix: 'old-', nameSuffix: '-old' });
  });

  test('have their place in the Flux object', () => {
    const { node } = overlay(text, '{ targetNamespace: new }');
    expect(nodeAt(node, 'namespace')?.origin.span.file).toBe('flux.yaml');
    expect(nodeAt(node, 'namePrefix')?.origin.span.file).toBe('a/kustomization.yaml');
  });
});

describe('patches', () => {
  test('of the Flux object come after those of the file', () => {
    const { plain } = overlay(`${FILE}patches: [{ path: p.yaml }]\n`, '{ patches: [{ patch: "a: b" }] }');
    expect(plain['patches']).toEqual([{ path: 'p.yaml' }, { patch: 'a: b' }]);
  });

  test('of the Flux object have a text and a target, whatever else is written', () => {
    const { plain } = overlay(
      FILE,
      '{ patches: [{ patch: x, target: { kind: A }, path: p.yaml, options: { allowNameChange: true } }] }',
    );
    expect(plain['patches']).toEqual([{ patch: 'x', target: { kind: 'A' } }]);
  });

  test('of older versions are written as text', () => {
    const { node } = overlay(
      FILE,
      `{ patchesStrategicMerge: [{ kind: A, metadata: { name: a } }],
         patchesJson6902: [{ target: { kind: A, name: a }, patch: [{ op: remove, path: /x }] }] }`,
    );
    expect(textAt(node, 'patchesStrategicMerge', 0)).toContain('kind: A');
    expect(textAt(node, 'patchesJson6902', 0, 'patch')).toContain('op: remove');
    expect(textAt(node, 'patchesJson6902', 0, 'target', 'kind')).toBe('A');
  });
});

describe('components', () => {
  const more = { 'comp/kustomization.yaml': 'kind: Component', 'a/inner/kustomization.yaml': '' };

  test('of the Flux object come after those of the file', () => {
    const { plain } = overlay(`${FILE}components: [../comp]\n`, '{ components: [inner] }', more);
    expect(plain['components']).toEqual(['../comp', 'inner']);
  });

  test.for([
    ...['https://github.com/x/y', 'http://x', 'ssh://x', 'git::x', 'git@github.com:x/y', 'gh:x/y'],
    ...['github.com/x/y', 'GitHub.com/x/y', '/abs', 'file:///abs'],
  ])('must be local and relative: %s is not', (path) => {
    const { plain, diagnostics } = overlay(FILE, `{ components: ["${path}", inner] }`, more);
    expect(plain['components']).toEqual(['inner']);
    expect(diagnostics).toMatchObject([{ code: 'flux/bad-component', severity: 'error' }]);
    expect(diagnostics[0]?.message).toContain(path);
    expect(diagnostics[0]?.span.file).toBe('flux.yaml');
  });

  test('that are missing stay, so that the build tells of them', () => {
    expect(overlay(FILE, '{ components: [../gone] }').plain['components']).toEqual(['../gone']);
  });

  test.for(['../gone', '../../..', './gone/x'])(
    'that are missing go where the Flux object allows it: %s',
    (path) => {
      const spec = `{ ignoreMissingComponents: true, components: [${path}, ../comp] }`;
      expect(overlay(FILE, spec, more).plain['components']).toEqual(['../comp']);
    },
  );
});

describe('images', () => {
  const text = `${FILE}images: [{ name: app, newName: mine, newTag: v1 }, { name: db, digest: sha256:1 }]\n`;

  test.for<[spec: string, expected: Plain]>([
    ['{ images: [{ name: app, newTag: v2 }] }', { name: 'app', newName: 'mine', newTag: 'v2' }],
    ['{ images: [{ name: app, newName: other }] }', { name: 'app', newName: 'other', newTag: 'v1' }],
    ['{ images: [{ name: app, digest: sha256:2 }] }', { name: 'app', newName: 'mine', digest: 'sha256:2' }],
    ['{ images: [{ name: app, newTag: "" }] }', { name: 'app', newName: 'mine', newTag: 'v1' }],
  ])('of one name are merged field by field, tag and digest as one: %s', ([spec, expected]) => {
    const images = overlay(text, spec).plain['images'];
    expect(images).toEqual([expected, { name: 'db', digest: 'sha256:1' }]);
  });

  test('of another name are added at the end', () => {
    const images = overlay(text, '{ images: [{ name: web, newTag: v3 }] }').plain['images'];
    expect(images).toHaveLength(3);
    expect(images).toMatchObject([{ name: 'app' }, { name: 'db' }, { name: 'web', newTag: 'v3' }]);
  });

  test('of one name are merged into one, where both stand in the Flux object too', () => {
    const spec = '{ images: [{ name: new, newName: b }, { name: new, newTag: v2 }] }';
    expect(overlay(FILE, spec).plain).toMatchObject({
      images: [{ name: 'new', newName: 'b', newTag: 'v2' }],
    });
  });

  test('of a digest give way to a tag', () => {
    const images = overlay(text, '{ images: [{ name: db, newTag: v9 }] }').plain['images'];
    expect(images).toMatchObject([{}, { name: 'db', newTag: 'v9' }]);
    expect(JSON.stringify(images)).not.toContain('sha256');
  });
});

test('build metadata of the Flux object replaces that of the file', () => {
  const text = `${FILE}buildMetadata: [managedByLabel]\n`;
  expect(overlay(text, '{ buildMetadata: [originAnnotations] }').plain['buildMetadata']).toEqual([
    'originAnnotations',
  ]);
  expect(overlay(text, '{ buildMetadata: [] }').plain['buildMetadata']).toEqual(['managedByLabel']);
});

test.for([
  '7',
  '[]',
  '{ patches: { a: b } }',
  '{ images: x }',
  '{ components: 7 }',
  '{ patches: [x], images: [y] }',
])('survives a spec of %s', (spec) => {
  expect(itemsAt(overlay(FILE, spec).node, 'resources')).toHaveLength(1);
});
