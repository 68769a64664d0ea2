import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { type Repo, repo } from '../../testing/repo.js';
import { type Build, type BuildOptions, buildKustomization } from '../build.js';

const built = ({ tree }: Repo, options?: BuildOptions): Build =>
  buildKustomization(tree, 'app' as RepoPath, options);
const spotted = ({ tree }: Repo, notes: Build['diagnostics'] | Build['gaps']) =>
  notes.map(({ code, span }) => `${code} ${tree.read(span.file)?.text.slice(span.start, span.end)}`);

const CONFIG_MAP = '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }';

test.for([
  'https://github.com/example/repo//base?ref=v1',
  'github.com/example/repo',
  'www.github.com/example/repo',
  'git@github.com:example/repo.git',
  'ssh://git@example.com/repo.git',
  'git::https://example.com/repo.git',
  'https://example.com/manifests/install.yaml',
  'file:///etc/base',
  'gh:example/repo',
  'HTTPS://EXAMPLE.COM/install.yaml',
])('makes a gap of the remote base %s, at its entry', (address) => {
  const files = repo`
# === app/kustomization.yaml
resources: [a.yaml, "${address}"]
# === app/a.yaml
${CONFIG_MAP}
`;
  const build = built(files);
  expect(spotted(files, build.gaps)).toEqual([`kustomize/remote-base "${address}"`]);
  expect(build.diagnostics).toEqual([]);
  expect(build.complete).toBe(false);
  expect(build.objects).toHaveLength(1);
});

test('makes a gap of a remote component, and of a remote file', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [a.yaml]
components: ["github.com/example/component"]
patches: [{ path: "https://example.com/patch.yaml" }]
# === app/a.yaml
${CONFIG_MAP}
`;
  const build = built(files);
  expect(spotted(files, build.gaps)).toEqual([
    'kustomize/remote-base "github.com/example/component"',
    'kustomize/remote-base "https://example.com/patch.yaml"',
  ]);
  expect(build.diagnostics).toEqual([]);
});

test('passes the gap of a base on to the overlay', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [../base]
# === base/kustomization.yaml
resources: ["github.com/example/repo"]
`;
  const build = built(files);
  expect(build.gaps.map(({ span }) => span.file)).toEqual(['base/kustomization.yaml']);
  expect(build.complete).toBe(false);
});

test('stays silent about patches and replicas without a match once a base is missing', () => {
  const files = repo`
# === app/kustomization.yaml
resources: ["github.com/example/repo"]
patches:
  - patch: '{ apiVersion: v1, kind: ConfigMap, metadata: { name: theirs }, data: { a: b } }'
replicas: [{ name: theirs, count: 2 }]
images: [{ name: theirs, newTag: v2 }]
configMapGenerator: [{ name: theirs, behavior: merge, literals: [a=b] }]
replacements:
  - source: { kind: ConfigMap, name: theirs }
    targets: [{ select: { kind: Deployment }, fieldPaths: [spec.x] }]
`;
  const build = built(files);
  expect(build.diagnostics).toEqual([]);
  expect(build.ineffective).toEqual([]);
  expect(build.gaps).toHaveLength(1);
});

test('reads files beside the directory of the kustomization, as Flux does', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [../other/a.yaml]
# === other/a.yaml
${CONFIG_MAP}
`;
  const build = built(files);
  expect(build.objects).toHaveLength(1);
  expect(build.diagnostics).toEqual([]);
});

test('reports a file beside the directory where only the directory may be read', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [a.yaml, ../other/b.yaml]
configMapGenerator: [{ name: c, files: [../other/b.yaml] }]
# === app/a.yaml
${CONFIG_MAP}
# === other/b.yaml
${CONFIG_MAP}
`;
  const build = built(files, { restriction: 'directory' });
  expect(spotted(files, build.diagnostics)).toEqual([
    'kustomize/outside-directory ../other/b.yaml',
    'kustomize/outside-directory ../other/b.yaml',
  ]);
  expect(build.objects).toHaveLength(1);
});

test('lets a base stand anywhere, and restricts each kustomization to its own directory', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [../base]
# === base/kustomization.yaml
resources: [deep/a.yaml]
# === base/deep/a.yaml
${CONFIG_MAP}
`;
  const build = built(files, { restriction: 'directory' });
  expect(build.diagnostics).toEqual([]);
  expect(build.objects).toHaveLength(1);
});

test('does not take the build of one restriction for another one', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [../base]
# === base/kustomization.yaml
resources: [../other/a.yaml]
# === other/a.yaml
${CONFIG_MAP}
`;
  expect(built(files).objects).toHaveLength(1);
  expect(built(files, { restriction: 'directory' }).objects).toHaveLength(0);
  expect(built(files).objects).toHaveLength(1);
});

test.for(['../../outside', '/etc/passwd', '../../app/a.yaml'])(
  'reports the path %s, which leads out of the repository',
  (path) => {
    const files = repo`
# === app/kustomization.yaml
resources: [a.yaml, "${path}"]
# === app/a.yaml
${CONFIG_MAP}
`;
    const build = built(files);
    expect(spotted(files, build.diagnostics)).toEqual([`kustomize/outside-tree "${path}"`]);
    expect(build.objects).toHaveLength(1);
  },
);

test('makes a gap of what stands in a git submodule', () => {
  const files = repo`
# === .gitmodules
[submodule "vendor"]
	path = vendor
	url = https://example.com/vendor.git
# === app/kustomization.yaml
resources: [../vendor/base, ../vendor/file.yaml]
components: [../vendor/component]
`;
  const build = built(files);
  expect(spotted(files, build.gaps)).toEqual([
    'kustomize/submodule ../vendor/base',
    'kustomize/submodule ../vendor/file.yaml',
    'kustomize/submodule ../vendor/component',
  ]);
  expect(build.diagnostics).toEqual([]);
});

test.for([
  [
    'helmCharts',
    'helmCharts:\n  - { name: chart, repo: https://example.com }',
    '{ name: chart, repo: https://example.com }',
  ],
  [
    'helmChartInflationGenerator',
    'helmChartInflationGenerator:\n  - { chartName: chart }',
    '{ chartName: chart }',
  ],
] as const)('makes a gap of each chart under %s', ([, field, chart]) => {
  const files = repo`
# === app/kustomization.yaml
resources: [a.yaml]
${field}
# === app/a.yaml
${CONFIG_MAP}
`;
  const build = built(files);
  expect(spotted(files, build.gaps)).toEqual([`kustomize/helm-chart ${chart}`]);
  expect(build.diagnostics).toEqual([]);
  expect(build.objects).toHaveLength(1);
  expect(build.complete).toBe(false);
});
