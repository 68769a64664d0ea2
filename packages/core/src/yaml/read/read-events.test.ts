import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import fg from 'fast-glob';
import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import type { Place } from '../nodes/scalar-places.js';
import type { YamlDocument } from './parsed-yaml.js';
import { readDocuments } from './read-documents.js';
import { readEvents } from './read-events.js';

const place: Place = (start, end) => ({ file: 'a.yaml' as RepoPath, start, end });

/** What the quick way reads of a text, and the thorough one; documents without content have nothing to compare. */
function bothWays(text: string): { readonly quick: unknown; readonly thorough: unknown } | undefined {
  const quick = readEvents(text, place);
  if (!quick) return undefined;
  const { documents, diagnostics } = readDocuments(text, place);
  const withRoot = (each: Pick<YamlDocument, 'root'>): boolean => each.root !== undefined;
  return {
    quick: {
      documents: quick.map(({ root, oddKeys }) => ({ root, oddKeys, broken: false })).filter(withRoot),
      diagnostics: [],
    },
    thorough: { documents: documents.filter(withRoot), diagnostics },
  };
}

test.for([
  'a: 1\nb:\n  c: [x, "y", {z: 1}]\n  d: |\n    text\n\n  e: >-\n    folded\n    text\n',
  '---\n# a comment\na: b # another\n---\n- c\n- - d\n  - e: f\n    g:\n',
  'a: &anchor\n  b: c\nd: *anchor\ne:\n  <<: *anchor\n  f: g\n',
  'spec:\n  &app web:\n    x: 1\n',
  'a: {b, c: , d: 1}\n',
  "a: \"\\u0041\n  b\"\nc: 'it''s'\n",
  'a: |+\n  kept\n\n\nb: |-\n  cut\n\n',
  'a: |\n  no line break at the end',
  '8080: odd\n',
  '',
  '# nothing\n',
])('reads %j as the thorough way does', (text) => {
  const read = bothWays(text);
  expect(read).toBeDefined();
  expect(read?.quick).toEqual(read?.thorough);
});

test.for<[reason: string, text: string]>([
  ['tabs', 'a:\tb\n'],
  ['carriage returns', 'a: b\r\n'],
  ['a directive', '%YAML 1.1\n---\na: b\n'],
  ['the end of a document', 'a: b\n...\n'],
  ['blanks before the first character, which js-yaml does not count', ' ---\na: b\n'],
  ['a JSON patch', '[{"op": "remove", "path": "/a"}]\n'],
  ['a tag', 'a: !!str 1\n'],
  ['a key behind a question mark', '? a\n: b\n'],
  ['a mapping as a key', '{a: b}: c\n'],
  ['a pair without braces', 'a: [b: c]\n'],
  ['an item without a value', 'a:\n  -\n  - b\n'],
  ['a text alone', 'text\n'],
  ['an indentation indicator', 'a: |2\n   b\n'],
  ['an indentation indicator behind another one', 'a: |-2\n   b\n'],
  ['a block scalar without content', 'a: |\n\nb: c\n'],
  ['a mapping on the line of its key, which js-yaml takes behind an anchor', 'a: &b c: d\n'],
  ['an anchor that touches its value, which js-yaml takes', 'a: &b[c]\n'],
  ['something behind brackets, which js-yaml takes', 'a:\n- {b: c}d: e\n'],
  ['a colon on another line within brackets', 'a: {b\n: , c: d}\n'],
  ['keys that are longer than Go looks', `${'a'.repeat(1025)}: b\n`],
  ['two anchors on a line', 'a:\n  &m &k b: c\n'],
  ['escapes of characters that there are not', 'a: "\\U00110000"\n'],
  ['an escaped line break before an empty line', 'a: "x\\\n\n  y"\n'],
  ['a last line of blanks', 'a: |\n  x\n   '],
  ['duplicate keys', 'a: 1\na: 2\n'],
  ['an alias without an anchor', 'a: *b\n'],
  ['broken text', 'a: b: c\n'],
  ['more brackets than js-yaml counts', `a: ${'['.repeat(150)}${']'.repeat(150)}\n`],
])('leaves %s to the thorough way', ([, text]) => {
  expect(readEvents(text, place)).toBeUndefined();
});

test('reads the files of the examples as the thorough way does, nearly all of them', () => {
  const examples = fileURLToPath(new URL('../../../../../examples', import.meta.url));
  const files = fg.sync('**/*.yaml', { cwd: examples, absolute: true, ignore: ['**/node_modules/**'] });
  let quick = 0;
  for (const file of files) {
    const read = bothWays(readFileSync(file, 'utf8'));
    if (read) quick++;
    expect(read?.quick, file).toEqual(read?.thorough);
  }
  expect(quick / files.length).toBeGreaterThan(0.9);
});

// Stretches of a manifest with a few wrong characters: many are broken, and the quick way must leave those alone.
const MANIFEST = `---
# A comment
apiVersion: v1
kind: ConfigMap
metadata:
  name: web # another
  labels: {app: web, tier: "front", empty: }
  annotations: &notes
    a/b: 'it''s'
data:
  script: |
    if true; then
      echo "a: b"
    fi

  folded: >-
    some text

    and more
  plain: some words
    and more
  nothing:
---
spec:
  template:
    <<: &defaults
      replicas: 0644
  ports:
    - 80
    - name: http
      port: 8080
  args: ["-a", b, [c, {d: e}]]
  &key name: *defaults
- - a
  - b: |+
      kept

- c
`.split('\n');
const BITS = [
  ...[
    ' ',
    '  ',
    '\n',
    ':',
    ': ',
    '- ',
    '#',
    ' #',
    '"',
    "'",
    '|',
    '>',
    '|-',
    '>+',
    '|2',
    '{',
    '}',
    '[',
    ']',
    ',',
  ],
  ...[
    '&a ',
    '*a',
    '!',
    '!!str ',
    '? ',
    '<<: ',
    '---\n',
    '...\n',
    '%',
    '\\',
    '\\n',
    '~',
    '{}',
    '[]',
    '""',
    '\t',
  ],
  ...[
    '&a k: v',
    '&b',
    '[a: b]',
    '{a, b: c}',
    '{a: , b: }',
    '[a, ]',
    '"a\n  b"',
    'é',
    '😀',
    '\n  \n',
    '- |\n',
  ],
];

test('never reads a text otherwise than the thorough way', () => {
  const edit = fc.record({
    at: fc.nat(400),
    remove: fc.constantFrom(0, 0, 0, 1, 2),
    insert: fc.constantFrom(...BITS),
  });
  const stretch = fc.record({ from: fc.nat(MANIFEST.length - 1), count: fc.integer({ min: 1, max: 25 }) });
  const texts = fc
    .tuple(stretch, fc.array(edit, { maxLength: 3 }), fc.boolean())
    .map(([{ from, count }, edits, ends]) =>
      edits.reduce(
        (text, { at, remove, insert }) => {
          const place = at % (text.length + 1);
          return text.slice(0, place) + insert + text.slice(place + remove);
        },
        MANIFEST.slice(from, from + count).join('\n') + (ends ? '\n' : ''),
      ),
    );
  let quick = 0;
  fc.assert(
    fc.property(texts, (text) => {
      const read = bothWays(text);
      if (read) quick++;
      expect(read?.quick).toEqual(read?.thorough);
    }),
    { numRuns: 4000 },
  );
  expect(quick).toBeGreaterThan(300);
});
