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

const app = (replicas: string, objects: string, more = ''): Repo => repo`
# === app/kustomization.yaml
resources: [o.yaml]
replicas: [${replicas}]
${more}
# === app/o.yaml
${objects}
`;
const workload = (kind: string, spec = '{ replicas: 1 }'): string =>
  `{ apiVersion: apps/v1, kind: ${kind}, metadata: { name: web }, spec: ${spec} }`;

test.for(['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'])(
  'sets the count of a %s',
  (kind) => {
    expect(at(built(app('{ name: web, count: 3 }', workload(kind))), 'web', 'spec', 'replicas')).toBe(3);
  },
);

test('makes the count where none is written, and zero where none is asked for', () => {
  const spec = (replicas: string) => at(built(app(replicas, workload('Deployment', '{}'))), 'web', 'spec');
  expect(spec('{ name: web, count: 3 }')).toEqual({ replicas: 3 });
  expect(spec('{ name: web }')).toEqual({ replicas: 0 });
});

test('sets the count of every workload of the name, whatever its kind', () => {
  const files = app('{ name: web, count: 3 }', `${workload('Deployment')}\n---\n${workload('StatefulSet')}`);
  expect(built(files).objects.map(({ body }) => toPlain(body))).toMatchObject([
    { spec: { replicas: 3 } },
    { spec: { replicas: 3 } },
  ]);
});

test('finds a workload by its name before and after the prefix', () => {
  for (const name of ['web', 'pre-web']) {
    const files = app(`{ name: ${name}, count: 3 }`, workload('Deployment'), 'namePrefix: pre-');
    expect(at(built(files), 'pre-web', 'spec', 'replicas')).toBe(3);
  }
});

test('reports a name that no workload has, at the name', () => {
  const files = app('{ name: gone, count: 3 }', workload('Deployment'));
  const build = built(files);
  expect(problems(files, build)).toEqual(['kustomize/replicas-without-match gone']);
  expect(build.ineffective.map(({ field, wanted }) => [field, wanted])).toEqual([['replicas', 'gone']]);
  expect(at(build, 'web', 'spec', 'replicas')).toBe(1);
});

test('does not take a DaemonSet for a workload with a count', () => {
  const files = app('{ name: web, count: 3 }', workload('DaemonSet'));
  expect(problems(files, built(files))).toEqual(['kustomize/replicas-without-match web']);
});

test.for(['"3"', '1.5', 'many'])('reports the count %s, which is no integer', (count) => {
  const build = built(app(`{ name: web, count: ${count} }`, workload('Deployment')));
  expect(build.diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-kustomization']);
  expect(at(build, 'web', 'spec', 'replicas')).toBe(1);
});

test('keeps the quotes around a count, and says nothing of a count that it made', () => {
  const spec = (text: string) => built(app('{ name: web, count: 3 }', workload('Deployment', text)));
  expect(at(spec('{ replicas: "1" }'), 'web', 'spec')).toEqual({ replicas: '3' });
  const made = nodeAt(spec('{}').objects[0]?.body, 'spec', 'replicas');
  expect(made?.origin.step?.what).toBe('replicas');
  expect(made?.origin.was).toBeUndefined();
});
