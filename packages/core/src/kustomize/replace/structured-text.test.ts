import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { type Repo, repo } from '../../testing/repo.js';
import { nodeAt, type Path } from '../../yaml/nodes/node-path.js';
import { type Plain, toPlain } from '../../yaml/nodes/to-plain.js';
import { type Build, buildKustomization } from '../build.js';

const built = ({ tree }: Repo): Build => buildKustomization(tree, 'app' as RepoPath);
const at = (build: Build, name: string, ...path: Path): Plain | undefined => {
  const node = nodeAt(build.objects.find(({ id }) => id.name === name)?.body, ...path);
  return node && toPlain(node);
};
const problems = ({ tree }: Repo, { diagnostics }: Build) =>
  diagnostics.map(({ code, span }) => `${code} ${tree.read(span.file)?.text.slice(span.start, span.end)}`);

// Values inside of structured texts: since kustomize 5.8, TestValueInlineStructuredData.
/** The text of a ConfigMap after a replacement at a path that leads into it. */
const replaced = (text: string, path: string, options = ''): Plain | undefined => {
  const files = repo`
# === app/kustomization.yaml
resources: [source.yaml, target.yaml]
replacements:
  - source: { kind: ConfigMap, name: source, fieldPath: data.value }
    targets:
      - select: { name: target }
        fieldPaths: ["data.text.${path}"]
        options: { ${options} }
# === app/source.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: source }, data: { value: new } }
# === app/target.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: target }
data:
  text: |-
${text.replace(/^/gm, '    ')}
`;
  const build = built(files);
  expect(problems(files, build)).toEqual([]);
  return at(build, 'target', 'data', 'text');
};

test('sets a value inside a JSON text, which stays in one line', () => {
  expect(replaced('{"a": {"b": "old"}, "c": 1}', 'a.b')).toBe('{"a":{"b":"new"},"c":1}');
});

test('keeps an indented JSON text indented', () => {
  expect(replaced('{\n  "a": {\n    "b": "old"\n  }\n}', 'a.b')).toBe('{\n  "a": {\n    "b": "new"\n  }\n}');
});

test('sets a value inside a YAML text, and keeps its comments', () => {
  expect(replaced('# what it is\na:\n  b: old # here\nc: 1', 'a.b')).toBe(
    '# what it is\na:\n  b: new # here\nc: 1',
  );
});

test('finds an item of a list inside the text', () => {
  expect(replaced('items:\n- name: one\n  v: "1"\n- name: two\n  v: "2"', 'items.[name=two].v')).toBe(
    'items:\n- name: one\n  v: "1"\n- name: two\n  v: "new"',
  );
});

test('makes a missing value inside the text where the target says create', () => {
  expect(replaced('a: 1', 'b', 'create: true')).toBe('a: 1\nb: new');
});

test('remembers the whole text before, and points at the path', () => {
  const { tree } = repo`
# === app/kustomization.yaml
resources: [o.yaml]
replacements: [{ source: { kind: ConfigMap, fieldPath: data.v }, targets: [{ select: { kind: ConfigMap }, fieldPaths: [data.text.a] }] }]
# === app/o.yaml
{ apiVersion: v1, kind: ConfigMap, metadata: { name: c }, data: { v: new, text: "a: old" } }
`;
  const build = buildKustomization(tree, 'app' as RepoPath);
  const node = nodeAt(build.objects[0]?.body, 'data', 'text');
  const text = (span?: { file: RepoPath; start: number; end: number }) =>
    span && tree.read(span.file)?.text.slice(span.start, span.end);
  expect(node && toPlain(node)).toBe('a: new');
  expect(text(node?.origin.span)).toBe('data.text.a');
  expect(text(node?.origin.was?.span)).toBe('"a: old"');
});
