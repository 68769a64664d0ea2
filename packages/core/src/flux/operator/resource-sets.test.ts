import { describe, expect, test } from 'vitest';
import { toObject } from '../../kubernetes/object.js';
import { memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import { nodeAt, textAt } from '../../yaml/nodes/node-path.js';
import { type Plain, toPlain } from '../../yaml/nodes/to-plain.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { type ResourceSetObjects, resourceSetObjects } from './resource-sets.js';

function make(spec: string, provider?: string): ResourceSetObjects & { readonly plain: Plain[] } {
  const parse = (text: string, path: string) => {
    const file = memoryTree({ [path]: text }).read(path as RepoPath);
    const root = file && parseYaml(file).documents[0]?.root;
    if (root?.kind !== 'map') throw new Error('no mapping');
    return toObject(root, []);
  };
  const set = parse(
    `kind: ResourceSet\nmetadata: { name: set, namespace: apps }\nspec:\n${spec}`,
    'set.yaml',
  );
  const made = resourceSetObjects(set, (name) =>
    provider !== undefined && name === 'inputs' ? parse(provider, 'provider.yaml') : undefined,
  );
  return { ...made, plain: made.objects.map(({ body }) => toPlain(body)) };
}

const names = ({ objects }: ResourceSetObjects): string[] => objects.map(({ id }) => id.name);

const TEMPLATE = `  resources:
  - apiVersion: v1
    kind: ConfigMap
    metadata: { name: "app-<< inputs.team >>", namespace: "<< inputs.team >>" }
    data: { size: "<< inputs.size >>", note: "for << inputs.team >> and <<inputs.team>>" }
`;

describe('templates', () => {
  test('make an object for each input', () => {
    const made = make(`  inputs: [{ team: a, size: "1" }, { team: b, size: "2" }]\n${TEMPLATE}`);
    expect(names(made)).toEqual(['app-a', 'app-b']);
    expect(made.plain[0]).toMatchObject({
      metadata: { name: 'app-a', namespace: 'a' },
      data: { size: 1, note: 'for a and a' },
    });
    expect(made.openings).toEqual([]);
  });

  test('stand for themselves without inputs', () => {
    expect(names(make('  resources: [{ kind: Namespace, metadata: { name: n } }]'))).toEqual(['n']);
  });

  test('that come out equal make one object', () => {
    expect(
      names(make('  inputs: [{ a: 1 }, { a: 2 }]\n  resources: [{ kind: A, metadata: { name: n } }]')),
    ).toEqual(['n']);
  });

  test('keep their quotes with quote', () => {
    const made = make(
      `  inputs: [{ a: "8080" }]\n  resources: [{ kind: A, metadata: { name: n }, x: << inputs.a | quote >> }]`,
    );
    expect(made.plain[0]).toMatchObject({ x: '8080' });
  });

  test('reach into inputs, and know the set itself', () => {
    const made = make(
      `  inputs: [{ team: { id: x } }]\n  resources: [{ kind: A, metadata: { name: "<< inputs.team.id >>-<< inputs.provider.name >>", namespace: << inputs.provider.namespace >> } }]`,
    );
    expect(made.objects.map(({ id }) => [id.namespace, id.name])).toEqual([['apps', 'x-set']]);
  });

  test('stand in steps as well', () => {
    const made = make('  steps: [{ name: one, resources: [{ kind: A, metadata: { name: n } }] }]');
    expect(names(made)).toEqual(['n']);
  });

  test('remember the input that they took', () => {
    const { objects } = make(`  inputs: [{ team: a, size: "1" }]\n${TEMPLATE}`);
    const origin = nodeAt(objects[0]?.body, 'metadata', 'name')?.origin;
    expect(origin?.step).toMatchObject({ kind: 'replaced', what: 'inputs' });
    expect(origin?.step?.from).toHaveLength(1);
    expect(origin?.was?.step).toBeUndefined();
  });
});

describe('what is not evaluated', () => {
  test('in a value makes it unknown', () => {
    const made = make(
      `  inputs: [{ a: b }]\n  resources: [{ kind: A, metadata: { name: n }, x: "<< inputs.a | sha256sum >>" }]`,
    );
    expect(names(made)).toEqual(['n']);
    expect(textAt(made.objects[0]?.body, 'x')).toBeUndefined();
    expect(made.openings).toEqual([]);
  });

  test.for(['<< inputs.gone >>', '<< .x >>', '<<- if inputs.a >>x<<- end >>', '<< inputs.a | sha256sum >>'])(
    'in a name makes an opening: %s',
    (name) => {
      const made = make(`  inputs: [{ a: b }]\n  resources: [{ kind: A, metadata: { name: "${name}" } }]`);
      expect(made.objects).toEqual([]);
      expect(made.openings).toHaveLength(1);
      expect(made.openings[0]?.reason).toContain('set');
      expect(made.openings[0]?.span.file).toBe('set.yaml');
    },
  );

  test('is a template of text with more than values in it', () => {
    const made = make(
      '  inputs: [{ a: b }]\n  resourcesTemplate: |\n    <<- range $x := inputs.a >>\n    kind: A\n    metadata: { name: a }\n    <<- end >>\n  resources: [{ kind: A, metadata: { name: n } }]',
    );
    expect(names(made)).toEqual(['n']);
    expect(made.openings).toMatchObject([{ code: 'flux/resource-set' }]);
  });

  test('are inputs that are combined with one another', () => {
    const made = make(`  inputStrategy: { name: Permute }\n  inputs: [{ team: a, size: "1" }]\n${TEMPLATE}`);
    expect(made.objects).toEqual([]);
    expect(made.openings).toHaveLength(1);
  });

  test('are inputs that only the cluster knows', () => {
    const made = make(`  inputsFrom: [{ name: inputs }]\n${TEMPLATE}`, 'spec: { type: GitHubPullRequest }');
    expect(made.objects).toEqual([]);
    expect(made.openings).toHaveLength(1);
  });

  test('are inputs of a provider that is not in the files', () => {
    expect(make(`  inputsFrom: [{ name: gone }]\n${TEMPLATE}`).openings).toHaveLength(1);
  });

  test('are inputs that a selector finds', () => {
    expect(
      make(`  inputsFrom: [{ selector: { matchLabels: { a: b } } }]\n${TEMPLATE}`).openings,
    ).toHaveLength(1);
  });
});

describe('what is left out', () => {
  const mark = (value: string): string =>
    `resources: [{ kind: A, metadata: { name: "<< inputs.a >>", annotations: { fluxcd.controlplane.io/reconcile: ${value} } } }]`;

  test('is marked so, by the template or by an input', () => {
    const made = make(
      `  inputs: [{ a: p, on: disabled }, { a: q, on: enabled }]\n  ${mark('<< inputs.on >>')}`,
    );
    expect(names(made)).toEqual(['q']);
    expect(make(`  inputs: [{ a: x }]\n  ${mark('disabled')}`).objects).toEqual([]);
    expect(names(make(`  inputs: [{ a: x }]\n  ${mark('Disabled')}`))).toEqual(['x']);
  });

  test('is nothing without inputs', () => {
    expect(names(make(`  ${mark('disabled').replace('"<< inputs.a >>"', 'n')}`))).toEqual(['n']);
  });

  test('is not known where the mark is not', () => {
    const made = make(`  inputs: [{ a: x }]\n  ${mark(`'<< if eq inputs.a "x" >>disabled<< end >>'`)}`);
    expect(made.objects).toEqual([]);
    expect(made.openings).toMatchObject([{ kinds: ['A'], name: 'x' }]);
  });

  test('is everything of a set that is switched off', () => {
    const spec = '  resources: [{ kind: A, metadata: { name: n } }]';
    const text = `kind: ResourceSet\nmetadata: { name: set, annotations: { fluxcd.controlplane.io/reconcile: Disabled } }\nspec:\n${spec}`;
    const file = memoryTree({ 'set.yaml': text }).read('set.yaml' as RepoPath);
    const root = file && parseYaml(file).documents[0]?.root;
    if (root?.kind !== 'map') throw new Error('no mapping');
    const made = resourceSetObjects(toObject(root, []), () => undefined);
    expect(made.objects).toEqual([]);
    expect(made.openings).toHaveLength(1);
  });
});

test('a text of several documents makes an object of each, for each input', () => {
  const made = make(`  commonMetadata: { labels: { l: v } }
  inputs: [{ team: a }, { team: b }]
  resourcesTemplate: |
    ---
    kind: A
    metadata: { name: shared }
    ---
    kind: A
    metadata:
      name: << inputs.team | quote >>
      namespace: team-
        <<- inputs.team >>
`);
  expect(made.openings).toEqual([]);
  expect(names(made)).toEqual(['shared', 'a', 'b']);
  expect(made.plain[0]).toEqual({ kind: 'A', metadata: { name: 'shared', labels: { l: 'v' } } });
});

test.for<[expression: string, expected: Plain]>([
  ['inputs.text | quote', 'x y'],
  ['inputs.number', 3],
  ['inputs.number | quote', '3'],
  ['inputs.text3 | int', 3],
  ['inputs.text3', 3],
  ['quote inputs.text3', '3'],
  ['inputs.flag', true],
  ['inputs.text | upper', 'X Y'],
  ['inputs.deep.value | default "d" | squote', 'v'],
  ['get inputs "gone" | default inputs.text', 'x y'],
  ['get inputs "text" | default "d"', 'x y'],
  ['inputs.zero | default "7"', 7],
  ['get inputs "gone"', null],
  ['"a | b"', 'a | b'],
  ['inputs.provider.kind', 'ResourceSet'],
])('%s comes to %j', ([expression, expected]) => {
  const made = make(
    `  inputs: [{ text: x y, text3: "3", number: 3, flag: true, zero: 0, deep: { value: v } }]\n  resources: [{ kind: A, metadata: { name: n }, x: '<< ${expression} >>' }]`,
  );
  const node = nodeAt(made.objects[0]?.body, 'x');
  expect(node && toPlain(node)).toEqual(expected);
});

test.for([
  'inputs.gone',
  'inputs.list',
  'inputs.deep',
  'inputs.number | add 1',
  '.x',
  'inputs.text |',
  '"',
  'x',
])('%s is not evaluated', (expression) => {
  const made = make(
    `  inputs: [{ text: x, number: 3, list: [a], deep: { value: v } }]\n  resources: [{ kind: A, metadata: { name: n }, x: '<< ${expression} >>' }]`,
  );
  expect(nodeAt(made.objects[0]?.body, 'x')).toHaveProperty('unknown');
});

test('an input says who provides it', () => {
  const made = make(
    '  inputsFrom: [{ name: inputs }]\n  resources: [{ kind: A, metadata: { name: << inputs.provider.kind >> } }]',
    'metadata: { name: inputs }\nspec: { type: Static, defaultValues: { provider: { kind: x } } }',
  );
  expect(names(made)).toEqual(['ResourceSetInputProvider']);
});

test('a static provider brings its values', () => {
  const made = make(
    `  inputsFrom: [{ name: inputs }]\n${TEMPLATE}`,
    'spec: { type: Static, defaultValues: { team: c, size: "3" } }',
  );
  expect(names(made)).toEqual(['app-c']);
  expect(made.openings).toEqual([]);
});

test.for([
  '  7',
  '  []',
  '  resources: x',
  '  resources: [x, [y]]',
  '  inputs: x\n  resources: [{ kind: A }]',
  '  steps: [x]',
])('survives a spec of %j', (spec) => {
  expect(make(spec).openings).toEqual([]);
});
