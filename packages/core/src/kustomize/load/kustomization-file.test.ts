import { expect, test } from 'vitest';
import { memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import { type Repo, repo } from '../../testing/repo.js';
import { buildKustomization } from '../build.js';
import { findKustomizationFiles, hasKustomizationFile, readKustomizationFile } from './kustomization-file.js';
import type { Strictness } from './read-fields.js';

const CONFIG_MAP = '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }';
const app = (kustomization: string): Repo => repo`
# === app/kustomization.yaml
${kustomization}
# === app/a.yaml
${CONFIG_MAP}
`;
/** Codes, severities and places of what is said, and the names of the objects. */
const built = ({ tree }: Repo, strictness: Strictness = 'strict') => {
  const build = buildKustomization(tree, 'app' as RepoPath, { strictness });
  return {
    problems: build.diagnostics.map(({ code, severity, span }) => {
      return `${severity} ${code} ${tree.read(span.file)?.text.slice(span.start, span.end)}`;
    }),
    names: build.objects.map(({ id }) => id.name),
    complete: build.complete,
  };
};

test.for([
  ['strict', 'error'],
  ['lenient', 'warning'],
] as const)('read %sly, an unknown field is an %s at its key', ([strictness, severity]) => {
  expect(built(app('resources: [a.yaml]\nresource: [b.yaml]'), strictness)).toEqual({
    problems: [`${severity} kustomize/unknown-field resource`],
    names: ['a'],
    complete: true,
  });
});

test.for([
  ['strict', 'error kustomize/bad-kustomization'],
  ['lenient', 'warning kustomize/unknown-field'],
] as const)('read %sly, an unknown field inside an entry is told as %s', ([strictness, expected]) => {
  const files = app('resources: [a.yaml]\nimages: [{ name: nginx, tag: "2" }]\nnamePrefix: x-');
  const { problems, names } = built(files, strictness);
  expect(problems.map((each) => each.split(' ').slice(0, 2).join(' '))).toEqual([expected]);
  expect(names).toEqual(['x-a']);
});

test('reads the file that is built leniently, and its bases strictly all the same', () => {
  const files = repo`
# === app/kustomization.yaml
resources: [../base]
one: 1
# === base/kustomization.yaml
resources: []
two: 2
`;
  expect(built(files, 'lenient').problems).toEqual([
    'warning kustomize/unknown-field one',
    'error kustomize/unknown-field two',
  ]);
});

test('takes an empty kustomization where it reads leniently, and refuses it strictly', () => {
  const files = app('apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization');
  expect(built(files, 'lenient').problems).toEqual([]);
  expect(built(files).problems[0]).toContain('error kustomize/empty-kustomization');
});

test('takes the names of fields in any letter case', () => {
  expect(built(app('Resources: [a.yaml]\nNAMEPREFIX: x-\nimages: [{ Name: nginx, NEWTAG: "2" }]'))).toEqual({
    problems: [],
    names: ['x-a'],
    complete: true,
  });
});

test('takes null and empty fields for absent ones', () => {
  const fields = [
    'namePrefix: null',
    'namespace: ""',
    'components:',
    'patches: []',
    'commonLabels: {}',
    'images: [null]',
  ];
  expect(built(app(['resources: [a.yaml]', ...fields].join('\n')))).toEqual({
    problems: [],
    names: ['a'],
    complete: true,
  });
});

test('takes the last of two equal keys, and warns', () => {
  const { problems, names } = built(app('resources: [gone.yaml]\nresources: [a.yaml]'));
  expect(problems.map((each) => each.split(' ').slice(0, 2))).toEqual([['warning', 'yaml/duplicate-key']]);
  expect(names).toEqual(['a']);
});

test('follows aliases and merge keys', () => {
  const files = app(
    'resources: [a.yaml]\ncommonLabels: &marks { team: x }\ncommonAnnotations: *marks\nconfigMapGenerator:\n  - &made { name: one, literals: [k=v] }\n  - { <<: *made, name: two }',
  );
  const { tree } = files;
  const build = buildKustomization(tree, 'app' as RepoPath);
  expect(build.diagnostics).toEqual([]);
  expect(build.objects.map(({ id }) => id.name.split('-')[0])).toEqual(['a', 'one', 'two']);
});

test.for([
  ['a scalar for the resources', 'resources: a.yaml', 'resources'],
  ['a mapping for the resources', 'resources: { a: b }', 'resources'],
  ['a number in the resources', 'resources: [1]', 'resources'],
  ['a list in the resources', 'resources: [[a.yaml]]', 'resources'],
  ['a mapping for the prefix', 'namePrefix: { a: b }', 'namePrefix'],
  ['a text for the patches', 'patches: p.yaml', 'patches'],
  ['a text for an image', 'images: [nginx]', 'images'],
  ['a list for the labels', 'commonLabels: [a]', 'commonLabels'],
  ['a yes for a label', 'commonLabels: { a: yes }', 'commonLabels'],
  ['a list for the sort options', 'sortOptions: [legacy]', 'sortOptions'],
] as const)('reports %s, naming the field', ([, field, name]) => {
  const { tree } = app(`${field}\nnameSuffix: -x`);
  const { diagnostics } = buildKustomization(tree, 'app' as RepoPath);
  expect(diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-kustomization']);
  expect(diagnostics[0]?.message).toContain(name);
});

test.for([
  ['another kind', 'kind: Deployment', 'Deployment'],
  ['another apiVersion', 'apiVersion: kustomize.config.k8s.io/v1', 'kustomize.config.k8s.io/v1'],
  [
    'the kind of Flux',
    'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization',
    'kustomize.toolkit.fluxcd.io/v1',
  ],
  [
    'a component of another version',
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Component',
    'kustomize.config.k8s.io/v1beta1',
  ],
] as const)('reports %s where it stands', ([, meta, place]) => {
  expect(built(app(`${meta}\nresources: [a.yaml]`)).problems).toEqual([
    `error kustomize/bad-type-meta ${place}`,
  ]);
});

test.for([
  ['nothing', '', 'kustomize/empty-kustomization'],
  ['a comment', '# nothing', 'kustomize/empty-kustomization'],
  ['a text', 'just a text', 'kustomize/bad-kustomization'],
  ['a list', '[resources, a.yaml]', 'kustomize/bad-kustomization'],
  ['a number', '42', 'kustomize/bad-kustomization'],
] as const)('reports a file that holds %s, and builds nothing', ([, text, code]) => {
  const build = buildKustomization(app(text).tree, 'app' as RepoPath);
  expect(build.diagnostics.map((each) => each.code)).toEqual([code]);
  expect(build.objects).toEqual([]);
  expect(build.complete).toBe(false);
});

test.for(['resources: [a.yaml', 'resources:\n\t- a.yaml', 'a: b: c', '"unfinished'])(
  'reports broken YAML in %j',
  (text) => {
    const build = buildKustomization(app(text).tree, 'app' as RepoPath);
    expect(build.diagnostics.length).toBeGreaterThan(0);
    expect(build.diagnostics.every(({ code }) => code.startsWith('yaml/'))).toBe(true);
  },
);

test('reads a file with CRLF and a byte order mark', () => {
  const tree = memoryTree({
    'app/kustomization.yaml': '\uFEFFresources:\r\n- a.yaml\r\nnamePrefix: x-\r\n',
    'app/a.yaml': CONFIG_MAP,
  });
  const build = buildKustomization(tree, 'app' as RepoPath);
  expect(build.diagnostics).toEqual([]);
  expect(build.objects.map(({ id }) => id.name)).toEqual(['x-a']);
});

test('reports a directory without kustomization where the build was asked for', () => {
  const asked = { file: 'elsewhere.yaml' as RepoPath, start: 3, end: 7 };
  const build = buildKustomization(memoryTree({ 'other/a.yaml': '' }), 'app' as RepoPath, { asked });
  expect(build.diagnostics.map(({ code, span }) => [code, span])).toEqual([
    ['kustomize/missing-kustomization', asked],
  ]);
  expect(build.complete).toBe(false);
});

test('reports two kustomization files of one directory, with both places', () => {
  const tree = memoryTree({
    'app/kustomization.yaml': 'resources: []',
    'app/Kustomization': 'resources: []',
  });
  const { file, diagnostics } = readKustomizationFile(tree, 'app' as RepoPath, 'strict', {
    file: 'app' as RepoPath,
    start: 0,
    end: 0,
  });
  expect(file).toBeUndefined();
  expect(diagnostics.map(({ code, span }) => [code, span.file])).toEqual([
    ['kustomize/multiple-kustomizations', 'app/Kustomization'],
  ]);
  expect(diagnostics[0]?.related?.map(({ span }) => span.file)).toEqual(['app/kustomization.yaml']);
});

test('finds kustomization files by their exact names, in the directory itself only', () => {
  const tree = memoryTree({
    'a/kustomization.yml': 'x',
    'b/Kustomization.yaml': 'x',
    'c/deep/kustomization.yaml': 'x',
    'd/kustomization.yaml': '',
  });
  const has = (directory: string) => hasKustomizationFile(tree, directory as RepoPath);
  expect(['a', 'b', 'c', 'c/deep', 'd', 'gone'].map(has)).toEqual([true, false, false, true, true, false]);
  expect(findKustomizationFiles(tree, 'a' as RepoPath).map(({ path }) => path)).toEqual([
    'a/kustomization.yml',
  ]);
});

test.for([
  'resources:',
  'resources: ~\nnamePrefix: ""',
  'resources:\npatches:\ncomponents:',
  'namespace: ""',
  'bases: []',
  'imageTags: []',
])('takes a file with nothing but "%s" for empty, as kustomize does', (text) => {
  const { problems } = built(app(text));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^error kustomize\/empty-kustomization /);
  expect(built(app(text), 'lenient').problems).toEqual([]);
});

test.for([
  'resources: []',
  'commonLabels: {}',
  'generatorOptions: {}',
  'metadata: {}',
  'images: []',
  'resources:\nnamespace: a',
])('takes a file with "%s" for one that has content', (text) => {
  expect(built(app(text)).problems).toEqual([]);
});

test.for([
  'resources',
  'bases',
  'components',
  'crds',
  'configurations',
  'patchesStrategicMerge',
  'patches',
  'patchesJson6902',
  'replicas',
  'replacements',
  'vars',
  'configMapGenerator',
  'secretGenerator',
])('reports an entry of %s that is empty', (field) => {
  const { problems } = built(app(`namePrefix: x-\n${field}:\n  -\n`));
  expect(problems.filter((each) => each.startsWith('error'))).toEqual(['error kustomize/empty-entry ']);
});

test.for(['generators', 'transformers', 'validators', 'images', 'imageTags', 'labels', 'buildMetadata'])(
  'passes over an entry of %s that is empty',
  (field) => {
    const { problems, names } = built(app(`resources: [a.yaml]\n${field}:\n  -\n`));
    expect(problems).toEqual([]);
    expect(names).toEqual(['a']);
  },
);

test.for(['resources', 'components', 'crds'])('reports an entry of %s that is an empty text', (field) => {
  expect(built(app(`namePrefix: x-\n${field}: [""]`)).problems).toEqual(['error kustomize/empty-entry ""']);
});

test.for(['files', 'envs'])('reports an empty entry among the %s of a generator', (field) => {
  const text = `configMapGenerator:\n  - name: x\n    ${field}: [""]`;
  expect(built(app(text)).problems).toEqual(['error kustomize/empty-entry ""']);
});
