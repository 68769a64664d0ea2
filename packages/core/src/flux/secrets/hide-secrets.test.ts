import { expect, test } from 'vitest';
import { explain } from '../../lint/explain.js';
import { printObjects } from '../../report/objects.js';
import { printStory } from '../../report/story.js';
import { bootstrapped } from '../../testing/bootstrapped.js';
import { parseRepo } from '../../testing/repo.js';
import { inventoryOf } from '../inventory.js';
import { loadModel } from '../load-model.js';

const ENCODED = Buffer.from('hunter2-encoded').toString('base64');

const { tree } = parseRepo(`${bootstrapped('clusters/prod')}# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild:
    substitute: { inline: open-inline, plain: harmless }
    substituteFrom: [{ kind: Secret, name: variables }]
  patches:
  - patch: |
      apiVersion: v1
      kind: Secret
      metadata: { name: direct, namespace: web }
      stringData: { patched: hunter2-patched }
# === clusters/prod/variables.yaml
apiVersion: v1
kind: Secret
metadata: { name: variables, namespace: flux-system }
stringData:
  token: hunter2-token
data:
  encoded: ${ENCODED}
# === apps/kustomization.yaml
resources: [direct.yaml, config.yaml, source.yaml]
secretGenerator:
- { name: generated, namespace: web, literals: [password=hunter2-literal], envs: [hidden.env], files: [key.txt] }
# === apps/hidden.env
ENV=hunter2-env
# === apps/key.txt
hunter2-file
# === apps/direct.yaml
apiVersion: v1
kind: Secret
metadata:
  name: direct
  namespace: web
  annotations: { kubectl.kubernetes.io/last-applied-configuration: "{hunter2-applied}" }
stringData:
  own: hunter2-own
  inline: \${inline}
# === apps/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: web }
data:
  address: https://user:\${token}@example.com
  encoded: \${encoded}
  open: \${plain}
# === apps/source.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: other, namespace: web }
spec: { interval: 1m, url: "https://user:\${token}@example.com/x" }
`);
const model = loadModel(tree);
const cluster = model.clusters[0];
const objects = cluster?.objects ?? [];

test.for(['none', 'comments'] as const)(
  'no printed object has a value of a Secret, with origins: %s',
  (origins) => {
    const printed = printObjects(objects, tree, { origins });
    expect(printed).not.toContain('hunter2');
    expect(printed).not.toContain(ENCODED);
    expect(printed).not.toContain(Buffer.from('hunter2-literal').toString('base64'));
    expect(printed).toMatch(/open: harmless/);
    expect(printed).toMatch(/name: generated-\w+/);
    expect(printed).toMatch(/password: '?\*\*\*/);
  },
);

test('a value of a Secret is hidden although a variable brings it, and so is the variable in its story', () => {
  const secret = objects.filter(({ id }) => id.name === 'direct');
  expect(printObjects(secret, tree)).not.toContain('open-inline');
  const story = explain(model, cluster?.name ?? '', 'Secret/web/direct', 'stringData.inline');
  expect(story.steps.length).toBeGreaterThan(2);
  expect(JSON.stringify(story) + printStory(story, tree)).not.toContain('open-inline');
});

test('they are there for those who ask', () => {
  const printed = printObjects(objects, tree, { secrets: 'shown' });
  for (const each of ['own', 'patched', 'token', 'applied']) expect(printed).toContain(`hunter2-${each}`);
});

test('no story has one, in its value or in the lines around its steps', () => {
  for (const { id } of objects) {
    const name = `${id.kind}/${id.namespace === undefined ? '' : `${id.namespace}/`}${id.name}`;
    const fields = ['', 'data', 'stringData', ...FIELDS, 'spec.url'];
    for (const field of fields) {
      const story = explain(model, cluster?.name ?? '', name, field);
      const told = JSON.stringify(story) + printStory(story, tree);
      expect(told).not.toContain('hunter2');
      expect(told).not.toContain(ENCODED);
    }
  }
});

const FIELDS = [
  'own',
  'inline',
  'patched',
  'token',
  'password',
  'ENV',
  'key\\.txt',
  'encoded',
  'address',
].flatMap((key) => [`data.${key}`, `stringData.${key}`]);

test('a story of anything else is told as ever', () => {
  const story = explain(model, cluster?.name ?? '', 'ConfigMap/web/config', 'data.open');
  expect(story.value).toBe('harmless');
  expect(printStory(story, tree)).toContain('plain: harmless');
});

test('neither lists nor gaps have one', () => {
  expect(JSON.stringify([inventoryOf(model), model.gaps, cluster?.openings])).not.toContain('hunter2');
});
