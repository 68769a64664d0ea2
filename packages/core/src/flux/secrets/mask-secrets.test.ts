import { describe, expect, test } from 'vitest';
import { memoryTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import type { MapNode } from '../../yaml/nodes/node.js';
import { type Plain, toPlain } from '../../yaml/nodes/to-plain.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { maskSecret, withOwnerLabels } from './mask-secrets.js';

function parse(text: string): MapNode {
  const file = memoryTree({ 'a.yaml': text }).read('a.yaml' as RepoPath);
  const root = file && parseYaml(file).documents[0]?.root;
  if (root?.kind !== 'map') throw new Error('no mapping');
  return root;
}

const masked = (text: string): Plain => toPlain(maskSecret(parse(text)));

const MASK = Buffer.from('**SOPS**').toString('base64');

describe('a Secret that SOPS encrypted', () => {
  const SOPS = 'sops: { mac: "ENC[AES256_GCM,data:x]", age: [{ recipient: age1 }] }\n';

  test('shows neither its values nor how they are encrypted', () => {
    const text = `kind: Secret\ndata: { b: "ENC[b]", a: "ENC[a]" }\nstringData: { c: "ENC[c]" }\n${SOPS}`;
    expect(masked(text)).toEqual({
      kind: 'Secret',
      data: { a: MASK, b: MASK },
      stringData: { c: '**SOPS**' },
    });
  });

  test('hides values that were left plain as well', () => {
    expect(JSON.stringify(masked(`kind: Secret\nstringData: { a: plain }\n${SOPS}`))).not.toContain('plain');
  });

  test('of the type of Docker stays JSON', () => {
    const text = `kind: Secret\ntype: kubernetes.io/dockerconfigjson\ndata: { .dockerconfigjson: "ENC[x]" }\nstringData: { x: "ENC[y]" }\n${SOPS}`;
    expect(masked(text)).toMatchObject({
      data: { '.dockerconfigjson': 'eyJtYXNrIjoiKipTT1BTKioifQ==' },
      stringData: { x: '{"mask":"**SOPS**"}' },
    });
  });
});

describe('a Secret that is not encrypted as a whole', () => {
  test('stays as it is', () => {
    const text = 'kind: Secret\ndata: { a: cGxhaW4= }\nstringData: { b: text }\n';
    expect(masked(text)).toEqual(toPlain(parse(text)));
  });

  test('hides the documents in it that are', () => {
    const document = Buffer.from('a: ENC[x]\nsops: {}').toString('base64');
    const text = `kind: Secret\ndata: { x: ${document}, y: cGxhaW4= }\nstringData: { z: "a: ENC[x]\\nsops: {}" }\n`;
    expect(masked(text)).toMatchObject({ data: { x: MASK, y: 'cGxhaW4=' }, stringData: { z: MASK } });
  });
});

test('an object of another kind stays the very same', () => {
  const body = parse('kind: ConfigMap\ndata: { a: "ENC[x]" }\nsops: { mac: "ENC[y]" }\n');
  expect(maskSecret(body)).toBe(body);
});

test.for(['data: text', 'data: [a]', 'data:', 'data: { a: { b: c } }', 'stringData: 7', 'sops: x'])(
  'survives a Secret with %s',
  (field) => {
    expect(masked(`kind: Secret\n${field}\n`)).toMatchObject({ kind: 'Secret' });
  },
);

describe('the labels of the owner', () => {
  const owner = { name: 'apps', namespace: 'flux-system' };
  const labels = {
    'kustomize.toolkit.fluxcd.io/name': 'apps',
    'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
  };

  test('are added to those that are there', () => {
    const body = withOwnerLabels(parse('kind: A\nmetadata: { name: a, labels: { x: y } }'), owner);
    expect(toPlain(body)).toMatchObject({ metadata: { name: 'a', labels: { x: 'y', ...labels } } });
  });

  test('replace those of another owner', () => {
    const text = 'kind: A\nmetadata: { labels: { kustomize.toolkit.fluxcd.io/name: other } }';
    expect(toPlain(withOwnerLabels(parse(text), owner))).toMatchObject({ metadata: { labels } });
  });

  test('are made where there is no metadata', () => {
    expect(toPlain(withOwnerLabels(parse('kind: A'), owner))).toEqual({ kind: 'A', metadata: { labels } });
  });
});
