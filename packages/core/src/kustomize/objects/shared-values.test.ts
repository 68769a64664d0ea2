import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { type Repo, repo } from '../../testing/repo.js';
import { nodeAt, type Path } from '../../yaml/nodes/node-path.js';
import { type Plain, toPlain } from '../../yaml/nodes/to-plain.js';
import { type Build, buildKustomization } from '../build.js';

const built = ({ tree }: Repo): Build => buildKustomization(tree, 'app' as RepoPath);
const at = (build: Build, ...path: Path): Plain | undefined => {
  const node = nodeAt(build.objects[0]?.body, ...path);
  return node && toPlain(node);
};

/** A Deployment of a base that sets the label and the annotation `app`, under an overlay. */
const files = (overlay: string, object = '{}'): Repo => repo`
# === app/kustomization.yaml
resources: [../base]
${overlay}
# === base/kustomization.yaml
resources: [o.yaml]
commonLabels: { app: base }
commonAnnotations: { note: base }
# === base/o.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: ${object} }
`;
const LABELS: readonly Path[] = [
  ['metadata', 'labels', 'app'],
  ['spec', 'selector', 'matchLabels', 'app'],
  ['spec', 'template', 'metadata', 'labels', 'app'],
];
const labels = (repository: Repo) => LABELS.map((path) => at(built(repository), ...path));
const patch = (body: string, target = ''): string =>
  `patches: [{ ${target} patch: '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web, ${body} }' }]`;

test.for([
  ['labels', 'labels: [{ pairs: { app: mine } }]'],
  ['a patch', patch('labels: { app: mine } }')],
  ['a patch of a renamed object', `namePrefix: x-\n${patch('labels: { app: mine } }')}`],
  ['a patch with a target', patch('labels: { app: mine } }', 'target: { kind: Deployment },')],
  ['a patch of the template', patch('}, spec: { template: { metadata: { labels: { app: mine } } } }')],
  [
    'a replacement',
    'replacements: [{ sourceValue: mine, targets: [{ select: { kind: Deployment }, fieldPaths: [metadata.labels.app] }] }]',
  ],
])('changes a common label everywhere, though only one place is meant by %s', ([, overlay]) => {
  expect(labels(files(overlay ?? ''))).toEqual(['mine', 'mine', 'mine']);
});

test('changes a common annotation everywhere', () => {
  const build = built(files(patch('annotations: { note: mine } }')));
  expect(at(build, 'spec', 'template', 'metadata', 'annotations')).toEqual({ note: 'mine' });
});

test.for([
  [
    'what a JSON patch changes',
    `patches: [{ target: { kind: Deployment }, patch: '[{ "op": "replace", "path": "/metadata/labels/app", "value": "mine" }]' }]`,
    ['mine', 'base', 'base'],
  ],
  ['what is taken away', patch('labels: { app: null } }'), [undefined, 'base', 'base']],
  ['a mapping that is replaced', patch('labels: { $patch: replace, app: mine } }'), ['mine', 'base', 'base']],
] as const)('changes in one place only %s', ([, overlay, expected]) => {
  expect(labels(files(overlay))).toEqual(expected);
});

test('makes values of their own of all labels with a JSON patch', () => {
  const overlay = `patches: [{ target: { kind: Deployment }, patch: '[{ "op": "add", "path": "/spec/x", "value": 1 }]' }]`;
  expect(labels(files(`${overlay}\nlabels: [{ pairs: { app: mine } }]`))).toEqual(['mine', 'base', 'base']);
});

test('leaves alone what the object had of its own', () => {
  const object = '{ metadata: { labels: { app: own } } }';
  expect(labels(files('labels: [{ pairs: { app: mine } }]', object))).toEqual(['mine', 'mine', 'base']);
});
