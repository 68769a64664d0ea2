import { expect, test } from 'vitest';
import { objectsOf } from '../../flux/queries/queries.js';
import type { Report } from '../../report/report.js';
import type { FileTree } from '../../source/file-tree.js';
import { bootstrapped } from '../../testing/bootstrapped.js';
import { parseRepo, repo } from '../../testing/repo.js';
import { type CheckOptions, check } from '../check.js';
import { type Config, readConfig } from '../config/config.js';
import { definePlugin, defineRule } from '../findings/rule.js';

const META = {
  title: 'A value is bad',
  why: 'It fails.',
  category: 'style',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
} as const;

/** Finds every value \`bad\` of a ConfigMap. */
const bad = defineRule({
  ...META,
  id: 'bad-value',
  severity: 'error',
  messages: { bad: "'{key}' is bad." },
  *check(model, { finding }) {
    for (const { object } of objectsOf(model)) {
      const data = object.body.entries.find(({ key }) => key.value === 'data')?.value;
      for (const { key, value } of data?.kind === 'map' ? data.entries : []) {
        if (value.kind !== 'scalar' || value.value !== 'bad') continue;
        yield finding('bad', { in: object, path: ['data', key.value] }, { data: { key: key.value } });
      }
    }
  },
});
const other = defineRule({ ...META, id: 'other-rule', severity: 'error', stages: [] });
const unused = defineRule({ ...META, id: 'unused-one', severity: 'error', stages: ['suppress/unused'] });
const invalid = defineRule({
  ...META,
  id: 'invalid-one',
  severity: 'error',
  stages: ['suppress/unknown-directive', 'suppress/no-rules', 'suppress/unknown-rule', 'suppress/no-reason'],
});

const rules = [bad, other, unused, invalid];
const plugin = definePlugin({ apiVersion: 1, name: 'p', version: '1', namespace: '', rules });
const on = Object.fromEntries(rules.map(({ id }) => [id, 'on'] as const));

function run(tree: FileTree, config: Config = {}, options: Partial<CheckOptions> = {}): Report {
  return check(tree, { plugins: [plugin], config: { extends: [], rules: on, ...config }, ...options });
}

/** A ConfigMap of the cluster, after a head. */
function settings(text: string): FileTree {
  return parseRepo(`${bootstrapped('clusters/prod')}# === clusters/prod/settings.yaml\n${text}`).tree;
}

const HEAD = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: default }\n';

const found = ({ findings }: Report): string[] => findings.map(({ message }) => message);
const codes = ({ findings }: Report): string[] =>
  findings.map(({ rule, severity, location }) => `${rule} ${severity} ${location.line}:${location.column}`);

test.for<[string, string, string[]]>([
  ['the entry below a comment', 'data:\n  # fluxvet-disable bad-value -- why\n  a: bad\n  b: bad\n', ['b']],
  ['all that is in the entry below', '# fluxvet-disable bad-value -- why\ndata:\n  a: bad\n  b: bad\n', []],
  ['its own line', 'data:\n  a: bad # fluxvet-disable-line bad-value -- why\n  b: bad\n', ['b']],
  [
    'its own line, where it does not stand alone',
    'data:\n  a: bad # fluxvet-disable bad-value -- why\n  b: bad\n',
    ['b'],
  ],
  ['the whole file', 'data:\n  a: bad\n  b: bad\n# fluxvet-disable-file bad-value -- why\n', []],
  [
    'the entry below in flow style',
    'data: {\n  # fluxvet-disable bad-value -- why\n  a: bad,\n  b: bad }\n',
    ['b'],
  ],
  [
    'with other comments between',
    'data:\n  # fluxvet-disable bad-value -- why\n\n  # a\n  a: bad\n  b: bad\n',
    ['b'],
  ],
])('hides %s', ([, text, open]) => {
  const report = run(settings(HEAD + text));
  expect(found(report)).toEqual(open.map((key) => `'${key}' is bad.`));
  expect(report.suppressed).toHaveLength(text.split(': bad').length - 1 - open.length);
});

test('hides a whole document below a comment above its first key, and not the next one', () => {
  const document = (name: string) => `${HEAD.replace('settings', name)}data:\n  ${name}: bad\n`;
  const text = `# fluxvet-disable bad-value -- why\n${document('one')}---\n${document('two')}`;
  expect(found(run(settings(text)))).toEqual(["'two' is bad."]);
});

test.for([
  ['LF', '\n'],
  ['CR LF', '\r\n'],
] as const)('reads a suppression in a file with %s', ([, lineBreak]) => {
  const text = `${HEAD}data:\n  a: bad # fluxvet-disable-line bad-value -- why\n  b: bad\n`;
  const report = run(settings(text.replaceAll('\n', lineBreak)));
  expect(found(report)).toEqual(["'b' is bad."]);
  expect(report.suppressed[0]?.suppression.reason).toBe('why');
});

test.for([
  ['commas', 'other-rule,bad-value'],
  ['blanks', 'other-rule  bad-value'],
  ['both', 'other-rule, bad-value'],
] as const)('names several rules with %s between them', ([, ids]) => {
  const comment = `# fluxvet-disable-line ${ids} -- why -- and more`;
  const report = run(settings(`${HEAD}data:\n  a: bad ${comment}\n`));
  expect(report.suppressed.map(({ rule, suppression }) => ({ rule, ...suppression }))).toEqual([
    {
      rule: 'bad-value',
      reason: 'why -- and more',
      location: {
        file: 'clusters/prod/settings.yaml',
        line: 5,
        column: 10,
        endLine: 5,
        endColumn: 10 + comment.length,
      },
    },
  ]);
  expect(codes(report)).toEqual(['unused-one warning 5:10']);
});

test('takes what stands inside a block scalar for text', () => {
  const text =
    'data:\n  script: |\n    # fluxvet-disable-file bad-value -- why\n    # fluxvet-wrong\n  a: bad\n';
  const report = run(settings(HEAD + text));
  expect(codes(report)).toEqual(['bad-value error 8:6']);
  expect(report.suppressed).toEqual([]);
});

test('takes what stands inside quotes for text', () => {
  const text = `data:\n  note: "x # fluxvet-disable-file bad-value -- why"\n  a: bad\n`;
  expect(codes(run(settings(HEAD + text)))).toEqual(['bad-value error 6:6']);
});

test('hides every finding of an object with the annotation, and no others', () => {
  const annotated = (name: string, annotation: string) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
  namespace: default${annotation}
data:
  ${name}: bad
`;
  const annotation = '\n  annotations: { fluxvet.io/disable: "bad-value -- vendored" }';
  const report = run(settings(`${annotated('one', annotation)}---\n${annotated('two', '')}`));
  expect(found(report)).toEqual(["'two' is bad."]);
  expect(report.suppressed.map(({ suppression }) => suppression.reason)).toEqual(['vendored']);
});

test('hides with an annotation what an overlay writes into the object', () => {
  const { tree } = repo`
${bootstrapped('clusters/prod')}
# === base/kustomization.yaml
resources: [settings.yaml]
# === base/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  annotations: { fluxvet.io/disable: bad-value -- vendored }
data: { a: good }
# === clusters/prod/kustomization.yaml
resources: [flux-system, ../../base]
patches:
- patch: |
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: settings }
    data: { a: bad }
`;
  const report = run(tree);
  expect(report.findings).toEqual([]);
  expect(report.suppressed).toHaveLength(1);
});

test('hides in every cluster what a shared base suppresses', () => {
  const { tree } = repo`
${bootstrapped('clusters/prod')}
${bootstrapped('clusters/staging')}
# === base/kustomization.yaml
resources: [settings.yaml]
# === base/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data:
  a: bad # fluxvet-disable-line bad-value -- why
# === clusters/prod/kustomization.yaml
resources: [flux-system, ../../base]
# === clusters/staging/kustomization.yaml
resources: [flux-system, ../../base]
`;
  const report = run(tree);
  expect(report.findings).toEqual([]);
  expect(report.suppressed.map(({ clusters }) => clusters)).toEqual([['prod', 'staging']]);
});

const TWO = `${bootstrapped('clusters/prod')}${bootstrapped('clusters/staging')}
# === base/kustomization.yaml
resources: [settings.yaml]
# === base/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { a: bad }
# === clusters/prod/kustomization.yaml
resources: [flux-system, ../../base]
commonAnnotations: { fluxvet.io/disable: bad-value -- only here }
# === clusters/staging/kustomization.yaml
resources: [flux-system, ../../base]
`;

test('hides a finding for the cluster whose overlay suppresses it, and tells it for the others', () => {
  const report = run(parseRepo(TWO).tree);
  expect(report.findings.map(({ rule, clusters }) => [rule, clusters])).toEqual([['bad-value', ['staging']]]);
  expect(report.suppressed.map(({ clusters }) => clusters)).toEqual([['prod']]);
  expect(report.summary.suppressed).toBe(1);
});

test('does not change the identity of a finding that is suppressed for one of its clusters', () => {
  const [shown] = run(parseRepo(TWO).tree, {}, { suppressions: 'ignored' }).findings;
  const report = run(parseRepo(TWO).tree);
  const both = [...report.findings, ...report.suppressed];
  expect(both.map(({ fingerprint }) => fingerprint)).toEqual([shown?.fingerprint, shown?.fingerprint]);
});

test.for<[string, string, string[]]>([
  [
    'suppresses nothing',
    'data:\n  a: good # fluxvet-disable-line bad-value -- why\n',
    ['unused-one warning 5:11'],
  ],
  [
    'names another rule than it hides',
    'data:\n  a: bad # fluxvet-disable-line other-rule -- why\n',
    ['bad-value error 5:6', 'unused-one warning 5:10'],
  ],
  [
    'names no rule that there is',
    'data:\n  a: good # fluxvet-disable-line bad-valeu -- why\n',
    ['invalid-one error 5:11'],
  ],
  ['names no rule at all', 'data:\n  a: good # fluxvet-disable-line\n', ['invalid-one error 5:11']],
  [
    'names no rule but a reason',
    'data:\n  a: good # fluxvet-disable-line -- why\n',
    ['invalid-one error 5:11'],
  ],
  ['gives no reason', 'data:\n  a: bad # fluxvet-disable-line bad-value\n', ['invalid-one warning 5:10']],
  [
    'gives an empty reason',
    'data:\n  a: bad # fluxvet-disable-line bad-value --\n',
    ['invalid-one warning 5:10'],
  ],
  [
    'is no directive',
    'data:\n  a: good # fluxvet-disable-next bad-value -- why\n',
    ['invalid-one error 5:11'],
  ],
  ['is misspelled', 'data:\n  a: good # fluxvet-disabel bad-value -- why\n', ['invalid-one error 5:11']],
  [
    'is a word of other linters',
    'data:\n  # fluxvet-ignore bad-value\n  a: good\n',
    ['invalid-one error 5:3'],
  ],
  ['has a colon in its name', 'data:\n  a: good # fluxvet:disable bad-value\n', ['invalid-one error 5:11']],
  [
    'has a colon behind it',
    'data:\n  a: good # fluxvet-disable-line: bad-value\n',
    ['invalid-one error 5:11'],
  ],
  ['has a blank in its name', 'data:\n  a: good # fluxvet disable bad-value\n', ['invalid-one error 5:11']],
  [
    'stands above nothing',
    'data:\n  a: good\n# fluxvet-disable bad-value -- why\n',
    ['unused-one warning 6:1'],
  ],
])('reports a suppression that %s', ([, text, told]) => {
  expect(codes(run(settings(HEAD + text)))).toEqual(told);
});

test('asks for the rule that was probably meant', () => {
  const text = 'data:\n  a: bad # fluxvet-disable-line bad-valeu -- why\n';
  expect(found(run(settings(HEAD + text)))).toContain(
    "The suppression names 'bad-valeu', which is no rule; did you mean 'bad-value'?",
  );
});

const GOOD = `${HEAD}data:\n  a: good # fluxvet-disable-line bad-value -- why\n`;

test('does not call a suppression unused whose rule does not run', () => {
  expect(codes(run(settings(GOOD), { rules: { ...on, 'bad-value': 'off' } }))).toEqual([]);
  const likely = defineRule({
    ...META,
    confidence: 'likely',
    id: 'bad-value',
    severity: 'error',
    stages: [],
  });
  const plugins = [definePlugin({ ...plugin, rules: [likely, unused] })];
  const config = { extends: [], rules: { 'bad-value': 'on', 'unused-one': 'on' } } as const;
  const told = (more: Config) => codes(check(settings(GOOD), { plugins, config: { ...config, ...more } }));
  expect(told({})).toEqual(['unused-one warning 5:11']);
  expect(told({ confidence: 'certain' })).toEqual([]);
});

test('does not call a suppression unused whose rule crashed', () => {
  const crashing = defineRule({
    ...META,
    id: 'bad-value',
    severity: 'error',
    // biome-ignore lint/correctness/useYield: it never comes to that
    *check() {
      throw new Error('out of luck');
    },
  });
  const plugins = [definePlugin({ ...plugin, rules: [crashing, unused] })];
  const report = check(settings(GOOD), {
    plugins,
    config: { extends: [], rules: { 'bad-value': 'on', 'unused-one': 'on' } },
  });
  expect(codes(report)).toEqual([]);
});

test('does not call a suppression unused where an override switches its rule off, unless there is nothing to find', () => {
  const overrides = [{ files: ['clusters/**'], rules: { 'bad-value': 'off' } }] as const;
  const text = `${HEAD}data:\n  a: bad # fluxvet-disable-line bad-value -- why\n`;
  const report = run(settings(text), { overrides });
  expect([codes(report), report.suppressed]).toEqual([[], []]);
  expect(codes(run(settings(GOOD), { overrides }))).toEqual(['unused-one warning 5:11']);
});

test.for<[string, 'off' | 'note', string[]]>([
  ['switches off', 'off', []],
  ['changes the severity of', 'note', ['unused-one note 5:11']],
])('follows an override that %s what is said of suppressions', ([, severity, told]) => {
  const overrides = [{ files: ['clusters/**'], rules: { 'unused-one': severity } }];
  expect(codes(run(settings(GOOD), { overrides }))).toEqual(told);
});

test('says what is wrong with an annotation on an object that no cluster gets', () => {
  const annotated = (text: string) =>
    parseRepo(`${bootstrapped('clusters/prod')}# === drafts/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  annotations:
    fluxvet.io/disable: ${text}
`).tree;
  const told = (text: string) => codes(run(annotated(text)));
  expect(told('bad-value -- why')).toEqual(['unused-one warning 6:25']);
  expect(told('bad-valeu -- why')).toEqual(['invalid-one error 6:25']);
  expect(told('"-- why"')).toEqual(['invalid-one error 6:25']);
  expect(told('other-rule, nothing')).toEqual(
    expect.arrayContaining(['unused-one warning 6:25', 'invalid-one error 6:25', 'invalid-one warning 6:25']),
  );
});

test('hides with an annotation what is found in the file of its object, whether a cluster gets it or not', () => {
  const inFile = defineRule({
    ...META,
    id: 'bad-value',
    severity: 'error',
    messages: { bad: 'It is bad.' },
    *check(model, { finding }) {
      for (const path of model.tree.paths) {
        const file = model.tree.read(path);
        const start = file?.text.indexOf(' bad }') ?? -1;
        if (file && start >= 0)
          yield finding('bad', { in: file, span: { file: path, start, end: start + 4 } });
      }
    },
  });
  const plugins = [definePlugin({ ...plugin, rules: [inFile, unused, invalid] })];
  const config = {
    extends: [],
    rules: { 'bad-value': 'on', 'unused-one': 'on', 'invalid-one': 'on' },
  } as const;
  const annotated = HEAD.replace('}', ', annotations: { fluxvet.io/disable: bad-value -- why } }');
  const of = (text: string) =>
    check(parseRepo(`${bootstrapped('clusters/prod')}# === drafts/settings.yaml\n${text}`).tree, {
      plugins,
      config,
    });
  const report = of(`${annotated}data: { a: bad }\n`);
  expect([codes(report), report.suppressed.length]).toEqual([[], 1]);
  const next = of(`${annotated}---\n${HEAD}data: { a: bad }\n`);
  expect(next.findings.map(({ rule }) => rule)).toEqual(['unused-one', 'bad-value']);
});

test('reports an annotation that names no rule, once for all objects that carry it', () => {
  const { tree } = repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/kustomization.yaml
resources: [flux-system]
commonAnnotations: { fluxvet.io/disable: "-- why" }
`;
  expect(codes(run(tree))).toEqual(['invalid-one error 2:42']);
});

test('makes a missing reason an error where the configuration demands one', () => {
  const tree = settings(`${HEAD}data:\n  a: bad # fluxvet-disable-line bad-value\n`);
  expect(codes(run(tree, { suppressions: { requireReason: true } }))).toEqual(['invalid-one error 5:10']);
});

test('does not hide findings of a rule that nobody may suppress, and calls the attempt unused', () => {
  const tree = settings(`${HEAD}data:\n  a: bad # fluxvet-disable-line bad-value -- why\n`);
  const report = run(tree, { suppressions: { forbid: ['bad-value'] } });
  expect(codes(report)).toEqual(['bad-value error 5:6', 'unused-one warning 5:10']);
});

test('shows all that is hidden where suppressions are ignored, and does not judge them then', () => {
  const tree = settings(`${HEAD}data:\n  a: bad # fluxvet-disable-line bad-value, other-rule\n`);
  const report = run(tree, {}, { suppressions: 'ignored' });
  expect(codes(report)).toEqual(['bad-value error 5:6']);
  expect(report.suppressed).toEqual([]);
});

test('counts what is hidden', () => {
  const tree = settings(`# fluxvet-disable-file bad-value -- why\n${HEAD}data:\n  a: bad\n  b: bad\n`);
  const { summary } = run(tree);
  expect(summary).toMatchObject({ errors: 0, suppressed: 2 });
});

test('keeps the severity that the configuration names for what it says of suppressions', () => {
  const { config } = readConfig({
    path: 'c.yaml' as never,
    text: 'extends: []\nrules: { bad-value: on, unused-one: note }',
    lines: { starts: [0] },
  });
  const tree = settings(`${HEAD}data:\n  a: good # fluxvet-disable-line bad-value -- why\n`);
  expect(codes(run(tree, config))).toEqual(['unused-one note 5:11']);
});

test('stays silent about comments that only talk of fluxvet', () => {
  const text = `# fluxvet finds this
# see fluxvet-disable for more
#fluxvetdisable
# fluxvet-baseline.json has more of it
# fluxvet: this is checked
# fluxvet ignores what stands below
# fluxvet ignore the next line
`;
  expect(codes(run(settings(`${text}${HEAD}`)))).toEqual([]);
});
