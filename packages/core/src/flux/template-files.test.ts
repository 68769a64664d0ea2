import { describe, expect, test } from 'vitest';
import { memoryTree } from '../source/file-tree.js';
import type { RepoPath } from '../source/repo-path.js';
import { repo } from '../testing/repo.js';
import { loadModel } from './load-model.js';
import { isTemplate } from './template-files.js';

const inFile = (text: string, path = 'a.yaml'): boolean =>
  isTemplate(memoryTree({ [path]: text }), path as RepoPath);

describe('is a template', () => {
  test.for([
    'url: {{ .url }}',
    'list:\n  - {{ .one }}',
    '{{ if .x }}\na: b\n{{ end }}',
    '{{- range .all }}',
    'port: {{ .port }}  # the port',
  ])('for "%s"', (text) => {
    expect(inFile(text)).toBe(true);
  });

  test('by its path', () => {
    expect(inFile('a: b', '{{ cookiecutter.name }}/base/a.yaml')).toBe(true);
    expect(
      isTemplate(
        memoryTree({ 'c/Chart.yaml': '', 'c/templates/x/a.yaml': 'a: b' }),
        'c/templates/x/a.yaml' as RepoPath,
      ),
    ).toBe(true);
  });
});

describe('is none', () => {
  test.for([
    'summary: "{{ $labels.pod }} is down"',
    "summary: '{{ $value }}'",
    '# {{ .name }}\na: b',
    'text: |\n  the value of {{ .x }}',
    'a: { b: c }',
    'a: b # see {{ .x }}',
  ])('for "%s"', (text) => {
    expect(inFile(text)).toBe(false);
  });

  test('for a directory called templates without a chart', () => {
    expect(inFile('a: b', 'templates/a.yaml')).toBe(false);
  });
});

test('what no cluster reaches and is a template is no part of the model', () => {
  const { tree } = repo`
# === boilerplate/kustomization.yaml
namespace: {{ .namespace }}
resources: [source.yaml]
# === boilerplate/source.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: web }
spec: { url: {{ .url }} }
`;
  const { detached, diagnostics } = loadModel(tree);
  expect(detached).toMatchObject({ builds: [], objects: [], files: [] });
  expect(diagnostics).toEqual([]);
});
