import { describe, expect, test } from 'vitest';
import { memoryTree } from '../../source/file-tree.js';
import { bootstrapped } from '../../testing/bootstrapped.js';
import { parseRepo } from '../../testing/repo.js';
import { loadModel } from '../load-model.js';
import type { Cluster } from '../model.js';
import type { Mount } from './mounts.js';
import type { SourceContent } from './source-content.js';

const URL = 'ssh://git@github.com/example/fleet.git';

function load(sources: string, files: string = '', mounts: readonly Mount[] = []): Cluster {
  const text = `${bootstrapped('clusters/prod')}# === clusters/prod/sources.yaml\n${sources}${files}`;
  const [cluster] = loadModel(parseRepo(text).tree, { mounts }).clusters;
  if (!cluster) throw new Error('no cluster');
  return cluster;
}

function contentOf(cluster: Cluster, name: string): SourceContent {
  const found = cluster.sources.find(({ object }) => object.id.name === name);
  if (!found) throw new Error(`no source ${name}`);
  return found.content;
}

const git = (name: string, spec: string): string => `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: ${name}, namespace: flux-system }
spec: ${spec}
---
`;

/** The paths of a source's artifact, without those of the cluster itself. */
function pathsOf(content: SourceContent): string[] {
  return content.kind === 'tree' ? content.tree.paths.filter((path) => !path.startsWith('clusters/')) : [];
}

const isSelf = (spec: string): boolean => {
  const content = contentOf(load(git('x', spec)), 'x');
  return content.kind === 'tree' && content.self;
};

describe('a source is the repository itself', () => {
  test.for([
    URL,
    'https://github.com/example/fleet',
    'ssh://git@github.com:22/example/fleet',
    'https://GitHub.com/example/fleet.git/',
  ])('where it has its address: %s', (url) => {
    expect(isSelf(`{ url: "${url}", ref: { branch: main } }`)).toBe(true);
  });

  test('where it names the branch in full', () => {
    expect(isSelf(`{ url: "${URL}", ref: { name: refs/heads/main } }`)).toBe(true);
  });

  test('but not at another address', () => {
    expect(isSelf('{ url: "https://github.com/example/other", ref: { branch: main } }')).toBe(false);
  });

  test.for([
    '{ branch: dev }',
    '{ tag: v1 }',
    '{ semver: ">1" }',
    '{ branch: main, tag: v1 }',
    '{ branch: main, commit: abc }',
    '{ name: refs/heads/dev }',
    '{ name: refs/tags/main }',
    '{ name: main }',
    '{}',
  ])('but not with the ref %s: the files at hand are those of main', (ref) => {
    const content = contentOf(load(git('x', `{ url: "${URL}", ref: ${ref} }`)), 'x');
    expect(content.kind).toBe('unknown');
  });

  test('at a branch of its own says which one', () => {
    const content = contentOf(load(git('x', `{ url: "${URL}", ref: { branch: dev } }`)), 'x');
    expect(content.kind === 'unknown' && content.reason).toMatch(/dev.*main/);
  });
});

describe('a source is unknown', () => {
  test('where nothing is known of its address', () => {
    const content = contentOf(load(git('x', '{ url: "https://github.com/a/b" }')), 'x');
    expect(content.kind === 'unknown' && content.reason).toContain('https://github.com/a/b');
  });

  test.for(['{}', '7', '{ url: [a] }', '{ url: "" }', '{ url: , ref: x }'])(
    'where its spec is %s',
    (spec) => {
      expect(contentOf(load(git('x', spec)), 'x').kind).toBe('unknown');
    },
  );

  test('where it holds charts', () => {
    const helm = git('x', '{ url: "https://charts.example" }').replace('GitRepository', 'HelmRepository');
    expect(contentOf(load(helm), 'x').kind).toBe('unknown');
  });

  test('where it is an ExternalArtifact that nobody generates', () => {
    expect(contentOf(load(git('x', '{}').replace('GitRepository', 'ExternalArtifact')), 'x').kind).toBe(
      'unknown',
    );
  });
});

describe('a mounted repository', () => {
  const mounts = [
    { url: 'https://github.com/org/apps', tree: memoryTree({ 'deploy/c.yaml': 'x', '.sops.yaml': '' }) },
  ];

  test('is the content of a source with its address, at any ref', () => {
    const content = contentOf(load(git('x', '{ url: "git@github.com:org/apps" }'), '', mounts), 'x');
    expect(content).toMatchObject({ kind: 'tree', self: false });
    expect(pathsOf(content)).toEqual(['deploy/c.yaml']);
    expect(content.kind === 'tree' && content.whole.paths).toEqual(['.sops.yaml', 'deploy/c.yaml']);
  });

  test('has files with the prefix of its mount', () => {
    const content = contentOf(load(git('x', '{ url: "https://github.com/org/apps" }'), '', mounts), 'x');
    expect(content.kind === 'tree' && content.tree.read('deploy/c.yaml' as never)?.path).toBe(
      '@apps/deploy/c.yaml',
    );
  });

  test('is applied by an app like any other', () => {
    const tree = memoryTree({
      'deploy/c.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: d }\n',
    });
    const app = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { path: ./deploy, sourceRef: { kind: GitRepository, name: x } }
`;
    const cluster = load(git('x', '{ url: "https://github.com/org/apps" }') + app, '', [
      { url: 'https://github.com/org/apps', tree },
    ]);
    const config = cluster.objects.find(({ id }) => id.name === 'c');
    expect(config?.body.origin.span.file).toBe('@apps/deploy/c.yaml');
  });
});

describe('what is packed', () => {
  const FILES = '# === a/x.yaml\nx\n# === b/y.yaml\nx\n# === .sops.yaml\nx\n';
  const packed = (spec: string, files: string = FILES): string[] =>
    pathsOf(contentOf(load(git('x', `{ url: "${URL}", ref: { branch: main }, ${spec} }`), files), 'x'));

  test('is all but the defaults', () => {
    expect(packed('')).toEqual(['a/x.yaml', 'b/y.yaml']);
  });

  test('is what spec.ignore leaves', () => {
    expect(packed('ignore: "/*\\n!/a"')).toEqual(['a/x.yaml']);
  });

  test.for(['[a]', '[./a/]', '[/a]'])('is what is checked out sparsely: %s', (sparse) => {
    expect(packed(`sparseCheckout: ${sparse}`)).toEqual(['a/x.yaml']);
  });

  test('is nothing from submodules, unless they are fetched', () => {
    const files = `${FILES}# === .gitmodules\n[submodule "s"]\n\tpath = s\n`;
    const submodules = (more: string): unknown => {
      const content = contentOf(
        load(git('x', `{ url: "${URL}", ref: { branch: main } ${more} }`), files),
        'x',
      );
      return content.kind === 'tree' && content.tree.submodules;
    };
    expect(submodules('')).toEqual([]);
    expect(submodules(', recurseSubmodules: true')).toEqual(['s']);
  });
});

describe('includes', () => {
  const mounts = [
    {
      url: 'https://github.com/org/apps',
      tree: memoryTree({ 'deploy/c.yaml': 'x', 'deploy/d/e.yaml': 'x', 'f.yaml': '' }),
    },
  ];
  const including = (include: string): SourceContent => {
    const sources = `${git('apps', '{ url: "https://github.com/org/apps" }')}${git('x', `{ url: "${URL}", ref: { branch: main }, include: ${include} }`)}`;
    return contentOf(load(sources, '# === a.yaml\nx\n', mounts), 'x');
  };

  test('are copied below the name of the other source', () => {
    expect(pathsOf(including('[{ repository: { name: apps } }]'))).toEqual([
      'a.yaml',
      'apps/deploy/c.yaml',
      'apps/deploy/d/e.yaml',
      'apps/f.yaml',
    ]);
  });

  test('take one directory to another', () => {
    const include = '[{ repository: { name: apps }, fromPath: ./deploy, toPath: vendor/apps }]';
    expect(pathsOf(including(include))).toEqual(['a.yaml', 'vendor/apps/c.yaml', 'vendor/apps/d/e.yaml']);
  });

  test('cannot climb out', () => {
    const include = '[{ repository: { name: apps }, fromPath: ../../deploy, toPath: ../../v }]';
    expect(pathsOf(including(include))).toEqual(['a.yaml', 'v/c.yaml', 'v/d/e.yaml']);
  });

  test.for(['[{ repository: { name: gone } }]', '[{ repository: { name: x } }]', '[{}]', '[7]'])(
    'make the source unknown where the other one is: %s',
    (include) => {
      expect(including(include).kind).toBe('unknown');
    },
  );

  test('in a circle come to an end', () => {
    const sources = ['x', 'y']
      .map((name) =>
        git(
          name,
          `{ url: "${URL}", ref: { branch: main }, include: [{ repository: { name: ${name === 'x' ? 'y' : 'x'} } }] }`,
        ),
      )
      .join('');
    const cluster = load(sources);
    expect([contentOf(cluster, 'x').kind, contentOf(cluster, 'y').kind]).toEqual(['unknown', 'unknown']);
  });
});

describe('a source that is mounted by its name', () => {
  const tree = memoryTree({
    'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: b }\n',
  });
  const app = (kind: string): string => `# === clusters/prod/app.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: app, namespace: flux-system }
spec: { path: ./, sourceRef: { kind: ${kind}, name: out } }
`;
  const object = { kind: 'ExternalArtifact', name: 'out' };

  test('is found although no file has it, and what it holds is applied', () => {
    const cluster = load('', app('ExternalArtifact'), [{ object, tree }]);
    expect(
      cluster.sources.map(({ object: { id }, content }) => [id.kind, id.name, content.kind]),
    ).toContainEqual(['ExternalArtifact', 'out', 'tree']);
    expect(cluster.references.find(({ wanted }) => wanted.name === 'out')?.to.kind).toBe('found');
    expect(cluster.objects.map(({ id }) => id.name)).toContain('a');
  });

  test('is not made up where nothing names it, or what is named is of another kind', () => {
    const cluster = load('', app('OCIRepository'), [{ object, tree }]);
    expect(cluster.sources.map(({ object: { id } }) => id.name)).not.toContain('out');
    expect(cluster.references.find(({ wanted }) => wanted.name === 'out')?.to.kind).toBe('missing');
  });

  test('has the mounted content whatever its address is', () => {
    const mounts = [{ object: { kind: 'GitRepository', namespace: 'flux-system', name: 'x' }, tree }];
    const cluster = load(git('x', '{ url: "https://x.test/y" }'), '', mounts);
    expect(contentOf(cluster, 'x')?.kind).toBe('tree');
  });
});

test('a checkout with a ref is not taken for another one, and the reason says which there is', () => {
  const mounts = [{ url: 'https://x.test/y', ref: { tag: 'v1' }, tree: memoryTree({ a: 'a' }) }];
  const content = contentOf(load(git('x', '{ url: "https://x.test/y", ref: { tag: v2 } }'), '', mounts), 'x');
  expect(content).toEqual({
    kind: 'unknown',
    reason: "'https://x.test/y' is followed at tag 'v2', and what is mounted is tag 'v1'",
  });
});
