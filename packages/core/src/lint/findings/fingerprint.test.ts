import { expect, test } from 'vitest';
import { kustomizationsOf } from '../../flux/queries/queries.js';
import { sourceFile } from '../../source/source-file.js';
import { bootstrapped } from '../../testing/bootstrapped.js';
import { parseRepo } from '../../testing/repo.js';
import { nodeAt, type Path } from '../../yaml/nodes/node-path.js';
import { check } from '../check.js';
import { fingerprint, identityOf, identityOfSpan } from './fingerprint.js';
import { definePlugin, defineRule } from './rule.js';

const META = {
  title: 'Something is wrong',
  why: 'It fails.',
  category: 'style',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
} as const;

/** Finds the dependencies of apps that are called \`wrong\`. */
const wrong = defineRule({
  ...META,
  id: 'wrong-dependency',
  messages: { found: 'The item {at} is wrong.' },
  *check(model, { finding }) {
    for (const { app } of kustomizationsOf(model)) {
      const list = nodeAt(app.object.body, 'spec', 'dependsOn');
      for (const [at, item] of (list?.kind === 'seq' ? list.items : []).entries()) {
        const name = nodeAt(item, 'name');
        const path = ['spec', 'dependsOn', at, 'name'];
        if (name?.kind !== 'scalar' || !name.value.startsWith('wrong')) continue;
        yield finding('found', { in: app.object, path }, { data: { at } });
      }
    }
  },
});
const plugin = definePlugin({ apiVersion: 1, name: 'p', version: '1', namespace: '', rules: [wrong] });

const APP = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
  path: ./apps
  dependsOn:
  - name: infra
  - name: wrong
`;
const OTHER = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: other }\n';

/** The identities of what is found in a file of a cluster. */
function identitiesIn(text: string, path = 'clusters/prod/apps.yaml', cluster = 'clusters/prod'): string[] {
  const { tree } = parseRepo(`${bootstrapped(cluster)}# === ${path}\n${text}`);
  const config = { extends: [], rules: { 'wrong-dependency': 'on' } } as const;
  return check(tree, { plugins: [plugin], config }).findings.map((each) => each.fingerprint);
}

const [usual] = identitiesIn(APP);

test('is 128 bits in hexadecimal', () => {
  expect(usual).toMatch(/^[0-9a-f]{32}$/);
});

test.for<[string, string, string?, string?]>([
  ['inserting lines above', `# one\n# two\n\n${APP}`],
  ['another document before it', `${OTHER}---\n${APP}`],
  ['another document behind it', `${APP}---\n${OTHER}`],
  ['moving the file', APP, 'clusters/prod/team/moved.yaml'],
  ['moving the cluster', APP, 'fleet/prod/apps.yaml', 'fleet/prod'],
  ['another version of the API', APP.replace('fluxcd.io/v1', 'fluxcd.io/v1beta2')],
  [
    'another order of the list',
    APP.replace('  - name: infra\n  - name: wrong\n', '  - name: wrong\n  - name: infra\n'),
  ],
  ['another item before it', APP.replace('  - name: infra\n', '  - name: more\n  - name: infra\n')],
  ['another order of the keys', APP.replace('  path: ./apps\n', '').concat('  path: ./apps\n')],
  ['flow style and comments', APP.replace('  - name: wrong\n', '  - { name: "wrong" } # why\n')],
  ['CR LF', APP.replaceAll('\n', '\r\n')],
  ['another field beside it', APP.replace('  path: ./apps\n', '  path: ./other\n  prune: true\n')],
])('keeps the identity of a finding over %s', ([, text, path, cluster]) => {
  expect(identitiesIn(text, path, cluster)).toEqual([usual]);
});

test.for<[string, string]>([
  ['the name of the object', APP.replace('name: apps', 'name: shops')],
  ['its namespace', APP.replace('namespace: flux-system', 'namespace: shop')],
  ['the value that names the item', APP.replace('name: wrong', 'name: wrong-too')],
])('changes the identity of a finding with %s', ([, text]) => {
  const identities = identitiesIn(text);
  expect(identities).toHaveLength(1);
  expect(identities).not.toEqual([usual]);
});

/** The identities of what a stage finds in a file: the list names a file that there is not. */
function stageIdentitiesIn(text: string, path = 'clusters/prod/apps/kustomization.yaml'): string[] {
  const stage = defineRule({ ...META, id: 'stage-problem', stages: ['kustomize/*'] });
  const rules = definePlugin({ apiVersion: 1, name: 'p', version: '1', namespace: '', rules: [stage] });
  const { tree } = parseRepo(`${bootstrapped('clusters/prod')}# === ${path}
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
${text}# === clusters/prod/kustomization.yaml
resources: [flux-system, apps]
# === clusters/prod/apps/other.yaml
${OTHER}`);
  const config = { extends: [], rules: { 'stage-problem': 'on' } } as const;
  return check(tree, { plugins: [rules], config }).findings.map((each) => each.fingerprint);
}

test('knows what a stage found by the entry, not by the line or the order', () => {
  const [own, ...others] = stageIdentitiesIn('resources:\n- other.yaml\n- gone.yaml\n');
  expect(own).toMatch(/^[0-9a-f]{32}$/);
  expect(others).toEqual([]);
  expect(stageIdentitiesIn('# one\n\nresources:\n- gone.yaml\n- other.yaml\n')).toEqual([own]);
  expect(stageIdentitiesIn('resources:\n- other.yaml\n- lost.yaml\n')).not.toEqual([own]);
});

test('knows what a stage found in an object by the object, wherever it stands', () => {
  const file = (path: string, text: string) => parseRepo(`# === ${path}\n${text}`).tree;
  const at = (tree: ReturnType<typeof file>, path: string, word: string) => {
    const start = tree.read(path as never)?.text.indexOf(word) ?? 0;
    const span = { file: path as never, start, end: start + word.length };
    return identityOfSpan('stage/code', span, tree);
  };
  const own = at(file('a.yaml', APP), 'a.yaml', 'wrong');
  expect(own.object).toBe('kustomize.toolkit.fluxcd.io/Kustomization/flux-system/apps');
  expect(own.path).toMatch(/spec\.dependsOn\[name=wrong\]\.name$/);
  expect(at(file('b/c.yaml', `${OTHER}---\n${APP}`), 'b/c.yaml', 'wrong')).toEqual(own);
  expect(at(file('a.yaml', 'a: [b'), 'a.yaml', 'zzz').object).toBe('a.yaml');
});

const body = (text: string) => {
  const { tree } = parseRepo(`${bootstrapped('clusters/prod')}# === clusters/prod/apps.yaml\n${text}`);
  let found: Parameters<typeof identityOf>[0]['in'] | undefined;
  const finder = defineRule({
    ...META,
    id: 'finder',
    messages: {},
    *check(model) {
      found = model.clusters[0]?.objects.find(({ id }) => id.name === 'it');
    },
  });
  const rules = definePlugin({ apiVersion: 1, name: 'p', version: '1', namespace: '', rules: [finder] });
  check(tree, { plugins: [rules], config: { extends: [], rules: { finder: 'on' } } });
  return found;
};

const LISTS = body(`apiVersion: example.com/v1
kind: Thing
metadata: { name: it, namespace: default }
spec:
  named: [{ name: a, key: k }]
  aliased: [{ alias: repo, path: ./x }]
  keyed: [{ key: env, value: 1 }]
  targeted: [{ targetPath: a.b }]
  pathed: [{ path: /x }]
  texts: [one, two]
  nameless: [{ value: 1 }]
  nested: [{ name: web, ports: [{ name: http }] }]
`);

test.for<[Path, string]>([
  [['spec', 'named', 0, 'key'], 'spec.named[name=a].key'],
  [['spec', 'aliased', 0], 'spec.aliased[alias=repo]'],
  [['spec', 'keyed', 0, 'value'], 'spec.keyed[key=env].value'],
  [['spec', 'targeted', 0], 'spec.targeted[targetPath=a.b]'],
  [['spec', 'pathed', 0], 'spec.pathed[path=/x]'],
  [['spec', 'texts', 1], 'spec.texts[two]'],
  [['spec', 'nameless', 0, 'value'], 'spec.nameless[0].value'],
  [['spec', 'nested', 0, 'ports', 0, 'name'], 'spec.nested[name=web].ports[name=http].name'],
  [['spec', 'gone', 3], 'spec.gone[3]'],
])('names the items of a list by what they are called: %j', ([path, key]) => {
  expect(LISTS).toBeDefined();
  if (LISTS)
    expect(identityOf({ in: LISTS, path })).toEqual({
      object: 'example.com/Thing/default/it',
      path: key,
      more: [],
    });
});

test('identifies a finding of a file by the path of the file', () => {
  const file = sourceFile('apps/shop.yaml' as never, 'a: 1\n');
  expect(identityOf({ in: file })).toEqual({ object: 'apps/shop.yaml', path: '', more: [] });
});

test('tells apart findings of other rules, fields and discriminators', () => {
  const identity = { object: '/ConfigMap/default/a', path: 'data.flag', more: [] };
  const all = [
    fingerprint('rule', identity),
    fingerprint('other', identity),
    fingerprint('rule', { ...identity, path: 'data.other' }),
    fingerprint('rule', { ...identity, object: '/Secret/default/a' }),
    fingerprint('rule', { ...identity, more: ['x'] }),
    fingerprint('rule', { ...identity, more: ['x', 1] }),
    fingerprint('rule', { ...identity, clusters: ['x'] }),
    fingerprint('rule', { ...identity, clusters: ['x', 'y'] }),
  ];
  expect(new Set(all).size).toBe(all.length);
  expect(fingerprint('rule', { ...identity })).toBe(all[0]);
});

test('never changes the identity of a known finding: baselines hold it', () => {
  const identity = {
    object: 'kustomize.toolkit.fluxcd.io/Kustomization/flux-system/apps',
    path: 'spec.path',
    more: [],
  };
  expect(fingerprint('path-not-found', identity)).toBe('9777e25fa92bc50b83e1fd07dc2dd994');
});
