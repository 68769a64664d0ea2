import { expect, test } from 'vitest';
import type { FileTree } from '../source/file-tree.js';
import type { RepoPath } from '../source/repo-path.js';
import type { Span } from '../source/span.js';
import { type Repo, repo } from '../testing/repo.js';
import type { Origin } from '../yaml/nodes/node.js';
import { nodeAt, type Path } from '../yaml/nodes/node-path.js';
import { buildKustomization } from './build.js';

const show = (tree: FileTree, { file, start, end }: Span) =>
  `${file} ${tree.read(file)?.text.slice(start, end)}`;

/** How a value came about, the newest first: the step, and the characters that wrote the value. */
const history = (tree: FileTree, { span, step, was }: Origin): string[] => [
  `${step ? `${step.kind} ${step.what}: ` : ''}${show(tree, span)}`,
  ...(was ? history(tree, was) : []),
];

/** The history of a value of the first object, and what asked for the last step. */
const traced = ({ tree }: Repo, ...path: Path) => {
  const build = buildKustomization(tree, 'app' as RepoPath);
  expect(build.diagnostics).toEqual([]);
  const origin = nodeAt(build.objects[0]?.body, ...path)?.origin;
  return {
    history: origin && history(tree, origin),
    by: origin?.step && show(tree, origin.step.by),
  };
};

const made = (entry: string, more = ''): Repo => repo`
# === app/kustomization.yaml
configMapGenerator: [${entry}]
${more}
# === app/text.txt
all of it
# === app/vars.env
# a comment
  FIRST=1
SECOND=two words
BARE
`;

test('a value of a literal points at the literal, the step at the entry', () => {
  const entry = '{ name: made, literals: [key=value] }';
  expect(traced(made(entry), 'data', 'key')).toEqual({
    history: ['generated configMapGenerator: app/kustomization.yaml key=value'],
    by: `app/kustomization.yaml ${entry}`,
  });
});

test('a value of a file points at the whole file', () => {
  const trace = traced(made('{ name: made, files: [key=text.txt] }'), 'data', 'key');
  expect(trace.history).toEqual([
    expect.stringMatching(/^generated configMapGenerator: app\/text\.txt all of it\s*$/),
  ]);
});

test.for([
  ['FIRST', 'FIRST=1'],
  ['SECOND', 'SECOND=two words'],
  ['BARE', 'BARE'],
] as const)('the value of %s in an env file points at its line', ([key, line]) => {
  const trace = traced(made('{ name: made, envs: [vars.env] }'), 'data', key);
  expect(trace.history).toEqual([`generated configMapGenerator: app/vars.env ${line}`]);
});

test('a generated name points at the name of the entry, with its hash and without', () => {
  const options = 'generatorOptions: { disableNameSuffixHash: true }';
  expect(traced(made('{ name: made }', options), 'metadata', 'name').history).toEqual([
    'generated configMapGenerator: app/kustomization.yaml made',
  ]);
  expect(traced(made('{ name: made }'), 'metadata', 'name')).toEqual({
    history: [
      'generated nameSuffixHash: app/kustomization.yaml made',
      'generated configMapGenerator: app/kustomization.yaml made',
    ],
    by: 'app/kustomization.yaml made',
  });
});

test('a prefix comes between the generated name and its hash', () => {
  expect(traced(made('{ name: made }', 'namePrefix: pre-'), 'metadata', 'name').history).toEqual([
    'generated nameSuffixHash: app/kustomization.yaml made',
    'transformed namePrefix: app/kustomization.yaml pre-',
    'generated configMapGenerator: app/kustomization.yaml made',
  ]);
});

test('what the entry does not spell out points at the entry', () => {
  for (const field of ['kind', 'apiVersion', 'metadata', 'data']) {
    expect(traced(made('{ name: made, literals: [key=value] }'), field).history).toEqual([
      'generated configMapGenerator: app/kustomization.yaml { name: made, literals: [key=value] }',
    ]);
  }
});

test('labels point at the options that hold them: those of the entry over those of the kustomization', () => {
  const files = made(
    '{ name: made, options: { labels: { a: entry } } }',
    'generatorOptions: { labels: { a: global1, b: global2 } }',
  );
  expect(traced(files, 'metadata', 'labels', 'a').history).toEqual([
    'generated configMapGenerator: app/kustomization.yaml entry',
  ]);
  expect(traced(files, 'metadata', 'labels', 'b').history).toEqual([
    'generated configMapGenerator: app/kustomization.yaml global2',
  ]);
});

test('the type of a secret points at the type of the entry', () => {
  const files = repo`
# === app/kustomization.yaml
secretGenerator: [{ name: made, type: kubernetes.io/tls, literals: [key=value] }]
`;
  expect(traced(files, 'type').history).toEqual([
    'generated secretGenerator: app/kustomization.yaml kubernetes.io/tls',
  ]);
  expect(traced(files, 'data', 'key').history).toEqual([
    'generated secretGenerator: app/kustomization.yaml key=value',
  ]);
});

test('a value that a merge lays over another one remembers it, the others keep their own', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [../base]
configMapGenerator: [{ name: made, behavior: merge, literals: [a=new] }]
# === base/kustomization.yaml
configMapGenerator: [{ name: made, literals: [a=old, b=kept] }]
`;
  expect(traced(files, 'data', 'a').history).toEqual([
    'generated configMapGenerator: app/kustomization.yaml a=new',
    'generated configMapGenerator: base/kustomization.yaml a=old',
  ]);
  expect(traced(files, 'data', 'b').history).toEqual([
    'generated configMapGenerator: base/kustomization.yaml b=kept',
  ]);
});

test('a reference to a generated object points at the entry that made its name', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [pod.yaml]
configMapGenerator: [{ name: made, literals: [key=value] }]
# === app/pod.yaml
{ apiVersion: v1, kind: Pod, metadata: { name: p }, spec: { volumes: [{ name: v, configMap: { name: "made" } }] } }
`;
  expect(traced(files, 'spec', 'volumes', 0, 'configMap', 'name').history).toEqual([
    'transformed nameReference: app/kustomization.yaml made',
    'app/pod.yaml "made"',
  ]);
});
