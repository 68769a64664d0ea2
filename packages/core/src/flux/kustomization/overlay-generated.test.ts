import { describe, expect, test } from 'vitest';
import { memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import type { MapNode } from '../../yaml/nodes/node.js';
import { itemsAt, nodeAt, textAt } from '../../yaml/nodes/node-path.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { type Overlay, overlayKustomization } from './overlay.js';

const MANIFEST = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\n';
const SPEC = 'spec: { path: ./a }';

function flux(text: string): MapNode {
  const file = memoryTree({ 'flux.yaml': text }).read('flux.yaml' as RepoPath);
  const root = file && parseYaml(file).documents[0]?.root;
  if (root?.kind !== 'map') throw new Error('no mapping');
  return root;
}

const generate = (files: Readonly<Record<string, string>>, text = SPEC, at = 'a'): Overlay =>
  overlayKustomization(memoryTree(files), at as RepoPath, flux(text));

const resources = ({ node }: Overlay): (string | undefined)[] =>
  itemsAt(node, 'resources').map((item) => textAt(item));

test('a directory without a kustomization gets one of all manifests below it', () => {
  const overlay = generate({ 'a/x.yaml': MANIFEST, 'a/b/y.yml': MANIFEST, 'z.yaml': MANIFEST });
  expect(overlay).toMatchObject({ generated: true, file: 'a/kustomization.yaml', diagnostics: [] });
  expect(resources(overlay)).toEqual(['./b/y.yml', './x.yaml']);
  expect(textAt(overlay.node, 'kind')).toBe('Kustomization');
});

test('its entries come in the order of a walk, entry by entry', () => {
  const files = ['a/b.yaml', 'a/b/z.yaml', 'a/b-c.yaml', 'a/B.yaml', 'a/a/x.yaml', 'a/_.yaml'];
  const overlay = generate(Object.fromEntries(files.map((path) => [path, MANIFEST])));
  expect(resources(overlay)).toEqual([
    './B.yaml',
    './_.yaml',
    './a/x.yaml',
    './b/z.yaml',
    './b-c.yaml',
    './b.yaml',
  ]);
});

test.for(['kustomization.yaml', 'kustomization.yml', 'Kustomization'])(
  'a directory with a %s is taken as a whole and not looked into',
  (name) => {
    const files = { [`a/b/${name}`]: '[', 'a/b/broken.yaml': '{', 'a/b/c/x.yaml': '{', 'a/z.yaml': MANIFEST };
    const overlay = generate(files);
    expect(resources(overlay)).toEqual(['./b', './z.yaml']);
    expect(overlay.diagnostics).toEqual([]);
  },
);

test.for(['x.json', 'x.YAML', 'README.md', 'x.yaml.tmpl', 'yaml', 'kustomization.yaml.bak'])(
  '%s is no manifest and does no harm',
  (name) => {
    const overlay = generate({ [`a/${name}`]: '{', 'a/x.yaml': MANIFEST });
    expect(resources(overlay)).toEqual(['./x.yaml']);
    expect(overlay.diagnostics).toEqual([]);
  },
);

test('hidden files count', () => {
  const overlay = generate({ 'a/.x.yaml': MANIFEST, 'a/.d/y.yaml': MANIFEST });
  expect(resources(overlay)).toEqual(['./.d/y.yaml', './.x.yaml']);
});

test.for(['', '# a comment\n', '---\n---\n', '\n\n'])('an empty file does no harm: %j', (text) => {
  expect(generate({ 'a/x.yaml': text, 'a/y.yaml': MANIFEST }).diagnostics).toEqual([]);
});

describe('a file that is no manifest ends the build', () => {
  test.for([
    ['values of a chart', 'replicas: 3\n'],
    ['an object without a name', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n'],
    ['an object without a kind', 'apiVersion: v1\nmetadata: { name: c }\n'],
    ['a list', '- a\n- b\n'],
    ['a second document that is none', `${MANIFEST}---\nreplicas: 3\n`],
  ] as const)('%s', ([, text]) => {
    const { diagnostics } = generate({ 'a/values.yaml': text, 'a/x.yaml': MANIFEST });
    expect(diagnostics[0]).toMatchObject({ severity: 'error', span: { file: 'a/values.yaml' } });
  });

  test.for(['[', 'a: b: c', '{{ .Values.x }}'])('what is no YAML: %j', (text) => {
    const { diagnostics } = generate({ 'a/values.yaml': text, 'a/x.yaml': MANIFEST });
    expect(diagnostics[0]).toMatchObject({ severity: 'error', span: { file: 'a/values.yaml' } });
  });

  test('under a code of its own where it can be read', () => {
    expect(generate({ 'a/values.yaml': 'replicas: 3\n' }).diagnostics).toMatchObject([
      { code: 'flux/not-a-manifest' },
    ]);
  });

  test('and is told for each file', () => {
    const { diagnostics } = generate({ 'a/v.yaml': 'x: 1\n', 'a/b/w.yaml': 'x: 1\n' });
    expect(diagnostics.map(({ span }) => span.file)).toEqual(['a/b/w.yaml', 'a/v.yaml']);
  });
});

test('a directory without any manifest is an empty build, not an error', () => {
  const overlay = generate({ 'a/README.md': '# hello' });
  expect(overlay.diagnostics).toEqual([]);
  expect(textAt(overlay.node, 'namespace')).toBe('_placeholder');
  expect(nodeAt(overlay.node, 'resources')).toBeUndefined();
  expect(nodeAt(overlay.node, 'buildMetadata')).toBeUndefined();
});

test('the root can be the path', () => {
  const overlay = generate({ 'a/x.yaml': MANIFEST, 'y.yaml': MANIFEST }, 'spec: {}', '');
  expect(overlay.file).toBe('kustomization.yaml');
  expect(resources(overlay)).toEqual(['./a/x.yaml', './y.yaml']);
});

test('the spec is laid over it as over a file', () => {
  const text = 'spec: { path: ./a, targetNamespace: t, patches: [{ patch: x }] }';
  const { node } = generate({ 'a/x.yaml': MANIFEST }, text);
  expect(textAt(node, 'namespace')).toBe('t');
  expect(itemsAt(node, 'patches')).toHaveLength(1);
});

test('what is made says which path asked for it', () => {
  const { node } = generate({ 'a/x.yaml': MANIFEST });
  const origin = itemsAt(node, 'resources')[0]?.origin;
  expect(origin?.step).toMatchObject({ kind: 'generated', what: 'spec.path' });
  expect(SPEC.slice(origin?.span.start, origin?.span.end)).toBe('./a');
});
