import { expect, test } from 'vitest';
import { loadModel } from '../flux/load-model.js';
import type { KubernetesObject } from '../kubernetes/object.js';
import { bootstrapped } from '../testing/bootstrapped.js';
import { repo } from '../testing/repo.js';
import { toPlain } from '../yaml/nodes/to-plain.js';
import { parseYaml } from '../yaml/read/parse-yaml.js';
import { printObjects } from './objects.js';

const { tree } = repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system, settings.yaml]
commonAnnotations: { team: shop }
# === clusters/prod/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
data:
  script: |
    # a comment of the script
    echo on
  number: "1"
---
apiVersion: v1
kind: Namespace
metadata: { name: shop }
`;
const model = loadModel(tree);
const objects: readonly KubernetesObject[] = (model.clusters[0]?.objects ?? []).filter(
  ({ id }) => id.name === 'settings' || id.name === 'shop',
);

test('prints objects as documents with sorted keys', () => {
  expect(
    printObjects(
      objects.filter(({ id }) => id.kind === 'ConfigMap'),
      tree,
    ),
  ).toBe(`apiVersion: v1
data:
  number: "1"
  script: |
    # a comment of the script
    echo on
kind: ConfigMap
metadata:
  annotations:
    team: shop
  name: settings
  namespace: shop
`);
  expect(printObjects(objects, tree).split('---\n')).toHaveLength(2);
  expect(printObjects([], tree)).toBe('');
});

test('tells file and line of every value, and who changed it, but never inside a text', () => {
  const printed = printObjects(objects, tree, { origins: 'comments' });
  const lineOf = (start: string) => printed.split('\n').find((line) => line.trim().startsWith(start)) ?? '';
  expect(lineOf('name: settings')).toMatch(/^ {2}name: settings +# clusters\/prod\/settings\.yaml:3$/);
  expect(lineOf('number:')).toMatch(/# clusters\/prod\/settings\.yaml:8$/);
  expect(lineOf('team:')).toMatch(/# clusters\/prod\/kustomization\.yaml:2 \(commonAnnotations\)$/);
  expect(lineOf('script:')).toBe('  script: |');
  expect(lineOf('# a comment')).toBe('    # a comment of the script');
});

test('prints the same values with comments as without', () => {
  const read = (text: string) =>
    parseYaml({ path: 'x.yaml' as never, text, lines: { starts: [0] } }).documents.map(
      ({ root }) => root && toPlain(root),
    );
  const plain = read(printObjects(objects, tree));
  expect(plain).toHaveLength(2);
  expect(read(printObjects(objects, tree, { origins: 'comments' }))).toEqual(plain);
});
