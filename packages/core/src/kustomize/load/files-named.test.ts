import { expect, test } from 'vitest';
import { memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { filesNamed } from './files-named.js';

function named(files: Record<string, string>): RepoPath[] {
  const tree = memoryTree({ ...files });
  const file = tree.read('app/kustomization.yaml' as RepoPath);
  const root = file && parseYaml(file).documents[0]?.root;
  if (!root) throw new Error('no kustomization');
  return [...filesNamed(tree, 'app' as RepoPath, root)].sort();
}

test('names files of every field that brings objects or changes them', () => {
  const files = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [`app/${name}.yaml`, 'kind: X']);
  const kustomization = `resources: [a.yaml]
patches: [{ path: b.yaml }, { patch: '[]' }]
patchesStrategicMerge: [c.yaml, "kind: X\\nmetadata: { name: x }"]
patchesJson6902: [{ path: d.yaml }]
generators: [e.yaml]
transformers: [f.yaml, ./gone.yaml, 'https://elsewhere.example/x.yaml', '../../../etc/passwd']
`;
  expect(named({ ...Object.fromEntries(files), 'app/kustomization.yaml': kustomization })).toEqual(
    files.map(([path]) => path),
  );
});

test('follows directories, each once, whatever leads back', () => {
  expect(
    named({
      'app/kustomization.yaml': 'resources: [../base, ../base/]\ncomponents: [../part]\n',
      'base/kustomization.yml': 'bases: [../app, ../plain]\nresources: [a.yaml]\n',
      'base/a.yaml': 'kind: X\n',
      'part/Kustomization': 'kind: Component\nresources: [../base]\n',
      'plain/b.yaml': 'kind: X\n',
    }),
  ).toEqual(['base/a.yaml', 'base/kustomization.yml', 'part/Kustomization']);
});
