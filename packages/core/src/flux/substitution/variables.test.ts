import { describe, expect, test } from 'vitest';
import { memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import type { MapNode } from '../../yaml/nodes/node.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import type { Variable } from './envsubst.js';
import { type FindVariableSource, lookUpVariable, type Variables, variablesOf } from './variables.js';

function parse(text: string, path = 'f.yaml'): MapNode {
  const file = memoryTree({ [path]: text }).read(path as RepoPath);
  const root = file && parseYaml(file).documents[0]?.root;
  if (root?.kind !== 'map') throw new Error('no mapping');
  return root;
}

/** The variables of a `postBuild`, with the ConfigMaps and Secrets that exist. */
function gather(postBuild: string, ...objects: readonly string[]): Variables {
  const bodies = objects.map((each, at) => parse(each, `${at}.yaml`));
  const find: FindVariableSource = (kind, name) => {
    const body = bodies.find((each) => {
      const text = JSON.stringify(each);
      return text.includes(`"value":"${kind}"`) && text.includes(`"value":"${name}"`);
    });
    if (body) return { kind: 'found', body };
    return name.startsWith('gone') ? { kind: 'missing' } : { kind: 'unknown', reason: `${kind} ${name}` };
  };
  return variablesOf(parse(`spec: { postBuild: ${postBuild} }`), find);
}

const value = (text: string): Variable => ({ kind: 'value', text });

describe('inline variables', () => {
  test('are text, wherever they are quoted', () => {
    const variables = gather(`{ substitute: { a: one, b: "2", c: '' } }`);
    expect(['a', 'b', 'c'].map((name) => lookUpVariable(variables, name))).toEqual([
      value('one'),
      value('2'),
      value(''),
    ]);
    expect(variables.problems).toEqual([]);
  });

  test('lose their line breaks', () => {
    expect(lookUpVariable(gather('{ substitute: { a: "x\\ny\\n" } }'), 'a')).toEqual(value('xy'));
  });

  test.for(['1', 'true', '1.5', 'null', '[a]', '{ a: b }'])(
    'that are %s are a problem at their place',
    (text) => {
      const { problems } = gather(`{ substitute: { a: ${text} } }`);
      expect(problems).toMatchObject([{ kind: 'not-text', span: { file: 'f.yaml' } }]);
      expect(problems[0]?.message).toContain('a');
    },
  );

  test.for(['cluster-name', 'values.yaml', '1st', 'a b', 'ä', '"" '])(
    'called %j are a problem: no object can be substituted then',
    (name) => {
      expect(gather(`{ substitute: { ${name}: x } }`).problems).toMatchObject([{ kind: 'bad-name' }]);
    },
  );

  test.for(['_', 'a1', 'CLUSTER_NAME', '_9'])('may be called %s', (name) => {
    expect(gather(`{ substitute: { ${name}: x } }`).problems).toEqual([]);
  });

  test('know the characters that define them', () => {
    const text = 'spec: { postBuild: { substitute: { a: "one" } } }';
    const origin = variablesOf(parse(text), () => ({ kind: 'missing' })).defined.get('a')?.origin;
    expect(text.slice(origin?.span.start, origin?.span.end)).toBe('"one"');
  });
});

describe('variables from ConfigMaps and Secrets', () => {
  const CONFIG = 'kind: ConfigMap\nmetadata: { name: vars }\ndata: { a: one, b: two, n: "5" }\n';

  test('are all keys of data', () => {
    const variables = gather('{ substituteFrom: [{ kind: ConfigMap, name: vars }] }', CONFIG);
    expect([...variables.defined.keys()]).toEqual(['a', 'b', 'n']);
    expect(lookUpVariable(variables, 'b')).toEqual(value('two'));
    expect(variables.defined.get('b')?.origin.span.file).toBe('0.yaml');
  });

  test('of a later reference win over an earlier one', () => {
    const other = 'kind: ConfigMap\nmetadata: { name: more }\ndata: { a: other }\n';
    const forward = '{ substituteFrom: [{ kind: ConfigMap, name: vars }, { kind: ConfigMap, name: more }] }';
    const backward = '{ substituteFrom: [{ kind: ConfigMap, name: more }, { kind: ConfigMap, name: vars }] }';
    expect(lookUpVariable(gather(forward, CONFIG, other), 'a')).toEqual(value('other'));
    expect(lookUpVariable(gather(backward, CONFIG, other), 'a')).toEqual(value('one'));
  });

  test('lose to inline ones', () => {
    const both = '{ substitute: { a: inline }, substituteFrom: [{ kind: ConfigMap, name: vars }] }';
    const variables = gather(both, CONFIG);
    expect(lookUpVariable(variables, 'a')).toEqual(value('inline'));
    expect(variables.defined.get('a')?.origin.span.file).toBe('f.yaml');
  });

  test('lose their line breaks', () => {
    const lines = 'kind: ConfigMap\nmetadata: { name: vars }\ndata:\n  a: |\n    x\n    y\n';
    const variables = gather('{ substituteFrom: [{ kind: ConfigMap, name: vars }] }', lines);
    expect(lookUpVariable(variables, 'a')).toEqual(value('xy'));
  });

  test('are a problem where a key is no name', () => {
    const dotted = 'kind: ConfigMap\nmetadata: { name: vars }\ndata: { values.yaml: x }\n';
    const { problems } = gather('{ substituteFrom: [{ kind: ConfigMap, name: vars }] }', dotted);
    expect(problems).toMatchObject([{ kind: 'bad-name', span: { file: '0.yaml' } }]);
  });

  test('of a Secret are decoded', () => {
    const secret = 'kind: Secret\nmetadata: { name: vars }\ndata: { a: aGVsbG8= }\n';
    const variables = gather('{ substituteFrom: [{ kind: Secret, name: vars }] }', secret);
    expect(lookUpVariable(variables, 'a')).toEqual(value('hello'));
  });

  test('of stringData win over data', () => {
    const secret =
      'kind: Secret\nmetadata: { name: vars }\nstringData: { a: plain }\ndata: { a: aGVsbG8= }\n';
    const variables = gather('{ substituteFrom: [{ kind: Secret, name: vars }] }', secret);
    expect(lookUpVariable(variables, 'a')).toEqual(value('plain'));
  });

  test('of a ConfigMap do not come from stringData', () => {
    const odd = 'kind: ConfigMap\nmetadata: { name: vars }\nstringData: { a: plain }\n';
    expect(gather('{ substituteFrom: [{ kind: ConfigMap, name: vars }] }', odd).defined.size).toBe(0);
  });

  test.for([
    ['a SOPS document', 'data: { a: aGVsbG8= }\nsops: { mac: x }\n'],
    ['an encrypted value', 'stringData: { a: "ENC[AES256_GCM,data:x]" }\n'],
  ] as const)('of %s are known by name only', ([, body]) => {
    const variables = gather(
      '{ substituteFrom: [{ kind: Secret, name: vars }] }',
      `kind: Secret\nmetadata: { name: vars }\n${body}`,
    );
    const known = lookUpVariable(variables, 'a');
    expect(known.kind).toBe('unknown');
    expect(JSON.stringify(known)).toContain('vars');
    expect(lookUpVariable(variables, 'b')).toEqual({ kind: 'unset' });
  });

  test('are a problem where the object is missing, unless that is optional', () => {
    const missing = gather('{ substituteFrom: [{ kind: ConfigMap, name: gone }] }');
    expect(missing.problems).toMatchObject([{ kind: 'missing-source' }]);
    expect(missing.problems[0]?.message).toContain('gone');
    const optional = gather('{ substituteFrom: [{ kind: ConfigMap, name: gone, optional: true }] }');
    expect(optional.problems).toEqual([]);
  });

  test('may be any where the object cannot be seen', () => {
    const variables = gather('{ substitute: { a: x }, substituteFrom: [{ kind: Secret, name: hidden }] }');
    expect(lookUpVariable(variables, 'a')).toEqual(value('x'));
    expect(lookUpVariable(variables, 'b')).toEqual({ kind: 'unknown', reason: 'Secret hidden' });
  });
});

describe('substitution happens', () => {
  test.for([
    ['{}', false],
    ['{ substitute: {} }', false],
    ['{ substituteFrom: [] }', false],
    ['{ substituteFrom: [{ kind: ConfigMap, name: gone, optional: true }] }', false],
    ['{ substitute: { a: x } }', true],
    ['{ substituteStrategy: Always }', true],
    ['{ substituteStrategy: Other }', false],
    ['{ substituteFrom: [{ kind: Secret, name: hidden }] }', true],
  ] as const)('with %s: %s', ([postBuild, active]) => {
    expect(gather(postBuild).active).toBe(active);
  });
});

test.for([
  'substitute',
  '[]',
  '7',
  '{ substitute: [a] }',
  '{ substituteFrom: { kind: Secret } }',
  '{ substituteFrom: [x] }',
])('says nothing of a postBuild that is %s', (postBuild) => {
  const variables = gather(postBuild);
  expect(variables.defined.size).toBe(0);
  expect(variables.problems).toEqual([]);
});

test.for<[string, string]>([
  ['2026-01-01', '2026-01-01T00:00:00Z'],
  ['2026-01-01T08:30:00Z', '2026-01-01T08:30:00Z'],
  ['"2026-01-01"', '2026-01-01'],
])('a date %s reaches the cluster as the text %s', ([written, text]) => {
  const { defined, problems } = gather(`{ substitute: { since: ${written} } }`);
  expect(problems).toEqual([]);
  expect(defined.get('since')?.variable).toEqual(value(text));
});

test('a variable that is an alias is defined where it is named', () => {
  const root = parse('metadata: { name: &app shop }\nspec: { postBuild: { substitute: { APP: *app } } }');
  const { defined } = variablesOf(root, () => ({ kind: 'missing' }));
  const origin = defined.get('APP')?.origin;
  expect(origin?.span.start).toBe(65);
  expect(origin?.was?.span.start).toBeLessThan(40);
});
