import { expect, test } from 'vitest';
import { parseRepo } from '../../testing/repo.js';
import { writtenFluxObjects } from './flux-objects.js';

const idsIn = (text: string): string[] =>
  writtenFluxObjects(parseRepo(text).tree).map(
    ({ path, object }) => `${path} ${object.id.kind}/${object.id.name}`,
  );

const APP = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps }
`;

test('finds every document of a Flux kind with its file', () => {
  const text = `# === b.yaml
${APP}---
apiVersion: v1
kind: ConfigMap
metadata: { name: c }
---
apiVersion: source.extensions.fluxcd.io/v1beta1
kind: ArtifactGenerator
metadata: { name: g }
# === a/x.yml
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux }
`;
  expect(idsIn(text)).toEqual([
    'a/x.yml FluxInstance/flux',
    'b.yaml Kustomization/apps',
    'b.yaml ArtifactGenerator/g',
  ]);
});

test('unfolds lists', () => {
  const text = `# === a.yaml
apiVersion: v1
kind: List
items:
- { apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, metadata: { name: apps } }
- 7
`;
  expect(idsIn(text)).toEqual(['a.yaml Kustomization/apps']);
});

test.for([
  ['the file of kustomize', 'a.yaml', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n'],
  ['a file that is no YAML', 'a.md', APP],
  ['a text that only mentions Flux', 'a.yaml', 'x: kustomize.toolkit.fluxcd.io/v1\n'],
  [
    'an object without a kind',
    'a.yaml',
    'apiVersion: kustomize.toolkit.fluxcd.io/v1\nmetadata: { name: x }\n',
  ],
  ['a document that cannot be read', 'a.yaml', 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: [\n'],
  ['a list', 'a.yaml', '- kustomize.toolkit.fluxcd.io/v1\n'],
] as const)('leaves out %s', ([, path, content]) => {
  expect(idsIn(`# === ${path}\n${content}`)).toEqual([]);
});

test('finds the good documents beside a broken one', () => {
  expect(idsIn(`# === a.yaml\n${APP}---\nx: [\n---\n${APP}`)).not.toEqual([]);
});
