import { expect, test } from 'vitest';
import { memoryTree } from '../source/file-tree.js';
import { ROOT, toRepoPath } from '../source/repo-path.js';
import { parseYaml } from '../yaml/read/parse-yaml.js';
import { builtInSchema } from './built-in-schema.js';
import { BUILT_IN_SCHEMAS } from './built-in-schemas.data.js';
import { schemaProblems } from './schema-problems.js';

test('knows stable versions of built-in kinds only', () => {
  expect(builtInSchema({ group: 'apps', kind: 'Deployment' }, 'v1')).toBeDefined();
  expect(builtInSchema({ group: '', kind: 'ConfigMap' }, 'v1')).toBeDefined();
  expect(builtInSchema({ group: 'batch', kind: 'CronJob' }, 'v1beta1')).toBeUndefined();
  expect(builtInSchema({ group: '', kind: 'List' }, 'v1')).toBeUndefined();
  expect(builtInSchema({ group: '', kind: 'constructor' }, 'v1')).toBeUndefined();
});

test('gives the same value again, and one value for a type that kinds have in common', () => {
  const deployment = builtInSchema({ group: 'apps', kind: 'Deployment' }, 'v1');
  const daemonSet = builtInSchema({ group: 'apps', kind: 'DaemonSet' }, 'v1');
  expect(builtInSchema({ group: 'apps', kind: 'Deployment' }, 'v1')).toBe(deployment);
  expect(deployment?.properties?.['spec']?.properties?.['template']).toBe(
    daemonSet?.properties?.['spec']?.properties?.['template'],
  );
});

test('every name in the table is defined, and no type contains itself', () => {
  const { kinds } = JSON.parse(BUILT_IN_SCHEMAS) as { kinds: Record<string, unknown> };
  for (const key of Object.keys(kinds)) {
    const [group = '', version = '', kind = ''] = key.split('/');
    expect(JSON.stringify(builtInSchema({ group, kind }, version))).not.toContain('$ref');
  }
});

test('knows fields, types and sets of values; quantities and ports may be of either type', () => {
  const pod = `
spec:
  nodeSelectors: {}
  restartPolicy: always
  hostNetwork: "true"
  containers:
  - { name: web, image: web, resources: { limits: { cpu: 2, memory: 1Gi } }, livenessProbe: { httpGet: { port: http } } }
`;
  expect(problems('', 'Pod', pod).map(({ kind, path }) => `${kind} ${path.join('.')}`)).toEqual([
    'unknown-field spec',
    'not-in-enum spec.restartPolicy',
    'wrong-type spec.hostNetwork',
  ]);
});

test('demands what an API server demands, and not what Go merely always writes', () => {
  const missing = (group: string, kind: string, body: string) =>
    problems(group, kind, body).flatMap((each) => (each.kind === 'missing-field' ? [each.field] : []));
  expect(missing('', 'Service', 'spec: { ports: [{ name: http }] }')).toEqual(['port']);
  // An absent selector selects all Pods, and a header may be empty.
  expect(missing('networking.k8s.io', 'NetworkPolicy', 'spec: { policyTypes: [Ingress] }')).toEqual([]);
  const claim =
    'spec: { selector: {}, template: { spec: { containers: [{ name: a, image: a }] } }, volumeClaimTemplates: [{ metadata: { name: data } }] }';
  expect(missing('apps', 'StatefulSet', claim)).toEqual([]);
});

function problems(group: string, kind: string, text: string) {
  const file = memoryTree({ 'a.yaml': text }).read(toRepoPath('a.yaml') ?? ROOT);
  const root = file && parseYaml(file).documents[0]?.root;
  const schema = builtInSchema({ group, kind }, 'v1');
  if (root?.kind !== 'map' || !schema) throw new Error('no such kind');
  return schemaProblems(root, schema);
}
