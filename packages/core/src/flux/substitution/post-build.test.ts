import { describe, expect, test } from 'vitest';
import { toObject } from '../../kubernetes/object.js';
import { memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import { nodeAt, textAt } from '../../yaml/nodes/node-path.js';
import { toPlain } from '../../yaml/nodes/to-plain.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { finishObjects, type PostBuild } from './post-build.js';

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: "${NAME:=c}" }\n';

function finish(
  spec: string,
  objects: string = CONFIG,
  strictness: 'strict' | 'lenient' = 'strict',
): PostBuild {
  const tree = memoryTree({ 'flux.yaml': `spec: ${spec}`, 'o.yaml': objects });
  const roots = (path: string) => {
    const file = tree.read(path as RepoPath);
    const documents = file ? parseYaml(file).documents : [];
    return documents.flatMap(({ root }) => (root?.kind === 'map' ? [root] : []));
  };
  const [kustomization] = roots('flux.yaml');
  if (!kustomization) throw new Error('no mapping');
  const rendered = roots('o.yaml').map((root) => toObject(root, []));
  return finishObjects(rendered, { kustomization, find: () => ({ kind: 'missing' }), strictness, tree });
}

describe('variables', () => {
  test('are left alone where the Flux object has no postBuild', () => {
    const result = finish('{}');
    expect(result.variables).toBeUndefined();
    expect(result.objects[0]?.id.name).toBe('${NAME:=c}');
  });

  test('are left alone where there is none at all', () => {
    const result = finish('{ postBuild: {} }');
    expect(result.variables?.active).toBe(false);
    expect(result.objects[0]?.id.name).toBe('${NAME:=c}');
  });

  test('are replaced before the object gets its identity', () => {
    expect(finish('{ postBuild: { substitute: { NAME: x } } }').objects[0]?.id.name).toBe('x');
  });

  test('take their defaults where Flux is told to substitute always', () => {
    expect(finish('{ postBuild: { substituteStrategy: Always } }').objects[0]?.id.name).toBe('c');
  });

  test('are gathered from all objects, and so are their problems', () => {
    const objects = `${CONFIG}---\nkind: A\nmetadata: { name: a }\nspec: { x: "\${GONE}" }\n`;
    const result = finish('{ postBuild: { substitute: { a: b } } }', objects);
    expect(result.uses.map(({ name }) => name)).toEqual(['NAME', 'GONE']);
    expect(result.problems).toMatchObject([{ kind: 'unset', variable: 'GONE' }]);
    expect(finish('{ postBuild: { substitute: { a: b } } }', objects, 'lenient').problems).toEqual([]);
  });
});

test('objects that are meant for kustomize itself are not applied', () => {
  const objects = `${CONFIG}---\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nmetadata: { name: k }\n`;
  expect(finish('{}', objects).objects.map(({ id }) => id.kind)).toEqual(['ConfigMap']);
});

test('an object that nothing changes stays the very same', () => {
  const tree = memoryTree({ 'o.yaml': CONFIG, 'flux.yaml': 'spec: {}' });
  const root = (path: string) => {
    const file = tree.read(path as RepoPath);
    const node = file && parseYaml(file).documents[0]?.root;
    if (node?.kind !== 'map') throw new Error('no mapping');
    return node;
  };
  const object = toObject(root('o.yaml'), []);
  const { objects } = finishObjects([object], {
    kustomization: root('flux.yaml'),
    find: () => ({ kind: 'missing' }),
    strictness: 'strict',
    tree,
  });
  expect(objects[0]).toBe(object);
});

describe('common metadata', () => {
  const LABELLED = 'kind: A\nmetadata: { name: a, labels: { team: old, tier: web } }\n';

  test('is set on every object, over what stands there', () => {
    const spec = '{ commonMetadata: { labels: { team: new }, annotations: { note: x } } }';
    const body = finish(spec, LABELLED).objects[0]?.body;
    expect(body && toPlain(body)).toMatchObject({
      metadata: { labels: { team: 'new', tier: 'web' }, annotations: { note: 'x' } },
    });
  });

  test('remembers who set it and what stood there', () => {
    const text = 'spec: { commonMetadata: { labels: { team: new } } }';
    const body = finish(text.slice('spec: '.length), LABELLED).objects[0]?.body;
    const origin = nodeAt(body, 'metadata', 'labels', 'team')?.origin;
    expect(text.slice(origin?.span.start, origin?.span.end)).toBe('new');
    expect(origin?.step).toMatchObject({ kind: 'transformed', what: 'commonMetadata' });
    expect(text.slice(origin?.step?.by.start, origin?.step?.by.end)).toBe('team');
    expect(LABELLED.slice(origin?.was?.span.start, origin?.was?.span.end)).toBe('old');
  });

  test('comes after the variables, which do not reach it', () => {
    const spec = '{ commonMetadata: { labels: { a: "${X}" } }, postBuild: { substitute: { X: y } } }';
    expect(textAt(finish(spec).objects[0]?.body, 'metadata', 'labels', 'a')).toBe('${X}');
  });

  test.for(['7', '[]', '{ labels: x }', '{ labels: { a: [b] } }', '{ annotations: }'])(
    'may be nonsense: %s',
    (text) => {
      expect(finish(`{ commonMetadata: ${text} }`).objects).toHaveLength(1);
    },
  );
});
