import { expect, test } from 'vitest';
import type { RepoPath } from '../source/repo-path.js';
import { type Repo, repo } from '../testing/repo.js';
import { type Build, buildKustomization } from './build.js';

const built = ({ tree }: Repo, directory = 'app'): Build => buildKustomization(tree, directory as RepoPath);
const problems = ({ tree }: Repo, { diagnostics }: Build) =>
  diagnostics.map(({ code, span }) => {
    return `${code} ${span.file}: ${tree.read(span.file)?.text.slice(span.start, span.end)}`;
  });

const CONFIG_MAP = '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }';

test.for([
  ['itself', '.'],
  ['itself by a roundabout way', '../app/../app'],
  ['the directory above it', '..'],
] as const)('reports a kustomization that includes %s, at the entry', ([, entry]) => {
  const files = repo`
# === kustomization.yaml
resources: [app]
# === app/kustomization.yaml
resources: [a.yaml, "${entry}"]
# === app/a.yaml
${CONFIG_MAP}
`;
  const build = built(files);
  expect(problems(files, build)).toEqual([`kustomize/cycle app/kustomization.yaml: "${entry}"`]);
  expect(build.objects).toHaveLength(1);
  expect(build.complete).toBe(false);
});

test('reports a cycle through two bases where it closes', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [../one]
# === one/kustomization.yaml
resources: [../two, a.yaml]
# === one/a.yaml
${CONFIG_MAP}
# === two/kustomization.yaml
resources: [../one]
`;
  const build = built(files);
  expect(build.diagnostics.map((each) => each.code)).toContain('kustomize/cycle');
  expect(build.diagnostics.every((each) => each.code === 'kustomize/cycle')).toBe(true);
  expect(build.objects.map(({ id }) => id.name)).toEqual(['a']);
});

test('gives the same builds whichever kustomization of a cycle is built first', () => {
  const text = `
# === one/kustomization.yaml
resources: [../two, a.yaml]
# === one/a.yaml
${CONFIG_MAP}
# === two/kustomization.yaml
resources: [../one, b.yaml]
# === two/b.yaml
${CONFIG_MAP.replace('name: a', 'name: b')}
`;
  const summary = (files: Repo, directory: string) => {
    const build = built(files, directory);
    return [build.objects.map(({ id }) => id.name), problems(files, build)];
  };
  const forth = repo`${text}`;
  const back = repo`${text}`;
  const [one, two] = [summary(forth, 'one'), summary(forth, 'two')];
  expect([summary(back, 'two'), summary(back, 'one')]).toEqual([two, one]);
});

test('reports a component that includes itself', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [a.yaml]
components: [../component]
# === app/a.yaml
${CONFIG_MAP}
# === component/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
components: [../component]
namePrefix: c-
`;
  const build = built(files);
  expect(problems(files, build)).toEqual(['kustomize/cycle component/kustomization.yaml: ../component']);
  expect(build.objects.map(({ id }) => id.name)).toEqual(['c-a']);
});

test('reports a component that lists its parent as a base', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [a.yaml]
components: [../component]
# === app/a.yaml
${CONFIG_MAP}
# === component/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
resources: [../app]
`;
  expect(problems(files, built(files))).toEqual(['kustomize/cycle component/kustomization.yaml: ../app']);
});

test('reports a base that stands above the kustomization which lists it', () => {
  const files = repo`
# === base/kustomization.yaml
resources: [a.yaml]
# === base/a.yaml
${CONFIG_MAP}
# === base/overlay/kustomization.yaml
resources: [..]
`;
  expect(problems(files, built(files, 'base/overlay'))).toEqual([
    'kustomize/cycle base/overlay/kustomization.yaml: ..',
  ]);
});

test('stays silent about a base that two others share', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [one, two]
# === app/one/kustomization.yaml
resources: [../../base]
nameSuffix: "-1"
# === app/two/kustomization.yaml
resources: [../../base]
nameSuffix: "-2"
# === base/kustomization.yaml
resources: [a.yaml]
# === base/a.yaml
${CONFIG_MAP}
`;
  const build = built(files);
  expect(build.diagnostics).toEqual([]);
  expect(build.objects.map(({ id }) => id.name)).toEqual(['a-1', 'a-2']);
});
