import { describe, expect, test } from 'vitest';
import { memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import { secretPlaces } from './secret-places.js';

/** What of a file is a value of a Secret. */
function secrets(text: string, path = 'a.yaml', more: Readonly<Record<string, string>> = {}): string[] {
  const tree = memoryTree({ [path]: text, ...more });
  return secretPlaces(path as RepoPath, tree).map(({ start, end }) => text.slice(start, end));
}

describe('the values of a Secret', () => {
  test.for<[where: string, text: string, expected: readonly string[]]>([
    ['in a document', 'kind: Secret\ndata: { a: eA== }\nstringData: { b: plain }\n', ['eA==', 'plain']],
    ['in a list', 'kind: List\nitems: [{ kind: Secret, stringData: { b: plain } }]', ['plain']],
    ['in a template', 'kind: ResourceSet\nspec: { resources: [{ kind: Secret, data: { a: x } }] }', ['x']],
    [
      'in a patch',
      'patches:\n- patch: |\n    kind: Secret\n    metadata: { name: s }\n    stringData:\n      a: plain\n',
      ['plain'],
    ],
    [
      'in a template in text',
      'kind: ResourceSet\nspec:\n  resourcesTemplate: |\n    kind: Secret\n    stringData: { a: plain }\n',
      ['plain'],
    ],
    [
      'in operations on it',
      'patches:\n- target: { kind: Secret }\n  patch: |\n    - { op: add, path: /stringData/a, value: plain }\n',
      ['plain'],
    ],
    ['of a generator', 'secretGenerator: [{ name: s, literals: [a=plain, b=] }]', ['plain', '']],
    ['of a generator that is a plugin', 'kind: SecretGenerator\nliterals: ["a=plain"]', ['plain']],
  ])('stand %s', ([, text, expected]) => {
    expect(secrets(text)).toEqual(expected);
  });

  test('are whole lines of text as well', () => {
    expect(secrets('kind: Secret\nstringData:\n  a: |\n    one\n    two\n').join('')).toContain('two');
  });

  test('are everything in a file that nobody can read', () => {
    const text = 'kind: Secret\ndata: { a: [\n';
    expect(secrets(text)).toEqual([text]);
  });

  test('are everything in a file that a generator reads', () => {
    const more = {
      'x/kustomization.yaml': 'secretGenerator: [{ files: [k=../y/a.txt], envs: [b.env], env: c.env }]',
    };
    expect(secrets('plain', 'y/a.txt', more)).toEqual(['plain']);
    expect(secrets('A=plain', 'x/b.env', more)).toEqual(['A=plain']);
    expect(secrets('A=plain', 'x/c.env', more)).toEqual(['A=plain']);
    expect(secrets('A=plain', 'c.env', more)).toEqual([]);
  });

  test.for(
    [
      'kind: Secret\ndata: { a: "ENC[AES256]" }',
      'kind: ConfigMap\ndata: { a: b }',
      'kind: Kustomization\nspec: { decryption: { secretRef: { name: Secret } } }',
      'kind: Secret\ndata: text\nstringData: [',
      'secretGenerator: x',
      '',
    ].filter((text) => !text.includes('[\n')),
  )('are none in %j', (text) => {
    if (!text.endsWith('[')) expect(secrets(text).filter((each) => each !== 'text')).toEqual([]);
  });
});
