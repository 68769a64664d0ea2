import { describe, expect, test } from 'vitest';
import { bootstrapped } from '../../testing/bootstrapped.js';
import { parseRepo } from '../../testing/repo.js';
import { loadModel } from '../load-model.js';
import type { Cluster } from '../model.js';
import type { SourceContent } from './source-content.js';

const FILES = `# === apps/web/kustomization.yaml
resources: [c.yaml]
# === apps/web/c.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: d }
# === apps/web/deep/d.yaml
x
# === apps/db/e.yaml
x
# === apps/notes.md
x
`;

function load(spec: string, files: string = FILES, more: string = ''): Cluster {
  const generator = `apiVersion: source.extensions.fluxcd.io/v1beta1
kind: ArtifactGenerator
metadata: { name: gen, namespace: flux-system }
spec: ${spec}
`;
  const text = `${bootstrapped('clusters/prod')}# === clusters/prod/gen.yaml\n${generator}${more}${files}`;
  const [cluster] = loadModel(parseRepo(text).tree).clusters;
  if (!cluster) throw new Error('no cluster');
  return cluster;
}

const SOURCES = 'sources: [{ alias: fleet, kind: GitRepository, name: flux-system }]';

function contentsOf(cluster: Cluster): Record<string, SourceContent> {
  const artifacts = cluster.sources.filter(({ object }) => object.id.kind === 'ExternalArtifact');
  return Object.fromEntries(artifacts.map(({ object, content }) => [object.id.name, content]));
}

/** The files of the artifact that some copies make. */
function copied(...copies: readonly string[]): readonly string[] | string {
  const cluster = load(`{ ${SOURCES}, artifacts: [{ name: a, copy: [${copies.join(', ')}] }] }`);
  const content = contentsOf(cluster)['a'];
  return content?.kind === 'tree' ? content.tree.paths : (content?.reason ?? 'none');
}

describe('copies', () => {
  test.for<[what: string, copy: string, expected: readonly string[]]>([
    [
      'the content of a directory',
      '{ from: "@fleet/apps/web/**", to: "@artifact/" }',
      ['c.yaml', 'deep/d.yaml', 'kustomization.yaml'],
    ],
    [
      'the content of a directory into another one',
      '{ from: "@fleet/apps/db/**", to: "@artifact/x/" }',
      ['x/e.yaml'],
    ],
    ['a directory under its own name', '{ from: "@fleet/apps/db", to: "@artifact/" }', ['db/e.yaml']],
    [
      'a directory with a slash at its end',
      '{ from: "@fleet/apps/db/", to: "@artifact/x" }',
      ['x/db/e.yaml'],
    ],
    ['a file into a directory', '{ from: "@fleet/apps/db/e.yaml", to: "@artifact/x/" }', ['x/e.yaml']],
    ['a file under a new name', '{ from: "@fleet/apps/db/e.yaml", to: "@artifact/x.yaml" }', ['x.yaml']],
    [
      'files by a star, with their paths',
      '{ from: "@fleet/apps/*.md", to: "@artifact/" }',
      ['apps/notes.md'],
    ],
    ['directories by a star, as a whole', '{ from: "@fleet/apps/d*", to: "@artifact/" }', ['apps/db/e.yaml']],
    [
      'all but what is excluded by a pattern',
      '{ from: "@fleet/apps/web/**", to: "@artifact/", exclude: ["deep/**"] }',
      ['c.yaml', 'kustomization.yaml'],
    ],
    [
      'all but what is excluded by a name',
      '{ from: "@fleet/apps/web/**", to: "@artifact/", exclude: ["*.yaml"] }',
      [],
    ],
    ['nothing where nothing is there', '{ from: "@fleet/gone", to: "@artifact/" }', []],
  ])('take over %s', ([, copy, expected]) => {
    expect(copied(copy)).toEqual(expected);
  });

  test('add up, the later over the earlier', () => {
    const files = copied(
      '{ from: "@fleet/apps/db/**", to: "@artifact/" }',
      '{ from: "@fleet/apps/web/deep/d.yaml", to: "@artifact/e.yaml" }',
      '{ from: "@fleet/apps/notes.md", to: "@artifact/" }',
    );
    expect(files).toEqual(['e.yaml', 'notes.md']);
  });

  test('put a file into a directory that an earlier one made', () => {
    const files = copied(
      '{ from: "@fleet/apps/db/**", to: "@artifact/x/" }',
      '{ from: "@fleet/apps/notes.md", to: "@artifact/x" }',
    );
    expect(files).toEqual(['x/e.yaml', 'x/notes.md']);
  });

  test('cannot climb out', () => {
    expect(copied('{ from: "@fleet/../../apps/db", to: "@artifact/../../x/" }')).toEqual(['x/db/e.yaml']);
  });

  test.for([
    ['an alias that is not defined', '{ from: "@other/apps", to: "@artifact/" }', 'other'],
    ['no alias at all', '{ from: "apps", to: "@artifact/" }', ''],
    ['another strategy', '{ from: "@fleet/a.tgz", to: "@artifact/", strategy: Extract }', 'Extract'],
  ] as const)('with %s make the artifact unknown', ([, copy, name]) => {
    expect(typeof copied(copy)).toBe('string');
    expect(copied(copy)).toContain(name);
  });
});

describe('artifacts', () => {
  test('become ExternalArtifacts in the namespace of the generator, made by its entry', () => {
    const cluster = load(`{ ${SOURCES}, artifacts: [{ name: a, copy: [] }, { name: b, copy: [] }] }`);
    const made = cluster.objects.filter(({ id }) => id.kind === 'ExternalArtifact');
    expect(made.map(({ id }) => [id.namespace, id.name])).toEqual([
      ['flux-system', 'a'],
      ['flux-system', 'b'],
    ]);
    expect(made[0]?.body.origin.step).toMatchObject({ kind: 'generated', what: 'artifacts' });
    expect(made[0]?.body.origin.span.file).toBe('clusters/prod/gen.yaml');
  });

  test('belong to the app that brings the generator', () => {
    const cluster = load(`{ ${SOURCES}, artifacts: [{ name: a, copy: [] }] }`);
    const made = cluster.objects.find(({ id }) => id.kind === 'ExternalArtifact');
    expect(made?.appliedBy?.object.id.name).toBe('flux-system');
  });

  test('are applied, and the files keep their own places', () => {
    const app = `---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: web, namespace: flux-system }
spec: { path: ./, sourceRef: { kind: ExternalArtifact, name: web } }
`;
    const spec = `{ ${SOURCES}, artifacts: [{ name: web, copy: [{ from: "@fleet/apps/web/**", to: "@artifact/", exclude: [d.yaml] }] }] }`;
    const config = load(spec, FILES, app).objects.find(
      ({ id }) => id.name === 'web' && id.kind === 'ConfigMap',
    );
    expect(config?.appliedBy?.object.id.name).toBe('web');
    expect(config?.body.origin.span.file).toBe('apps/web/c.yaml');
  });

  test.for([
    '7',
    '{}',
    '{ artifacts: [x] }',
    '{ sources: [x], artifacts: [{ copy: x }] }',
    '{ pathPattern: "{", artifacts: [] }',
  ])('survive a spec of %s', (spec) => {
    expect(load(spec).name).toBe('prod');
  });

  test('are unknown where their source is', () => {
    const sources = 'sources: [{ alias: fleet, kind: OCIRepository, name: gone }]';
    const cluster = load(
      `{ ${sources}, artifacts: [{ name: a, copy: [{ from: "@fleet/**", to: "@artifact/" }] }] }`,
    );
    expect(contentsOf(cluster)['a']?.kind).toBe('unknown');
  });
});

describe('a path pattern', () => {
  const generate = (pattern: string, artifact: string): Record<string, SourceContent> =>
    contentsOf(load(`{ ${SOURCES}, pathPattern: "${pattern}", artifacts: [${artifact}] }`));

  test('makes an artifact for each directory that fits', () => {
    const contents = generate(
      '@fleet/apps/{app}',
      '{ name: "app-{app}", copy: [{ from: "@fleet/apps/{app}/**", to: "@artifact/" }] }',
    );
    expect(Object.keys(contents).sort()).toEqual(['app-db', 'app-web']);
    const db = contents['app-db'];
    expect(db?.kind === 'tree' && db.tree.paths).toEqual(['e.yaml']);
  });

  test('can have text around what it captures', () => {
    expect(Object.keys(generate('@fleet/apps/w{x}', '{ name: "{x}", copy: [] }'))).toEqual(['eb']);
  });

  test('captures at several levels', () => {
    expect(Object.keys(generate('@fleet/{top}/{app}/deep', '{ name: "{top}-{app}", copy: [] }'))).toEqual([
      'apps-web',
    ]);
  });

  test.for(['@fleet/gone/{app}', '@other/apps/{app}', 'apps/{app}'])(
    'makes none where nothing fits: %s',
    (pattern) => {
      expect(generate(pattern, '{ name: "{app}", copy: [] }')).toEqual({});
    },
  );

  test('writes captured names in lower case where they name an object', () => {
    const cluster = load(
      `{ ${SOURCES}, pathPattern: "@fleet/apps/{app}", artifacts: [{ name: "{app}", copy: [{ from: "@fleet/apps/{app}/**", to: "@artifact/" }] }] }`,
      '# === apps/Web/x.yaml\nx\n',
    );
    const web = contentsOf(cluster)['web'];
    expect(web?.kind === 'tree' && web.tree.paths).toEqual(['x.yaml']);
  });
});
