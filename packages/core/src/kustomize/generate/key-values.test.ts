import { expect, test } from 'vitest';
import { memoryTree } from '../../source/file-tree.js';
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

/** The data of a ConfigMap that one entry makes of some files. */
const data = (entry: string, files: Readonly<Record<string, string | Uint8Array>> = {}) => {
  const kustomization = `configMapGenerator: [{ name: made, ${entry} }]\ngeneratorOptions: { disableNameSuffixHash: true }\n`;
  const tree = memoryTree({ 'app/kustomization.yaml': kustomization, ...files });
  const build = buildKustomization(tree, 'app' as RepoPath);
  expect(build.diagnostics).toEqual([]);
  return at(build, 'made', 'data');
};

test.for([
  ['a=b', { a: 'b' }],
  ['a=', { a: '' }],
  ['a=b=c', { a: 'b=c' }],
  ['a= b ', { a: ' b ' }],
  [`a='b'`, { a: 'b' }],
  ['a="b"', { a: 'b' }],
  [`a="b'`, { a: `"b'` }],
  ['a="', { a: '"' }],
  ['a=\n', { a: '\n' }],
] as const)('reads the literal %j', ([literal, expected]) => {
  expect(data(`literals: [${JSON.stringify(literal)}]`)).toEqual(expected);
});

test.for(['a', '=b', 'no equals sign'])('reports the literal %s, which has no key', (literal) => {
  const files = repo`
# === app/kustomization.yaml
configMapGenerator: [{ name: made, literals: ["${literal}"] }]
`;
  const build = built(files);
  expect(problems(files, build)).toEqual([`kustomize/bad-literal "${literal}"`]);
  expect(build.objects).toEqual([]);
});

test('takes the name of a file for its key, unless another key is given', () => {
  const files = { 'app/deep/x.txt': 'x', 'app/y.txt': 'y\n' };
  expect(data('files: [deep/x.txt, other=y.txt]', files)).toEqual({ 'x.txt': 'x', other: 'y\n' });
});

test('keeps CRLF, blanks and a byte order mark of a file', () => {
  const text = '\uFEFFa\r\n  b  \r\n\r\n';
  expect(data('files: [k=x.txt]', { 'app/x.txt': text })).toEqual({ k: text });
});

test.for(['=x.txt', 'k=', 'a=b=c'])('reports the file source %s', (source) => {
  const files = repo`
# === app/kustomization.yaml
configMapGenerator: [{ name: made, files: ["${source}"] }]
# === app/x.txt
x
`;
  expect(problems(files, built(files))).toEqual([`kustomize/bad-file-source "${source}"`]);
});

test.for(['files', 'envs'])('reports a file under %s that is missing, at its path', (field) => {
  const files = repo`
# === app/kustomization.yaml
configMapGenerator: [{ name: made, ${field}: [gone.txt] }]
`;
  expect(problems(files, built(files))).toEqual(['kustomize/missing-file gone.txt']);
});

test('puts a file that is no text into binaryData', () => {
  const tree = memoryTree({
    'app/kustomization.yaml':
      'configMapGenerator: [{ name: made, files: [x.bin, y.txt] }]\ngeneratorOptions: { disableNameSuffixHash: true }\n',
    'app/x.bin': new Uint8Array([0xff, 0xfe, 0x00]),
    'app/y.txt': 'text',
  });
  const build = buildKustomization(tree, 'app' as RepoPath);
  expect(at(build, 'made', 'data')).toEqual({ 'y.txt': 'text' });
  expect(at(build, 'made', 'binaryData')).toEqual({ 'x.bin': '//4A' });
});

test('reads the lines of an env file', () => {
  const env = ['# comment', '', 'A=1', '  B = two ', 'C', 'D="quoted"', 'E=a=b', '   # indented', 'F='].join(
    '\n',
  );
  expect(data('envs: [x.env]', { 'app/x.env': env })).toEqual({
    A: '1',
    'B ': ' two ',
    C: '',
    D: '"quoted"',
    E: 'a=b',
    F: '',
  });
});

test('reads env files with CRLF and a byte order mark', () => {
  expect(data('envs: [x.env]', { 'app/x.env': '\uFEFFA=1\r\nB=2\r\n' })).toEqual({ A: '1', B: '2' });
});

test('reads env files, the older env field included, before literals and files', () => {
  const files = { 'app/x.env': 'A=1', 'app/y.env': 'B=2', 'app/z.txt': 'z' };
  expect(data('env: x.env, envs: [y.env], literals: [C=3], files: [z.txt]', files)).toEqual({
    A: '1',
    B: '2',
    C: '3',
    'z.txt': 'z',
  });
});

test.for([
  ['two literals', 'literals: [a=1, a=2]'],
  ['a literal and a file', 'literals: [x.txt=1], files: [x.txt]'],
  ['an env file and a literal', 'envs: [x.env], literals: [x=1]'],
] as const)('reports a key that %s give', ([, entry]) => {
  const files = repo`
# === app/kustomization.yaml
configMapGenerator: [{ name: made, ${entry} }]
# === app/x.txt
x
# === app/x.env
x=1
`;
  expect(built(files).diagnostics.map(({ code }) => code)).toEqual(['kustomize/duplicate-key']);
});

test.for(['literals: a=b', 'literals: [1]', 'literals: [{ a: b }]', 'files: { a: b }', 'envs: x.env'])(
  'reports "%s", which is no list of texts',
  (entry) => {
    const files = repo`
# === app/kustomization.yaml
configMapGenerator: [{ name: made, ${entry} }]
`;
    const build = built(files);
    expect(build.diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-kustomization']);
    expect(build.objects).toEqual([]);
  },
);

test('reports an env file that is no text', () => {
  const tree = memoryTree({
    'app/kustomization.yaml': 'configMapGenerator: [{ name: made, envs: [x.env] }]\n',
    'app/x.env': new Uint8Array([0x41, 0x3d, 0xff, 0x0a]),
  });
  const build = buildKustomization(tree, 'app' as RepoPath);
  expect(build.diagnostics.map(({ code }) => code)).toEqual(['kustomize/bad-env-file']);
});

test('drops lines of an env file that have no name', () => {
  expect(data('envs: [x.env]', { 'app/x.env': '=1\nA=2\n' })).toEqual({ A: '2' });
});

test.for(['1=a', 'true=a', '1.5=a', 'null=a', '<<=a', '2001-01-01=a'])(
  'reports the literal %s: without quotes its key is no text',
  (literal) => {
    const files = repo`
# === app/kustomization.yaml
configMapGenerator: [{ name: made, literals: ["${literal}"] }]
`;
    expect(built(files).diagnostics.map(({ code }) => code)).toEqual(['kustomize/key-not-text']);
  },
);

test.for(['data: { "1": x }', 'metadata: { labels: { "1": x }, name: made }'])(
  'reports such a key that a generator merges: %s',
  (field) => {
    const files = repo`
# === app/kustomization.yaml
resources: [o.yaml]
configMapGenerator: [{ name: made, behavior: merge, literals: [a=b] }]
# === app/o.yaml
apiVersion: v1
kind: ConfigMap
${field.startsWith('data') ? 'metadata: { name: made }' : ''}
${field}
`;
    expect(built(files).diagnostics.map(({ code }) => code)).toEqual(['kustomize/key-not-text']);
  },
);
