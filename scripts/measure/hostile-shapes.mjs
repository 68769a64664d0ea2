// Repositories that ask for more than any machine has, or that are no files at all, each with a cluster in which one
// Flux Kustomization has a wrong path: whatever else is wrong, that must still be told.
import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The path that is wrong in every repository. */
export const CANARY = 'no-such-directory-canary';

/** Makes every repository below a directory, and answers with their directories. */
export function makeShapes(root) {
  return Object.entries(SHAPES).map(([name, make]) => {
    const directory = join(root, name);
    const write = (path, content) => {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), content);
    };
    for (const [path, text] of Object.entries(cluster())) write(path, text);
    make({ write, directory });
    return directory;
  });
}

const app = (name, path, more = '') =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: ${name}, namespace: flux-system }\nspec:\n  interval: 10m\n  path: ./${path}\n  prune: true\n  sourceRef: { kind: GitRepository, name: flux-system }\n${more}`;
const map = (name, data = '{}') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: default }\ndata: ${data}\n`;
const numbers = (count) => Array.from({ length: count }, (_, at) => at);
const component = (body) => `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n${body}`;

function cluster() {
  return {
    'clusters/prod/flux-system/gotk-components.yaml':
      '# Flux Version: v2.9.4\napiVersion: v1\nkind: Namespace\nmetadata: { name: flux-system }\n',
    'clusters/prod/flux-system/gotk-sync.yaml': `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: flux-system, namespace: flux-system }\nspec: { interval: 1m0s, ref: { branch: main }, secretRef: { name: flux-system }, url: "ssh://git@github.com/example/fleet.git" }\n---\n${app('flux-system', 'clusters/prod')}`,
    'clusters/prod/flux-system/kustomization.yaml': 'resources: [gotk-components.yaml, gotk-sync.yaml]\n',
    'clusters/prod/apps.yaml': app('apps', 'apps'),
    'clusters/prod/canary.yaml': app('canary', CANARY),
    'apps/a.yaml': map('a', '{ k: v }'),
  };
}

const withPatch = (operations) =>
  `resources: [a.yaml]\npatches:\n- target: { kind: ConfigMap }\n  patch: |\n${operations.map((each) => `    - ${each}\n`).join('')}`;

const SHAPES = {
  'baseline-is-zero': ({ directory }) => symlinkSync('/dev/zero', join(directory, 'fluxvet-baseline.json')),
  'config-is-zero': ({ directory }) => symlinkSync('/dev/zero', join(directory, 'fluxvet.config.yaml')),
  'index-is-zero': ({ directory }) => {
    mkdirSync(join(directory, '.git'));
    symlinkSync('/dev/zero', join(directory, '.git/index'));
  },
  'git-file-is-pipe': ({ directory }) => pipe(join(directory, '.git')),
  'config-is-pipe': ({ directory }) => pipe(join(directory, 'fluxvet.config.yaml')),
  'pipe-behind-link': ({ directory }) => {
    pipe(join(directory, 'pipe'));
    symlinkSync('../pipe', join(directory, 'apps/b.yaml'));
  },
  'pipe-as-ignore-file': ({ directory }) => {
    mkdirSync(join(directory, '.git'));
    pipe(join(directory, 'apps/.gitignore'));
  },
  'names-not-utf8': ({ directory }) => {
    for (const name of ['\\xff.yaml', '\\xc3.yml', 'kustomization\\xfe.yaml']) {
      spawnSync('bash', ['-c', `printf 'a: b\\n' > "$0/apps/"$'${name}'`, directory]);
    }
  },
  'chain-of-600-bases': ({ write }) => {
    write('apps/kustomization.yaml', 'resources: [a.yaml, ../b0]\n');
    for (const at of numbers(600)) write(`b${at}/kustomization.yaml`, `resources: [../b${at + 1}]\n`);
    write('b600/kustomization.yaml', 'resources: [c.yaml]\n');
    write('b600/c.yaml', map('c'));
  },
  'chain-of-600-components': ({ write }) => {
    write('apps/kustomization.yaml', 'resources: [a.yaml]\ncomponents: [../c0]\n');
    for (const at of numbers(600))
      write(`c${at}/kustomization.yaml`, component(`components: [../c${at + 1}]\n`));
    write('c600/kustomization.yaml', component('namePrefix: x-\n'));
  },
  'bases-that-double-30': ({ write }) => {
    write('apps/kustomization.yaml', 'resources: [../b0x, ../b0y]\n');
    for (const at of numbers(30)) {
      for (const side of ['x', 'y'])
        write(
          `b${at}${side}/kustomization.yaml`,
          `namePrefix: ${side}-\nresources: [../b${at + 1}x, ../b${at + 1}y]\n`,
        );
    }
    for (const side of ['x', 'y']) {
      write(`b30${side}/kustomization.yaml`, `namePrefix: ${side}-\nresources: [c.yaml]\n`);
      write(`b30${side}/c.yaml`, map('c'));
    }
  },
  'components-that-fan-out': ({ write }) => {
    write('apps/kustomization.yaml', `resources: [a.yaml]\ncomponents: [${'../c0, '.repeat(40)}../c0]\n`);
    write('c0/kustomization.yaml', component(`components: [${'../c1, '.repeat(40)}../c1]\n`));
    write('c1/kustomization.yaml', component(`components: [${'../c2, '.repeat(40)}../c2]\n`));
    write('c2/kustomization.yaml', component('commonAnnotations: { a: b }\n'));
  },
  'documents-130k': ({ write }) => write('apps/b.yaml', '---\na: b\n'.repeat(130_000)),
  'objects-130k': ({ write }) =>
    write(
      'apps/b.yaml',
      numbers(40_000)
        .map((at) => `---\n${map(`m${at}`)}`)
        .join(''),
    ),
  'findings-10001': ({ write }) =>
    write(
      'clusters/prod/many.yaml',
      numbers(10_001)
        .map((at) => `---\n${app(`m${at}`, `gone-${at}`)}`)
        .join(''),
    ),
  'comments-200k': ({ write }) =>
    write('apps/b.yaml', `${'# fluxvet-disable x -- y\n'.repeat(200_000)}${map('b')}`),
  'suppressions-20k': ({ write }) =>
    write(
      'apps/b.yaml',
      `${map('b', '')}${numbers(20_000)
        .map((at) => `  # fluxvet-disable unknown-field -- y\n  k${at}: v\n`)
        .join('')}`,
    ),
  'comment-5mb': ({ write }) => write('apps/b.yaml', `# ${'fluxvet-disable '.repeat(320_000)}\n${map('b')}`),
  'suppression-5mb': ({ write }) =>
    write('apps/b.yaml', `# fluxvet-disable ${'a-b '.repeat(1_250_000)}-- why\n${map('b')}`),
  'annotation-5mb': ({ write }) =>
    write(
      'apps/b.yaml',
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n  namespace: default\n  annotations: { fluxvet.io/disable: "${'a-b,'.repeat(1_200_000)}" }\n`,
    ),
  'jsonpatch-move-and-copy': ({ write }) =>
    write(
      'apps/kustomization.yaml',
      withPatch(
        numbers(40).flatMap((at) => [
          `{ op: add, path: /data/y${at}, value: {} }`,
          `{ op: copy, from: /data, path: /data/y${at}/z }`,
        ]),
      ),
    ),
  'jsonpatch-20k-operations': ({ write }) =>
    write(
      'apps/kustomization.yaml',
      withPatch(numbers(20_000).map((at) => `{ op: add, path: /data/k${at}, value: v }`)),
    ),
  'jsonpatch-nests-5k': ({ write }) =>
    write(
      'apps/kustomization.yaml',
      withPatch(numbers(5_000).map(() => '{ op: copy, from: /data, path: /data/x }')),
    ),
  'replacement-copies-trees': ({ write }) =>
    write(
      'apps/kustomization.yaml',
      `resources: [a.yaml]\nreplacements:\n${numbers(40)
        .map(
          (at) =>
            `- source: { kind: ConfigMap, name: a, fieldPath: data }\n  targets: [{ select: { kind: ConfigMap, name: a }, fieldPaths: [data.x${at}], options: { create: true } }]\n`,
        )
        .join('')}`,
    ),
  'replacements-circle-30': ({ write }) => {
    write('apps/a.yaml', map('a', '{ k: v, l: w }'));
    const copy = (from, to) =>
      `- source: { kind: ConfigMap, name: a, fieldPath: data.${from} }\n  targets: [{ select: { kind: ConfigMap, name: a }, fieldPaths: [data.${to}] }]\n`;
    write(
      'apps/kustomization.yaml',
      `resources: [a.yaml]\nreplacements:\n${numbers(30)
        .map(() => copy('k', 'l') + copy('l', 'k'))
        .join('')}`,
    );
  },
  'aliases-that-fit': ({ write }) =>
    write(
      'apps/b.yaml',
      numbers(200)
        .map(
          (at) =>
            `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: m${at}, namespace: default }\ndata:\n  a: &a [x,x,x,x,x,x,x,x,x,x]\n  b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n  c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n  d: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`,
        )
        .join(''),
    ),
  'redos-in-replacement': ({ write }) => {
    write('apps/a.yaml', map('a'.repeat(60), '{ l: [ { name: x } ] }'));
    write(
      'apps/kustomization.yaml',
      `resources: [a.yaml]\npatches:\n- { target: { kind: ConfigMap, name: "(a*)*b" }, patch: '[{"op":"add","path":"/data/k","value":"v"}]' }\n- { target: { kind: ConfigMap, name: "(.*)(.*)(.*)(.*)(.*)b" }, patch: '[{"op":"add","path":"/data/k","value":"v"}]' }\n`,
    );
  },
  'pattern-repeats': ({ write }) =>
    write(
      'apps/kustomization.yaml',
      `resources: [a.yaml]\npatches:\n- { target: { name: "((a{100}){10}){10}" }, patch: '[{"op":"add","path":"/data/k","value":"v"}]' }\n`,
    ),
  'sourceignore-many-lines': ({ write }) =>
    write(
      '.sourceignore',
      `${numbers(60_000)
        .map((at) => `x*${at}*y`)
        .join('\n')}\n`,
    ),
  'gitignore-stars-and-slashes': ({ write, directory }) => {
    mkdirSync(join(directory, '.git'));
    write('.gitignore', `${'**/'.repeat(20_000)}x\n${'*a'.repeat(20_000)}\n${'[a-'.repeat(20_000)}\n`);
  },
  'config-braces': ({ write }) =>
    write(
      'fluxvet.config.yaml',
      `ignore: ["${'{a,b}'.repeat(2_000)}", "${'{'.repeat(20_000)}", "${'*'.repeat(20_000)}x"]\n`,
    ),
  'semver-odd-6k': ({ write }) =>
    write(
      'clusters/prod/flux.yaml',
      `apiVersion: fluxcd.controlplane.io/v1\nkind: FluxInstance\nmetadata: { name: flux, namespace: flux-system }\nspec: { distribution: { version: "${numbers(
        6_000,
      )
        .map((at) => `!=2.${at}.${at}`)
        .join(', ')}", registry: ghcr.io/fluxcd } }\n`,
    ),
  'semver-long-word': ({ write }) =>
    write(
      'clusters/prod/flux.yaml',
      `apiVersion: fluxcd.controlplane.io/v1\nkind: FluxInstance\nmetadata: { name: flux, namespace: flux-system }\nspec: { distribution: { version: "${'2'.repeat(200_000)}", registry: ghcr.io/fluxcd } }\n---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: h, namespace: flux-system }\nspec: { interval: 1h, chart: { spec: { chart: x, version: "${' '.repeat(100_000)}${'>'.repeat(100_000)}", sourceRef: { kind: HelmRepository, name: r } } } }\n`,
    ),
  'substitution-replaces-all': ({ write }) => {
    write(
      'clusters/prod/apps.yaml',
      app(
        'apps',
        'apps',
        `  postBuild: { substitute: { a: "${'x'.repeat(50_000)}", b: "${'y'.repeat(50_000)}" } }\n`,
      ),
    );
    write('apps/a.yaml', map('a', '{ k: "${a//x/${b}}", l: "${a//x/${b}}${a//x/${b}}" }'));
  },
  'substitution-over-many-apps': ({ write }) => {
    write('apps/a.yaml', map('a', `{ k: "${'${a}'.repeat(100_000)}" }`));
    write(
      'clusters/prod/apps.yaml',
      numbers(300)
        .map((at) => app(`a${at}`, 'apps', `  postBuild: { substitute: { a: "${at}" } }\n`))
        .join('---\n'),
    );
  },
  'resource-set-of-sets': ({ write }) =>
    write(
      'clusters/prod/rs.yaml',
      `apiVersion: fluxcd.controlplane.io/v1\nkind: FluxInstance\nmetadata: { name: flux, namespace: flux-system }\nspec: { distribution: { version: "2.x", registry: ghcr.io/fluxcd } }\n---\napiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSet\nmetadata: { name: rs, namespace: default }\nspec:\n  inputs:\n${numbers(
        300,
      )
        .map((at) => `  - { a: x${at} }\n`)
        .join('')}  resourcesTemplate: |\n${numbers(300)
        .map(
          (at) =>
            `    ---\n    apiVersion: v1\n    kind: ConfigMap\n    metadata: { name: m${at}-<< inputs.a >>, namespace: default }\n`,
        )
        .join('')}`,
    ),
  'apps-that-apply-themselves': ({ write }) =>
    write(
      'apps/k.yaml',
      numbers(50)
        .map((at) => app(`k${at}`, 'apps', `  nameSuffix: -s${at}\n`))
        .join('---\n'),
    ),
  'cel-loops': ({ write }) =>
    write(
      'apps/crd.yaml',
      `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: things.example.com }\nspec:\n  group: example.com\n  names: { kind: Thing, plural: things }\n  scope: Namespaced\n  versions:\n  - name: v1\n    served: true\n    storage: true\n    schema:\n      openAPIV3Schema:\n        type: object\n        properties:\n          spec:\n            type: object\n            x-kubernetes-preserve-unknown-fields: true\n            x-kubernetes-validations:\n            - { rule: "[${'1,'.repeat(3_000)}1].all(x, [${'1,'.repeat(3_000)}1].all(y, x == y))" }\n---\napiVersion: example.com/v1\nkind: Thing\nmetadata: { name: t, namespace: default }\nspec: {}\n`,
    ),
  'crd-of-odd-shapes': ({ write }) =>
    write(
      'apps/crd.yaml',
      `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: things.example.com }\nspec:\n  group: example.com\n  names: { kind: Thing, plural: things }\n  versions:\n  - { name: v1, served: true, schema: { openAPIV3Schema: { type: [object], properties: { spec: 7, __proto__: { type: string }, constructor: x }, required: 3, enum: x, pattern: {}, x-kubernetes-validations: { a: b } } } }\n---\napiVersion: example.com/v1\nkind: Thing\nmetadata: { name: t, namespace: default }\nspec: {}\nconstructor: {}\ntoString: 1\n`,
    ),
  'names-of-prototypes': ({ write }) => {
    write(
      'clusters/prod/odd.yaml',
      ['constructor', '__proto__', 'toString', 'hasOwnProperty']
        .map(
          (name) =>
            `---\napiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: { name: x, namespace: flux-system }\nspec: { interval: 1m, url: "oci://example.com/x", provider: ${name}, ${name}: { ${name}: 1 } }\n---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: ${name}\nmetadata: { name: ${name.toLowerCase().replaceAll('_', '')} }\nspec: { ${name}: ${name} }\n`,
        )
        .join(''),
    );
    write(
      'apps/kustomization.yaml',
      'resources: [a.yaml]\n__proto__: x\nimages: [{ name: x, constructor: y }]\nlabels: [{ pairs: { __proto__: a, toString: b } }]\npatches: [{ target: { kind: ConfigMap, toString: x }, patch: x }]\n',
    );
  },
  'broken-lines-of-flow': ({ write }) => write('apps/b.yaml', '{ a: [\n'.repeat(30_000)),
  'one-line-of-quotes': ({ write }) => write('apps/b.yaml', `a: ${'"'.repeat(300_000)}\n`),
  'url-of-ats': ({ write }) =>
    write(
      'clusters/prod/s.yaml',
      `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: s, namespace: flux-system }\nspec: { interval: 1m, url: "https://${'a@'.repeat(50_000)}${'.'.repeat(50_000)}/x" }\n`,
    ),
  'merged-list-of-10k': ({ write }) => {
    const containers = numbers(3_000)
      .map((at) => `{ name: c${at}, image: i }`)
      .join(', ');
    const pod = (list) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: d, namespace: default }\nspec: { selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: b } }, spec: { containers: [${list}] } } }\n`;
    write('apps/d.yaml', pod(containers));
    write('apps/p.yaml', pod(containers));
    write('apps/kustomization.yaml', 'resources: [a.yaml, d.yaml]\npatches: [{ path: p.yaml }]\n');
  },
  'images-3k': ({ write }) => {
    write(
      'apps/kustomization.yaml',
      `resources: [a.yaml, b.yaml]\nimages:\n${numbers(3_000)
        .map((at) => `- { name: i${at}, newTag: x }\n`)
        .join('')}`,
    );
    write(
      'apps/b.yaml',
      map(
        'b',
        `{ ${numbers(3_000)
          .map((at) => `k${at}: v`)
          .join(', ')} }`,
      ),
    );
  },
};

function pipe(path) {
  spawnSync('mkfifo', [path]);
}
