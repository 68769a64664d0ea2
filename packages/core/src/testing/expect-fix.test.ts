import { expect, test } from 'vitest';
import { defineRule, type Edits, type Place, type Rule } from '../lint/findings/rule.js';
import type { RepoPath } from '../source/repo-path.js';
import { textAt } from '../yaml/nodes/node-path.js';
import { parseYaml } from '../yaml/read/parse-yaml.js';
import { expectFix } from './expect-fix.js';
import { repo } from './repo.js';

/** A rule about a value of a file, with a fix. */
function fixing(
  wrong: (value: string) => boolean,
  fix: (edits: Edits, at: Place, value: string) => unknown,
  safety: 'safe' | 'unsafe' = 'safe',
): Rule {
  return defineRule({
    id: 'fixing',
    title: 'A value is wrong',
    why: 'It fails.',
    category: 'style',
    severity: 'error',
    confidence: 'certain',
    stability: 'stable',
    since: '0.1.0',
    messages: { found: 'It is wrong.' },
    *check(model, { finding }) {
      const file = model.tree.read('a.yaml' as RepoPath);
      const value = file && textAt(parseYaml(file).documents[0]?.root, 'a');
      if (!file || value === undefined || !wrong(value)) return;
      const at: Place = { in: file, path: ['a'] };
      yield finding('found', at, {
        fix: { title: 'Mend it', safety, edits: (edits) => void fix(edits, at, value) },
      });
    },
  });
}

const good = fixing(
  (value) => value === 'bad',
  (edits, at) => edits.set(at, 'good'),
);

const before = repo`
# === b.yaml
a: bad
# === a.yaml
a: bad # why
`;

test('is content where the fix gives the text, byte by byte', () => {
  expectFix(good, before, { 'a.yaml': 'a: good # why\n' });
});

test.for<[string, Record<string, string>]>([
  ['the text is another one', { 'a.yaml': 'a: better # why\n' }],
  ['only a blank differs', { 'a.yaml': 'a: good  # why\n' }],
  ['nothing should change', {}],
  ['another file should change, too', { 'a.yaml': 'a: good # why\n', 'b.yaml': 'a: good' }],
])('fails where %s', ([, after]) => {
  expect(() => expectFix(good, before, after)).toThrow('instead of');
});

test('fails where a file should change and the rule has no fix', () => {
  const fixless = fixing(
    (value) => value === 'bad',
    () => {},
  );
  expect(() => expectFix(fixless, before, { 'a.yaml': 'a: good # why\n' })).toThrow('a.yaml');
});

test('makes unsafe fixes only where they are asked for', () => {
  const unsafe = fixing(
    (value) => value === 'bad',
    (edits, at) => edits.set(at, 'good'),
    'unsafe',
  );
  expectFix(unsafe, before, {});
  expectFix(unsafe, before, { 'a.yaml': 'a: good # why\n' }, { fixes: 'unsafe' });
});

test('fails where the fix does not make the finding go away', () => {
  const endless = fixing(
    () => true,
    (edits, at, value) => edits.set(at, value === 'bad' ? 'good' : 'bad'),
  );
  expect(() => expectFix(endless, before, { 'a.yaml': 'a: bad # why\n' })).toThrow('fixing');
});

test('fails where the fix changes more than it says', () => {
  const broken = fixing(
    (value) => value === 'bad',
    (edits, at) => edits.wrap(at, 'name'),
  );
  expect(() => expectFix(broken, before, {})).toThrow('Mend it');
});

test('fails where the rule crashes', () => {
  const crashing = fixing(
    () => {
      throw new Error('out of luck');
    },
    () => {},
  );
  expect(() => expectFix(crashing, before, {})).toThrow('out of luck');
});
