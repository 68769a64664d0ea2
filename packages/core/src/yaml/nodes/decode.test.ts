import { expect, test } from 'vitest';
import { z } from 'zod';
import type { RepoPath } from '../../source/repo-path.js';
import { sourceFile } from '../../source/source-file.js';
import { parseYaml } from '../read/parse-yaml.js';
import { type Decoded, type DecodeOptions, decode, foldKeys, withoutUnknown } from './decode.js';
import type { Node, ScalarNode } from './node.js';
import { toPlain } from './to-plain.js';

const schema = z.strictObject({
  name: z.string(),
  kind: z.enum(['Git', 'Helm']).optional(),
  replicas: z.int().optional(),
  images: z.array(z.strictObject({ name: z.string(), newTag: z.string().optional() })).optional(),
  labels: z.record(z.string(), z.string()).optional(),
});

function read(text: string): Node {
  const root = parseYaml(sourceFile('a.yaml' as RepoPath, text)).documents[0]?.root;
  if (!root) throw new Error('no document');
  return root;
}

function decodeText(
  text: string,
  options: Partial<DecodeOptions> = {},
): Decoded<z.output<typeof schema>> & { readonly marked: readonly string[] } {
  const decoded = decode(read(text), schema, { code: 'test/field', ...options });
  return { ...decoded, marked: decoded.diagnostics.map(({ span }) => text.slice(span.start, span.end)) };
}

test('gives the typed value of what fits', () => {
  const { value, diagnostics } = decodeText('name: a\nimages:\n- name: b\n  newTag: "1"\n');
  expect(value).toEqual({ name: 'a', images: [{ name: 'b', newTag: '1' }] });
  expect(diagnostics).toEqual([]);
});

test.for<[name: string, text: string, marked: string, words: string[]]>([
  ['a wrong type', 'name: [a]\n', '[a]', ['name', 'a list']],
  ['a number for a text', 'name: a\nimages:\n- name: 1.10\n', '1.10', ['images[0].name', 'a number']],
  ['a scalar for a mapping', 'name: a\nlabels: b\n', 'b', ['labels', 'a mapping', 'a string']],
  ['a scalar for a list', 'name: a\nimages: b\n', 'b', ['images', 'a list']],
  ['null for a text', 'name: ~\n', '~', ['name', 'a string']],
  ['a boolean', 'name: true\n', 'true', ['name', 'true or false']],
  ['a fraction for an integer', 'name: a\nreplicas: 1.5\n', '1.5', ['replicas']],
  ['a value that is not in the list', 'name: a\nkind: Svn\n', 'Svn', ['kind', 'Git', 'Helm']],
  ['an unknown key', 'name: a\nnmae: b\n', 'nmae', ['nmae', 'not a known field']],
  ['an unknown key further in', 'name: a\nimages: [{name: b, tag: c}]\n', 'tag', ['images[0].tag']],
])('marks %s and names it', ([, text, marked, words]) => {
  const decoded = decodeText(text);
  expect(decoded.value).toBeUndefined();
  expect(decoded.marked).toEqual([marked]);
  for (const word of words) expect(decoded.diagnostics[0]?.message).toContain(word);
  expect(decoded.diagnostics[0]?.code).toBe('test/field');
});

test('marks the mapping in which a field is missing', () => {
  const { marked, diagnostics } = decodeText('name: a\nimages:\n- {newTag: b}\n');
  expect(marked).toEqual(['{newTag: b}']);
  expect(diagnostics[0]?.message).toContain('images[0].name');
});

test('reports every problem, each unknown key by itself', () => {
  expect(decodeText('name: [x]\nkind: y\nfoo: 1\nbar: 2\n').marked.toSorted()).toEqual([
    '[x]',
    'bar',
    'foo',
    'y',
  ]);
});

test.for(['just text', '[a, b]', '1', 'null'])('tells that the document %s is no mapping', (text) => {
  const { value, diagnostics } = decodeText(`${text}\n`);
  expect(value).toBeUndefined();
  expect(diagnostics).toHaveLength(1);
});

test('shows the path from where the node stands', () => {
  const { diagnostics } = decodeText('name: 1\n', { at: ['spec', 'source'] });
  expect(diagnostics[0]?.message).toContain('spec.source.name');
});

test('reads words in the dialect that it is told', () => {
  expect(decodeText('name: yes\n').value).toEqual({ name: 'yes' });
  expect(decodeText('name: yes\n', { dialect: 'go-yaml-v2' }).value).toBeUndefined();
});

test('takes keys in any letter case for those of the schema', () => {
  const folded = foldKeys(read('NAME: a\nImages:\n- NewTag: b\n  name: c\nLabels: {Keep: d}\n'), schema);
  expect(toPlain(folded)).toEqual({ name: 'a', images: [{ newTag: 'b', name: 'c' }], labels: { Keep: 'd' } });
});

test('leaves keys that the schema does not know, and the places of the others', () => {
  const text = 'NAME: a\nFoo: b\n';
  const folded = foldKeys(read(text), schema);
  expect(toPlain(folded)).toEqual({ name: 'a', Foo: 'b' });
  const span = folded.kind === 'map' ? folded.entries[0]?.key.origin.span : undefined;
  expect(text.slice(span?.start, span?.end)).toBe('NAME');
});

test('is the same node when no key is folded', () => {
  const root = read('name: a\nimages: [{name: b}]\nfoo: c\n');
  expect(foldKeys(root, schema)).toBe(root);
});

test.for(['text\n', 'name: {a: b}\nimages: c\n', '[{NAME: a}]\n'])(
  'folds nothing where the shape is another: %j',
  (text) => {
    expect(toPlain(foldKeys(read(text), schema))).toEqual(toPlain(read(text)));
  },
);

test('takes away keys that the schema does not know, and tells each', () => {
  const dropped: ScalarNode[] = [];
  const text = 'name: a\nfoo: 1\nimages:\n- name: b\n  bar: 2\nlabels: {any: c}\n';
  const kept = withoutUnknown(read(text), schema, (key) => dropped.push(key));
  expect(toPlain(kept)).toEqual({ name: 'a', images: [{ name: 'b' }], labels: { any: 'c' } });
  expect(dropped.map(({ value }) => value)).toEqual(['foo', 'bar']);
});

test('reports the value within a scalar document at that scalar', () => {
  expect(decodeText('just text\n').marked).toEqual(['just text']);
});
