import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FileTree, memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import type { MapNode } from '../../yaml/nodes/node.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { buildPath, type PathBuild, securePath } from './path-build.js';

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\n';

function flux(spec: string): MapNode {
  const file = memoryTree({ 'flux.yaml': `spec: ${spec}` }).read('flux.yaml' as RepoPath);
  const root = file && parseYaml(file).documents[0]?.root;
  if (root?.kind !== 'map') throw new Error('no mapping');
  return root;
}

const build = (tree: FileTree, spec: string): PathBuild => buildPath(tree, flux(spec));

function names(path: PathBuild): string[] {
  return path.kind === 'built' ? path.build.objects.map(({ id }) => `${id.kind}/${id.name}`) : [];
}

describe('a path in an artifact', () => {
  test.for([
    ['apps', 'apps'],
    ['./apps', 'apps'],
    ['/apps', 'apps'],
    ['./apps/', 'apps'],
    ['.//apps//x/.', 'apps/x'],
    ['apps/../infra', 'infra'],
    ['../../apps', 'apps'],
    ['apps/../../../infra', 'infra'],
    ['', ''],
    ['.', ''],
    ['/', ''],
    ['..', ''],
    ['a b/ä', 'a b/ä'],
    ['...', '...'],
  ] as const)('%j leads to %j', ([path, expected]) => {
    expect(securePath(path)).toBe(expected);
  });

  test('never leads out, whatever is written', () => {
    const parts = fc.array(fc.constantFrom('..', '.', '', 'a', 'b', '...', ' '), { maxLength: 12 });
    fc.assert(
      fc.property(parts, (each) => {
        const path = securePath(each.join('/'));
        expect(path.split('/')).not.toContain('..');
        expect(path.startsWith('/')).toBe(false);
        expect(securePath(path)).toBe(path);
      }),
    );
  });
});

describe('what stands at spec.path', () => {
  const tree = memoryTree({
    'apps/kustomization.yaml': 'resources: [c.yaml]',
    'apps/c.yaml': CONFIG,
    'plain/c.yaml': CONFIG,
  });

  test.for(['apps', './apps', '/apps/', '../apps'])('is built where it is a directory: %s', (path) => {
    const built = build(tree, `{ path: ${path} }`);
    expect(built).toMatchObject({ kind: 'built', directory: 'apps', generated: false });
    expect(names(built)).toEqual(['ConfigMap/c']);
  });

  test('is built with a kustomization that Flux makes where there is none', () => {
    const built = build(tree, '{ path: ./plain }');
    expect(built).toMatchObject({ kind: 'built', generated: true, build: { complete: true } });
    expect(names(built)).toEqual(['ConfigMap/c']);
  });

  test.for(['{}', '{ path: }', '{ path: "" }', '{ path: . }', '{ path: [x] }'])(
    'is the root with %s',
    (spec) => {
      expect(build(tree, spec)).toMatchObject({ kind: 'built', directory: '' });
    },
  );

  test('is missing where there is nothing', () => {
    expect(build(tree, '{ path: ./app }')).toEqual({ kind: 'missing', directory: 'app' });
  });

  test('is missing where only the case differs', () => {
    expect(build(tree, '{ path: ./Apps }')).toMatchObject({ kind: 'missing', directory: 'Apps' });
  });

  test('is a file where a manifest is named', () => {
    expect(build(tree, '{ path: ./apps/c.yaml }')).toEqual({ kind: 'file', directory: 'apps/c.yaml' });
  });

  test('is not known where the path is not', () => {
    const node = flux('{ path: ./apps }');
    const spec = node.entries[0];
    if (spec?.value.kind !== 'map') throw new Error('no spec');
    const [path] = spec.value.entries;
    if (path?.value.kind !== 'scalar') throw new Error('no path');
    const unknown = { ...path, value: { ...path.value, unknown: 'a variable is not known' } };
    const changed: MapNode = {
      ...node,
      entries: [{ ...spec, value: { ...spec.value, entries: [unknown] } }],
    };
    expect(buildPath(tree, changed)).toEqual({ kind: 'unknown', reason: 'a variable is not known' });
  });
});

describe('the files that went in', () => {
  test('are the kustomization and what it reads', () => {
    const tree = memoryTree({
      'a/kustomization.yaml': 'resources: [../base]',
      'base/kustomization.yaml': 'resources: [c.yaml]',
      'base/c.yaml': CONFIG,
      'base/unused.yaml': CONFIG,
    });
    const built = build(tree, '{ path: a }');
    expect(built.kind === 'built' && [...built.build.inputs].sort()).toEqual([
      'a/kustomization.yaml',
      'base/c.yaml',
      'base/kustomization.yaml',
    ]);
  });

  test('are only real ones where Flux makes the kustomization', () => {
    const built = build(memoryTree({ 'a/c.yaml': CONFIG }), '{ path: a }');
    expect(built.kind === 'built' && [...built.build.inputs]).toEqual(['a/c.yaml']);
  });
});

describe('a kustomization file that cannot be used', () => {
  test.for([
    ['is no YAML', 'resources: ['],
    ['is a list', '- a\n'],
    ['is a text', 'hello'],
    ['has another apiVersion', 'apiVersion: kustomize.config.k8s.io/v1\nresources: []'],
    ['has resources that are no list', 'resources: { a: b }'],
  ] as const)('because it %s gives a build that is not complete', ([, text]) => {
    const built = build(memoryTree({ 'a/kustomization.yaml': text, 'a/c.yaml': CONFIG }), '{ path: a }');
    expect(built).toMatchObject({ kind: 'built', build: { complete: false, objects: [] } });
    const errors =
      built.kind === 'built' ? built.build.diagnostics.filter((d) => d.severity === 'error') : [];
    expect(errors).not.toEqual([]);
    expect(errors[0]?.span.file).toBe('a/kustomization.yaml');
    expect(built.kind === 'built' && [...built.build.inputs]).toEqual(['a/kustomization.yaml']);
  });

  test('but has only unknown fields at the root is built, with a word about them', () => {
    const text = 'resources: [c.yaml]\nresource: [d.yaml]\n';
    const built = build(memoryTree({ 'a/kustomization.yaml': text, 'a/c.yaml': CONFIG }), '{ path: a }');
    expect(names(built)).toEqual(['ConfigMap/c']);
    const notes = built.kind === 'built' ? built.build.diagnostics : [];
    expect(notes).toHaveLength(1);
    expect(notes[0]?.message).toContain('resource');
    expect(notes[0]?.severity).not.toBe('error');
  });

  test('is refused for unknown fields where it is not the root', () => {
    const files = {
      'a/kustomization.yaml': 'resources: [../b]',
      'b/kustomization.yaml': 'resources: [c.yaml]\nresource: []\n',
      'b/c.yaml': CONFIG,
    };
    const built = build(memoryTree(files), '{ path: a }');
    expect(built).toMatchObject({
      kind: 'built',
      build: { diagnostics: [{ severity: 'error', span: { file: 'b/kustomization.yaml' } }] },
    });
  });
});
