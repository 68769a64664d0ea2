import { describe, expect, test } from 'vitest';
import { memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import type { Span } from '../../source/span.js';
import type { MapNode, Node } from '../../yaml/nodes/node.js';
import { nodeAt } from '../../yaml/nodes/node-path.js';
import { type Plain, toPlain } from '../../yaml/nodes/to-plain.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import type { Variable } from './envsubst.js';
import { isSubstitutionDisabled, type Substituted, substitute } from './substitute.js';
import type { DefinedVariable, Variables } from './variables.js';

const KNOWN: Readonly<Record<string, string>> = {
  NAME: 'prod',
  PORT: '8080',
  FLAG: 'yes',
  ZERO: '0123',
  NULL: 'null',
  QUOTE: '"',
  MAP: '{ a: 1 }',
  LIST: '[a, b]',
  COLON: 'a: b: c',
  HASH: 'a #b',
  SPACE: ' x ',
  EMPTY: '',
};

function variables(more: Readonly<Record<string, Variable>> = {}): Variables {
  const span: Span = { file: 'vars.yaml' as RepoPath, start: 1, end: 2 };
  const defined = new Map<string, DefinedVariable>();
  for (const [name, text] of Object.entries(KNOWN)) {
    defined.set(name, { variable: { kind: 'value', text }, origin: { span } });
  }
  for (const [name, variable] of Object.entries(more)) defined.set(name, { variable, origin: { span } });
  return { defined, mayBeMore: undefined, active: true, problems: [] };
}

interface Run extends Substituted {
  readonly text: string;
  readonly plain: Plain;
}

function run(text: string, strictness: 'strict' | 'lenient' = 'strict', using = variables()): Run {
  const file = memoryTree({ 'f.yaml': text }).read('f.yaml' as RepoPath);
  const root = file && parseYaml(file).documents[0]?.root;
  if (root?.kind !== 'map') throw new Error('no mapping');
  const result = substitute(root, { variables: using, strictness, textOf: () => text });
  return { ...result, text, plain: toPlain(result.body) };
}

const shown = ({ text }: Run, span: Span | undefined): string => text.slice(span?.start, span?.end);

function scalarAt(body: MapNode, ...path: readonly (string | number)[]): Node & { kind: 'scalar' } {
  const node = nodeAt(body, ...path);
  if (node?.kind !== 'scalar') throw new Error(`no scalar at ${path.join('.')}`);
  return node;
}

describe('values', () => {
  test.for<[text: string, expected: Plain]>([
    ['a: x-${NAME}-y', 'x-prod-y'],
    ['a: "${NAME}"', 'prod'],
    ["a: '${NAME}'", 'prod'],
    ['a: $${NAME}', '${NAME}'],
    ['a: ${NAME}${NAME}', 'prodprod'],
    ['a: |-\n  one ${NAME}\n  two', 'one prod\ntwo'],
    ['a: >-\n  one\n  ${NAME}', 'one prod'],
    ['a: "x\\n${NAME}"', 'x\nprod'],
    ['a: [b, { c: "${NAME}" }]', ['b', { c: 'prod' }]],
  ])('of %j become %j', ([text, expected]) => {
    expect(run(text).plain).toEqual({ a: expected });
  });

  // Flux reads the object again after it was written: what needed no quotes before loses its type.
  test.for<[text: string, expected: Plain]>([
    ['a: "${PORT}"', 8080],
    ['a: ${PORT}', 8080],
    ['a: "${PORT}:${PORT}"', '8080:8080'],
    ['a: "p${PORT}"', 'p8080'],
    ['a: "${FLAG}"', true],
    ['a: "${ZERO}"', 83],
    ['a: "${NULL}"', null],
    ['a: "${EMPTY}"', null],
    ['a: "${QUOTE}${PORT}${QUOTE}"', '8080'],
    ['a: "${HASH}"', 'a'],
    ['a: "${SPACE}"', 'x'],
    ['a: "${MAP}"', { a: 1 }],
    ['a: "${LIST}"', ['a', 'b']],
  ])('are read again: %j becomes %j', ([text, expected]) => {
    expect(run(text).plain).toEqual({ a: expected });
  });

  test('that needed quotes for another reason keep them', () => {
    expect(run('a: "@${PORT}"').plain).toEqual({ a: '@8080' });
    expect(run('a: "x: ${PORT}"').plain).toEqual({ a: 'x: 8080' });
  });

  test('keep their types where nothing is replaced', () => {
    const plain = run('a: "8080"\nb: yes\nc: "true"\nd: "${NAME}"').plain;
    expect(plain).toEqual({ a: '8080', b: 'yes', c: 'true', d: 'prod' });
  });

  test('are the very same nodes where nothing is replaced', () => {
    const { body } = run('a: { b: 1 }\nc: x');
    expect(run('a: { b: 1 }\nc: x').body).toEqual(body);
    const file = memoryTree({ 'f.yaml': 'a: 1' }).read('f.yaml' as RepoPath);
    const root = file && parseYaml(file).documents[0]?.root;
    if (root?.kind !== 'map') throw new Error('no mapping');
    expect(substitute(root, { variables: variables(), strictness: 'strict' }).body).toBe(root);
  });
});

describe('keys', () => {
  test('are replaced like values', () => {
    expect(run('a: { "${NAME}-x": 1 }').plain).toEqual({ a: { 'prod-x': 1 } });
  });

  test('count as uses', () => {
    expect(run('a: { "${NAME}": 1 }').uses.map(({ name }) => name)).toEqual(['NAME']);
  });

  test('stay as they are where they cannot be known', () => {
    const using = variables({ S: { kind: 'unknown', reason: 'encrypted' } });
    expect(run('a: { "${S}": 1 }', 'strict', using).plain).toEqual({ a: { '${S}': 1 } });
  });
});

describe('origins', () => {
  test('point at the use and at the definition, and remember the value as written', () => {
    const result = run('a: x-${NAME}-y');
    const { origin } = scalarAt(result.body, 'a');
    expect(shown(result, origin.span)).toBe('x-${NAME}-y');
    expect(origin.step).toMatchObject({ kind: 'substituted', what: 'postBuild' });
    expect(shown(result, origin.step?.by)).toBe('${NAME}');
    expect(origin.step?.from).toEqual([{ span: { file: 'vars.yaml', start: 1, end: 2 } }]);
    expect(origin.was?.span).toEqual(origin.span);
    expect(origin.was?.step).toBeUndefined();
  });

  test('name every definition once', () => {
    const { body } = run('a: ${NAME}${PORT}${NAME}');
    expect(scalarAt(body, 'a').origin.step?.from).toHaveLength(2);
  });

  test('belong to every value inside one that became a mapping', () => {
    const { body } = run('x: "${MAP}"');
    expect(scalarAt(body, 'x', 'a').origin.step?.kind).toBe('substituted');
  });

  test.for([
    ['a: ${NAME}', '${NAME}'],
    ['a: "x ${NAME}"', '${NAME}'],
    ["a: 'x ${NAME}'", '${NAME}'],
    ['a: |\n    x\n    y ${NAME} z\n', '${NAME}'],
    ['a: "\\t${NAME}"', '"\\t${NAME}"'],
    ['# é 😀\na: é ${NAME}', '${NAME}'],
    ['a: |\r\n  x\r\n  ${NAME}\r\n', '${NAME}'],
  ] as const)('uses in %j stand at %j', ([text, expected]) => {
    const result = run(text);
    expect(shown(result, result.uses[0]?.span)).toBe(expected);
  });
});

describe('uses', () => {
  test('tell whether the variable is set, and whether there is a default', () => {
    const using = variables({ S: { kind: 'unknown', reason: 'encrypted' } });
    const { uses } = run('a: ${NAME} ${X:=d} ${S}', 'strict', using);
    expect(uses).toMatchObject([
      { name: 'NAME', variable: 'set', hasDefault: false },
      { name: 'X', variable: 'unset', hasDefault: true },
      { name: 'S', variable: 'unknown', hasDefault: false },
    ]);
  });

  test('are not told twice where the text is written in another style', () => {
    expect(run('a: "it\'s ${NAME}: \\u00e9"').uses).toHaveLength(1);
  });
});

describe('problems', () => {
  test('are variables that are not set, in strict mode', () => {
    const result = run('a: x ${MISSING}\nb: ${NAME}');
    expect(result.problems).toMatchObject([{ kind: 'unset', variable: 'MISSING' }]);
    expect(shown(result, result.problems[0]?.span)).toBe('${MISSING}');
    expect(scalarAt(result.body, 'a').unknown).toBeDefined();
    expect(scalarAt(result.body, 'b').value).toBe('prod');
  });

  test('are no variables that are not set, in lenient mode', () => {
    const { problems, plain } = run('a: x${MISSING}y\nb: "${MISSING}"', 'lenient');
    expect(problems).toEqual([]);
    expect(plain).toEqual({ a: 'xy', b: null });
  });

  test('are texts that cannot be read, in both modes', () => {
    for (const mode of ['strict', 'lenient'] as const) {
      const result = run('a: "echo ${1-x}"', mode);
      expect(result.problems).toMatchObject([{ kind: 'syntax' }]);
      expect(shown(result, result.problems[0]?.span)).toMatch(/^\$\{1-/);
    }
  });

  test('are values that are no YAML any more', () => {
    const result = run('a: "${COLON}"');
    expect(result.problems).toMatchObject([{ kind: 'broken-yaml' }]);
    expect(shown(result, result.problems[0]?.span)).toBe('"${COLON}"');
  });

  test('are none where the value is unknown', () => {
    const using = variables({ S: { kind: 'unknown', reason: 'encrypted' } });
    const { problems, body } = run('a: x-${S}', 'strict', using);
    expect(problems).toEqual([]);
    expect(scalarAt(body, 'a').unknown).toBe('encrypted');
  });
});

describe('an object can opt out', () => {
  const MARK = 'kustomize.toolkit.fluxcd.io/substitute';

  test.for(['labels', 'annotations'])('by %s', (field) => {
    const result = run(`metadata: { ${field}: { ${MARK}: disabled } }\na: \${NAME} \${MISSING}`);
    expect(result.plain).toMatchObject({ a: '${NAME} ${MISSING}' });
    expect(result.problems).toEqual([]);
    expect(result.uses).toEqual([]);
    expect(isSubstitutionDisabled(result.body)).toBe(true);
  });

  test.for(['Disabled', 'DISABLED', 'true', 'enabled'])(
    'but not by %s: the mark is case-sensitive',
    (mark) => {
      const result = run(`metadata: { labels: { ${MARK}: ${mark} } }\na: \${NAME}`);
      expect(result.plain).toMatchObject({ a: 'prod' });
      expect(isSubstitutionDisabled(result.body)).toBe(false);
    },
  );

  test('and is left alone where Flux has no variable', () => {
    const using = { ...variables(), active: false };
    expect(run('a: ${NAME} ${MISSING}', 'strict', using).plain).toEqual({ a: '${NAME} ${MISSING}' });
  });
});

describe('a value with a variable that is not known', () => {
  const using = variables({ S: { kind: 'unknown', reason: 'encrypted' } });

  test.for([
    ['a: ${NAME}-${S}', 'prod-${S}'],
    ['a: ${S:=x}-${NAME}', '${S:=x}-prod'],
    ['a: $${HOME}/${S}', '${HOME}/${S}'],
    ['a: ${MISSING:=${S}}', '${MISSING:=${S}}'],
  ] as const)('has all of "%s" that is certain put in', ([text, known]) => {
    const { body } = run(text, 'lenient', using);
    expect(scalarAt(body, 'a')).toMatchObject({ value: known, unknown: 'encrypted' });
  });

  test('is known where the variable is only the default of another one that is set', () => {
    expect(scalarAt(run('a: ${NAME:=${S}}', 'strict', using).body, 'a')).toMatchObject({ value: 'prod' });
    expect(scalarAt(run('a: ${NAME:=${S}}', 'strict', using).body, 'a').unknown).toBeUndefined();
    expect(scalarAt(run('a: ${EMPTY:=${S}}', 'strict', using).body, 'a').unknown).toBe('encrypted');
  });

  test('is not read for variables once more', () => {
    const first = run('a: ${S}', 'lenient', using).body;
    const again = substitute(first, { variables: variables(), strictness: 'strict' });
    expect(again.uses).toEqual([]);
    expect(again.problems).toEqual([]);
    expect(again.body).toBe(first);
  });
});

test('a date that a variable brings stays the text that it is', () => {
  const using = variables({ DAY: { kind: 'value', text: '2026-12-31' } });
  const { plain } = run('until: ${DAY}\nat: ${DAY}T10:00:00Z', 'strict', using);
  expect(plain).toEqual({ until: '2026-12-31', at: '2026-12-31T10:00:00Z' });
});

test('a line of a block in which a variable was replaced knows its line and its variable', () => {
  const { body } = run('a: |\n  one\n  x: ${NAME}\n  y: ${PORT}\n');
  const node = scalarAt(body, 'a');
  expect([...(node.lineSteps ?? [])].map(([line, { from }]) => [line, from?.length])).toEqual([
    [1, 1],
    [2, 1],
  ]);
  expect(node.lines).toHaveLength(4);
});
