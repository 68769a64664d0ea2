import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { type Repo, repo } from '../../testing/repo.js';
import { nodeAt, type Path } from '../../yaml/nodes/node-path.js';
import { type Plain, toPlain } from '../../yaml/nodes/to-plain.js';
import { type Build, buildKustomization } from '../build.js';
import { splitImage } from './images.js';

const built = ({ tree }: Repo): Build => buildKustomization(tree, 'app' as RepoPath);
const at = (build: Build, name: string, ...path: Path): Plain | undefined => {
  const node = nodeAt(build.objects.find(({ id }) => id.name === name)?.body, ...path);
  return node && toPlain(node);
};
const problems = ({ tree }: Repo, { diagnostics }: Build) =>
  diagnostics.map(({ code, span }) => `${code} ${tree.read(span.file)?.text.slice(span.start, span.end)}`);

const IMAGE = ['spec', 'template', 'spec', 'containers', 0, 'image'];

const app = (images: string, image: string): Repo => repo`
# === app/kustomization.yaml
resources: [o.yaml]
images: [${images}]
# === app/o.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { containers: [{ name: c, image: "${image}" }] } } }
`;

const DIGEST = 'sha256:24a0c4b4a4c0eb97a1aabb8e29f18e917d05abfe1b7a7c07857230879ce7d3d3';

test.for([
  ['a new tag', '{ name: nginx, newTag: "2" }', 'nginx:1', 'nginx:2'],
  ['a new tag where there is none', '{ name: nginx, newTag: "2" }', 'nginx', 'nginx:2'],
  ['a new tag over a digest', '{ name: nginx, newTag: "2" }', `nginx@${DIGEST}`, 'nginx:2'],
  ['a new tag over tag and digest', '{ name: nginx, newTag: "2" }', `nginx:1@${DIGEST}`, 'nginx:2'],
  ['a digest over a tag', `{ name: nginx, digest: "${DIGEST}" }`, 'nginx:1', `nginx@${DIGEST}`],
  ['a tag and a digest', `{ name: nginx, newTag: "2", digest: "${DIGEST}" }`, 'nginx:1', `nginx:2@${DIGEST}`],
  ['a new name, and keeps the tag', '{ name: nginx, newName: caddy }', 'nginx:1', 'caddy:1'],
  [
    'a new name, and keeps the digest',
    '{ name: nginx, newName: caddy }',
    `nginx@${DIGEST}`,
    `caddy@${DIGEST}`,
  ],
  [
    'a name with a port in its host',
    '{ name: "host:5000/nginx", newTag: "2" }',
    'host:5000/nginx:1',
    'host:5000/nginx:2',
  ],
  ['nothing but the name', '{ name: nginx }', 'nginx:1', 'nginx:1'],
] as const)('sets %s', ([, entry, image, expected]) => {
  const build = built(app(entry, image));
  expect(at(build, 'web', ...IMAGE)).toBe(expected);
  expect(build.ineffective).toEqual([]);
});

test.for([
  ['another image that begins with the name', 'nginx-exporter:1'],
  ['another image that ends with the name', 'library/nginx:1'],
  ['an image of another host', 'host:5000/nginx:1'],
] as const)('leaves %s alone, and notes that the entry does nothing', ([, image]) => {
  const build = built(app('{ name: nginx, newTag: "2" }', image));
  expect(at(build, 'web', ...IMAGE)).toBe(image);
  expect(build.ineffective.map(({ field, wanted }) => [field, wanted])).toEqual([['images', 'nginx']]);
  expect(build.diagnostics).toEqual([]);
});

test('takes the name for a regular expression, as kustomize does', () => {
  expect(at(built(app('{ name: "ngin.", newTag: "2" }', 'nginx:1')), 'web', ...IMAGE)).toBe('nginx:2');
  expect(at(built(app('{ name: "(nginx|caddy)", newTag: "2" }', 'caddy:1')), 'web', ...IMAGE)).toBe(
    'caddy:2',
  );
});

test('carries out the entries one after the other', () => {
  const images = '{ name: nginx, newName: caddy }, { name: caddy, newTag: "2" }';
  expect(at(built(app(images, 'nginx:1')), 'web', ...IMAGE)).toBe('caddy:2');
});

test('keeps a digit-only image text', () => {
  expect(at(built(app('{ name: "1", newName: "2" }', '1')), 'web', ...IMAGE)).toBe('2');
});

const kinds = (images: string, object: string): Repo => repo`
# === app/kustomization.yaml
resources: [o.yaml]
images: [${images}]
# === app/o.yaml
${object}
`;

test('finds containers and init containers at any depth of any kind', () => {
  const build = built(
    kinds(
      '{ name: nginx, newTag: "2" }',
      `apiVersion: example.com/v1
kind: Thing
metadata: { name: thing }
spec:
  deep: { deeper: [{ containers: [{ image: nginx }], initContainers: [{ image: nginx }] }] }
  ephemeralContainers: [{ image: nginx }]
  image: nginx`,
    ),
  );
  expect(at(build, 'thing', 'spec')).toEqual({
    deep: { deeper: [{ containers: [{ image: 'nginx:2' }], initContainers: [{ image: 'nginx:2' }] }] },
    ephemeralContainers: [{ image: 'nginx' }],
    image: 'nginx',
  });
});

test('adds a tag suffix twice to pods and workloads, and once elsewhere, as kustomize does', () => {
  const suffix = '{ name: nginx, tagSuffix: -x }';
  const inside = (kind: string) =>
    `{ apiVersion: v1, kind: ${kind}, metadata: { name: a }, spec: { containers: [{ image: "nginx:1" }] } }`;
  const deeper = inside('Thing').replace('spec: {', 'spec: { deeper: {').replace(/}$/, '} }');
  expect(at(built(kinds(suffix, inside('Pod'))), 'a', 'spec', 'containers', 0, 'image')).toBe('nginx:1-x-x');
  expect(at(built(kinds(suffix, deeper)), 'a', 'spec', 'deeper', 'containers', 0, 'image')).toBe('nginx:1-x');
});

test('leaves custom resource definitions alone', () => {
  const build = built(
    kinds(
      '{ name: nginx, newTag: "2" }',
      `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: things }
spec: { containers: [{ image: nginx }] }`,
    ),
  );
  expect(at(build, 'things', 'spec', 'containers', 0, 'image')).toBe('nginx');
});

test('passes over containers without an image, and a null where containers stand', () => {
  const build = built(
    kinds(
      '{ name: nginx, newTag: "2" }',
      `apiVersion: v1
kind: Pod
metadata: { name: pod }
spec: { containers: [{ name: a }, { image: nginx }], initContainers: null }`,
    ),
  );
  expect(at(build, 'pod', 'spec', 'containers')).toEqual([{ name: 'a' }, { image: 'nginx:2' }]);
  expect(build.diagnostics).toEqual([]);
});

test.for([
  ['a mapping for an image', '[{ image: { a: b } }]'],
  ['a text for a container', '[nginx]'],
] as const)('reports %s', ([, containers]) => {
  const object = `{ apiVersion: v1, kind: Thing, metadata: { name: pod }, spec: { containers: ${containers} } }`;
  const build = built(kinds('{ name: nginx, newTag: "2" }', object));
  expect(build.diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-image']);
});

test('reports a tag that is a number, and keeps the other entries', () => {
  const files = app('{ name: nginx, newTag: 2 }, { name: nginx, newName: caddy }', 'nginx:1');
  const build = built(files);
  expect(problems(files, build)).toEqual(['kustomize/bad-kustomization 2']);
  expect(at(build, 'web', ...IMAGE)).toBe('caddy:1');
});

test.for([
  ['nginx', 'nginx', '', ''],
  ['nginx:1', 'nginx', '1', ''],
  ['host:5000/a/b', 'host:5000/a/b', '', ''],
  ['host:5000/a/b:1@sha256:0', 'host:5000/a/b', '1', 'sha256:0'],
  ['nginx@sha256:0', 'nginx', '', 'sha256:0'],
  ['', '', '', ''],
] as const)('splits the image "%s"', ([image, name, tag, digest]) => {
  expect(splitImage(image)).toEqual({ name, tag, digest });
});

test('tells its step once, though it comes by a container in two ways', () => {
  const files = app('{ name: nginx, newTag: "2" }', 'nginx:1');
  const image = nodeAt(built(files).objects[0]?.body, ...IMAGE);
  expect(image?.origin.step?.what).toBe('images');
  expect(image?.origin.was?.step).toBeUndefined();
  expect(image?.origin.was?.was).toBeUndefined();
});

test('leaves a container alone that is null', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [o.yaml]
images: [{ name: nginx, newTag: "2" }]
# === app/o.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { containers: [null, { image: nginx }] } } }
`;
  const build = built(files);
  expect(build.diagnostics).toEqual([]);
  expect(at(build, 'web', 'spec', 'template', 'spec', 'containers')).toEqual([null, { image: 'nginx:2' }]);
});
