import { describe, expect, test } from 'vitest';
import { bootstrapped } from '../testing/bootstrapped.js';
import { parseRepo } from '../testing/repo.js';
import { loadModel } from './load-model.js';
import type { FluxModel } from './model.js';

const load = (files: string): FluxModel =>
  loadModel(parseRepo(`${bootstrapped('clusters/prod')}${files}`).tree);

const CONFIG = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n`;

describe('files that no cluster reaches', () => {
  test('are the manifests and kustomizations that nothing applies', () => {
    const { detached } = load(
      `# === a/c.yaml\n${CONFIG('c')}# === b/x.yml\nx: y\n# === README.md\nx\n# === c.json\n{}\n`,
    );
    expect(detached.files).toEqual(['a/c.yaml', 'b/x.yml']);
    expect(detached.builds).toEqual([]);
  });

  test('do not include those that a cluster applies', () => {
    expect(load(`# === clusters/prod/c.yaml\n${CONFIG('c')}`).detached.files).toEqual([]);
  });

  test('are the Flux objects as written', () => {
    const { detached } = load(`# === examples/app.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps }
spec: { path: ./gone }
`);
    expect(detached.objects.map(({ id }) => id.name)).toEqual(['apps']);
  });
});

describe('kustomizations that no cluster reaches', () => {
  test('are built on their own', () => {
    const { detached } = load(
      `# === x/kustomization.yaml\nresources: [c.yaml]\nnamePrefix: p-\n# === x/c.yaml\n${CONFIG('c')}`,
    );
    expect(detached.builds).toMatchObject([
      { directory: 'x', complete: true, objects: [{ id: { name: 'p-c' } }] },
    ]);
    expect(detached.files).toEqual([]);
  });

  test('are built once, where nothing else includes them', () => {
    const { detached } = load(`# === base/kustomization.yaml
resources: [c.yaml]
# === base/c.yaml
${CONFIG('c')}# === dev/kustomization.yaml
resources: [../base]
# === prod/kustomization.yml
resources: [../base]
`);
    expect(detached.builds.map(({ directory }) => directory)).toEqual(['dev', 'prod']);
  });

  test('are not components', () => {
    const { detached } = load(
      '# === comp/kustomization.yaml\nkind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\nnamePrefix: x-\n',
    );
    expect(detached.builds).toEqual([]);
    expect(detached.files).toEqual(['comp/kustomization.yaml']);
  });

  test('include each other in a circle without an end', () => {
    const model = load(
      '# === a/kustomization.yaml\nresources: [../b]\n# === b/kustomization.yaml\nresources: [../a]\n',
    );
    expect(model.diagnostics.map(({ code }) => code)).not.toContain('internal/rule-crash');
    expect(model.detached.files).toBeDefined();
  });

  test('leave Flux objects in them to the build', () => {
    const { detached } = load(`# === x/kustomization.yaml
resources: [app.yaml]
nameSuffix: -s
# === x/app.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps }
`);
    expect(detached.objects).toEqual([]);
    expect(detached.builds[0]?.objects.map(({ id }) => id.name)).toEqual(['apps-s']);
  });

  test('tell what is wrong with them, for no cluster', () => {
    const { diagnostics } = load('# === x/kustomization.yaml\nresources: [gone.yaml]\n');
    expect(diagnostics).toMatchObject([{ span: { file: 'x/kustomization.yaml' }, clusters: [] }]);
  });

  test('tell what could not be looked into, for no cluster', () => {
    const { gaps } = load('# === x/kustomization.yaml\nresources: ["https://github.com/x/y?ref=v1"]\n');
    expect(gaps).toMatchObject([{ span: { file: 'x/kustomization.yaml' }, clusters: [] }]);
  });
});

describe('YAML that nothing applies', () => {
  test('is told where it is broken', () => {
    expect(load('# === x/a.yaml\nx: [\n').diagnostics).toMatchObject([
      { span: { file: 'x/a.yaml' }, clusters: [] },
    ]);
  });

  test.for(['x: {{ .Values.y }}\n', '{% if x %}\n: [\n', '<% x %>: [\n', 'x: [<< inputs.a >>\n'])(
    'is not YAML yet where a template engine fills it in: %j',
    (text) => {
      expect(load(`# === x/a.yaml\n${text}`).diagnostics).toEqual([]);
    },
  );

  test('is not judged in the templates of a chart', () => {
    expect(load('# === charts/x/templates/a.yaml\nx: [\n').diagnostics).toEqual([]);
  });
});

test('what was put away is left out', () => {
  const { detached } = loadModel(
    parseRepo(`# === .archive/app/kustomization.yaml
resources: [gone.yaml]
# === .archive/app/ks.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1beta2
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { path: ./apps }
`).tree,
  );
  expect([detached.builds, detached.objects]).toEqual([[], []]);
});
