import { bootstrapped, repo } from '@fluxvet/core/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { directoriesOnDisk, runIn } from '../testing/program-on-disk.js';

const onDisk = directoriesOnDisk();

/** Where a secret can stand; each place makes some message, frame, fix or object. */
const PLACES: Readonly<Record<string, (secret: string) => string>> = {
  'apps/data.yaml': (s) =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: data}\ndata: {a: ${Buffer.from(s).toString('base64')}, b: "${s}"}\n`,
  'apps/string.yaml': (s) =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  a: ${s}\n  b: |\n    x\n    ${s}\n`,
  'apps/list.yaml': (s) =>
    `apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Secret, metadata: {name: l, lables: {}}, stringData: {a: ${s}}}\n`,
  'apps/broken.yaml': (s) => `apiVersion: v1\nkind: Secret\nmetadata: {name: b}\nstringData:\n  a: "${s}\n`,
  'apps/twice.yaml': (s) =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: t}\nstringData: {a: ${s}, a: x}\n`,
  'apps/whole.yaml': (s) =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: w}\nstringData: ${s}\ndata: [${s}]\n`,
  'apps/lower.yaml': (s) => `apiVersion: v1\nkind: secret\nmetadata: {name: lower}\nstringdata: {a: ${s}}\n`,
  'apps/config.yaml': (s) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  password: ${s}\n  url: "postgres://me:${s}@db/x"\n  file: |\n    db.password=${s}\n`,
  'apps/job.yaml': (s) =>
    `apiVersion: batch/v1\nkind: Job\nmetadata: {name: "j-\${token}"}\nspec: {template: {spec: {containers: [{name: c, image: "x:\${token}", args: ["--password=${s}"], env: [{name: API_TOKEN, value: ${s}}]}]}}}\n`,
  'apps/gen.env': (s) => `A=${s}\nbad line ${s}\n`,
  'apps/kustomization.yaml': (s) =>
    `resources: [data.yaml, string.yaml, list.yaml, lower.yaml, config.yaml, job.yaml]
secretGenerator:
- {name: g, literals: ["a=${s}", "${s}"], envs: [gen.env], files: ["a=b=${s}"]}
patches:
- {target: {kind: Secret, name: s}, patch: '[{"op": "add", "path": "/stringData/z", "value": "${s}"}, {"op": "test", "path": "/stringData/a", "value": "${s}x1"}]'}
`,
  'clusters/prod/vars.yaml': (s) =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: vars, namespace: flux-system}\nstringData: {token: ${s}, "bad-name": ${s}}\n`,
  'clusters/prod/source.yaml': (s) =>
    `apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: {name: r, namespace: flux-system}\nspec: {interval: 1m, url: "https://me:${s}@example.org/charts"}\n`,
  'clusters/prod/apps.yaml': (s) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps, namespace: flux-system}
spec:
  interval: 1m
  prune: true
  path: ./apps
  dependsOn: [{name: "\${token}"}]
  sourceRef: {kind: GitRepository, name: flux-system}
  postBuild: {substitute: {pass: ${s}}, substituteFrom: [{kind: Secret, name: vars}]}
`,
};

const RUNS: readonly (readonly string[])[] = [
  ...['text', 'line', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown'].map((format) => [
    'check',
    '--format',
    format,
  ]),
  ['check', '--no-suppressions'],
  ['check', '--fix-dry-run=unsafe'],
  ['list'],
  ['list', '--format', 'json'],
  ['graph', '--all'],
  ['graph', '--all', '--format', 'json'],
  ['graph', '--all', '--format', 'dot'],
  ['render', '--origins'],
  ['build', 'apps', '--origins'],
  ['explain', 'prod', 'Secret/flux-system/vars', 'stringData.token'],
  ['explain', 'prod', 'HelmRepository/flux-system/r', 'spec.url'],
  ['explain', 'prod', 'Kustomization/flux-system/apps', 'spec.dependsOn[0].name'],
];

// A letter and a digit in it, as in what is drawn by chance, and nothing that would end a plain scalar.
const secrets = fc
  .string({
    unit: fc.constantFrom(...'abcdefghkmnpqrstuvwxyzABCDEFGHKMNPQRSTUVWXYZ23456789'),
    minLength: 20,
    maxLength: 40,
  })
  .filter((text) => /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) && new Set(text).size > 13);

/** Every place can be left out, so that what it hides of others shows. */
const placed = fc.record({
  secrets: fc.uniqueArray(secrets, {
    minLength: Object.keys(PLACES).length,
    maxLength: Object.keys(PLACES).length,
  }),
  left: fc.array(fc.constantFrom(...Object.keys(PLACES)), { maxLength: 3 }),
});

test('nothing of a marked value is in what any command prints', { timeout: 120_000 }, async () => {
  const { files } = repo`${bootstrapped('clusters/prod')}`;
  await fc.assert(
    fc.asyncProperty(placed, async ({ secrets: drawn, left }) => {
      const chosen = Object.entries(PLACES).filter(([path]) => !left.includes(path));
      const written = chosen.map(([path, write], at) => [path, write(`s${drawn[at]}`)]);
      const root = onDisk({ ...files, ...Object.fromEntries(written) });
      for (const argv of RUNS) {
        const { out, err } = await runIn(root, argv);
        for (const secret of drawn) {
          // Half of it would be enough to know it by.
          expect(`${argv.join(' ')}\n${out}${err}`).not.toContain(secret.slice(0, 10));
          expect(out + err).not.toContain(Buffer.from(`s${secret}`).toString('base64').slice(0, 12));
        }
      }
    }),
    { numRuns: 4, seed: 16 },
  );
});
