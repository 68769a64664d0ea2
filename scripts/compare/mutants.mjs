// Changes kustomizations and Flux Kustomizations of real repositories at random, and compares what fluxvet and an oracle make of them.
//   node scripts/compare/mutants.mjs ORACLE DIR [--count 2000] [--seed 1] [--only kustomizations|apps] [--verbose]
// ORACLE is a program that answers questions of one line each: `ORACLE serve`. DIR holds one directory a repository.
// Both must fail, or both build the same objects; a build that needs the network is passed over.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { parseAllDocuments, stringify } from 'yaml';
import { fromSource } from '../from-source.mjs';
import { mutateApp, mutateText, randomOf } from './random-changes.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    verbose: { type: 'boolean' },
  },
});
const [oraclePath, where] = positionals;
if (!oraclePath || !where)
  throw new Error('usage: mutants.mjs ORACLE DIR [--count N] [--seed N] [--verbose]');

const core = await fromSource(
  'index.ts',
  'source/file-tree.ts',
  'source/source-file.ts',
  'kustomize/build.ts',
  'flux/kustomization/path-build.ts',
  'flux/substitution/post-build.ts',
  'yaml/read/parse-yaml.ts',
  'yaml/nodes/node-path.ts',
);
const random = randomOf(Number(values.seed));
const NETWORK =
  /dial tcp|lookup |Could not resolve|git fetch|no such host|exec: "git"|URL is a git|'git|HTTP/i;

const oracle = serve(oraclePath);
const total = { mutants: 0, equal: 0, bothFail: 0, passedOver: 0, differ: 0, onlyOurs: 0, onlyTheirs: 0 };
const repositories = readdirSync(where, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => load(name));
try {
  if (values.only !== 'apps') await compareKustomizations(Number(values.count));
  if (values.only !== 'kustomizations') await compareApps(Number(values.count));
} finally {
  oracle.end();
  for (const { copy } of repositories) rmSync(copy, { recursive: true, force: true });
}
process.exitCode = total.differ + total.onlyOurs + total.onlyTheirs > 0 ? 1 : 0;

function load(name) {
  const tree = core.openTree(join(where, name));
  const copy = mkdtempSync(join(tmpdir(), 'fluxvet-mutants-'));
  for (const path of tree.paths) put(copy, path, tree.read(path));
  return { name, tree, copy };
}

function put(copy, path, file) {
  if (!file) return;
  mkdirSync(dirname(join(copy, path)), { recursive: true });
  writeFileSync(join(copy, path), file.bytes ?? file.text);
}

async function compareKustomizations(count) {
  const places = [];
  for (const repository of repositories) {
    for (const path of repository.tree.paths) {
      if (!/(^|\/)(kustomization\.ya?ml|Kustomization)$/.test(path)) continue;
      const directory = dirname(path) === '.' ? '' : dirname(path);
      const build = core.buildKustomization(repository.tree, directory);
      const isWhole = build.complete && !build.diagnostics.some(({ severity }) => severity === 'error');
      if (isWhole && build.inputs.size < 40)
        places.push({ ...repository, directory, inputs: [...build.inputs] });
    }
  }
  for (let at = 0; at < count; at++) {
    const { name, tree, copy, directory, inputs } = random.pick(places);
    const own = inputs.filter((path) => dirname(path) === directory || dirname(path) === '.');
    const path = random.pick(random.chance(0.7) && own.length > 0 ? own : inputs);
    const before = tree.read(path);
    const text = mutateText(before.text, random);
    if (text === undefined || text === before.text) continue;
    const changed = core.sourceFile(path, text);
    const ours = attempt(() => {
      const build = core.buildKustomization(core.replaceFiles(tree, new Map([[path, changed]])), directory);
      return outcomeOf(build, build.objects);
    });
    put(copy, path, changed);
    const theirs = await oracle.ask({ ask: 'kustomize', dir: join(copy, directory), flux: true, root: copy });
    put(copy, path, before);
    judge(`kustomization ${name} ${directory || '.'} (${path})`, { ours, theirs, before: before.text, text });
  }
  report('kustomizations');
}

async function compareApps(count) {
  const apps = repositories.flatMap((repository) =>
    core.loadModel(repository.tree).clusters.flatMap((cluster) =>
      cluster.apps
        .filter(
          ({ kind, path, state, remote }) =>
            kind === 'Kustomization' && path.kind === 'built' && state === 'whole' && !remote,
        )
        .filter(({ source }) => source.kind === 'found' && source.target.content.self === true)
        .filter(({ path }) => path.build.inputs.size < 40)
        .map((app) => ({ ...repository, app })),
    ),
  );
  for (let at = 0; at < count; at++) {
    const { name, tree, copy, app } = random.pick(apps);
    const body = mutateApp(core.toPlain(app.object.body), random, tree.paths);
    const text = stringify(body, { aliasDuplicateObjects: false });
    const strict = random.chance(0.3);
    const ours = attempt(() => {
      const [root] = core.parseDocuments(text, (start, end) => ({ file: 'app.yaml', start, end })).documents;
      const built = core.buildPath(tree, root.root);
      if (built.kind !== 'built') return { error: built.kind };
      const done = core.finishObjects(built.build.objects, {
        kustomization: root.root,
        find: () => ({ kind: 'missing' }),
        strictness: strict ? 'strict' : 'lenient',
        tree,
      });
      // A bad name is noticed only where there is an object to look for it in.
      const problem = done.problems[0] ?? (done.objects.length > 0 ? done.variables?.problems[0] : undefined);
      return problem ? { error: problem.message } : outcomeOf(built.build, done.objects);
    });
    const theirs = await oracle.ask({
      ask: 'flux',
      root: copy,
      kustomization: body,
      strict,
      built: true,
      everything: true,
      keep: true,
    });
    judge(`app ${name} ${app.object.id.name}`, { ours, theirs, before: '', text });
  }
  report('apps');
}

function attempt(make) {
  try {
    return make();
  } catch (error) {
    return { crash: String(error.stack) };
  }
}

function outcomeOf(build, objects) {
  const error = build.diagnostics.find(({ severity }) => severity === 'error');
  if (error) return { error: `${error.code} ${error.message}` };
  if (build.gaps.length > 0) return { gap: true };
  return { yaml: objects.map(({ body }) => core.printYaml(body)).join('---\n') };
}

function judge(label, { ours, theirs, before, text }) {
  total.mutants++;
  const say = (what, detail) => {
    total[what]++;
    if (!values.verbose) return;
    console.log(
      `\n${what}: ${label}\n${difference(before, text)}\n  theirs: ${detail.theirs}\n  ours:   ${detail.ours}`,
    );
  };
  if (ours.crash) return say('differ', { ours: ours.crash, theirs: theirs.error ?? 'builds' });
  if (ours.gap || (theirs.error !== undefined && NETWORK.test(theirs.error))) return void total.passedOver++;
  if (theirs.error !== undefined)
    return ours.error === undefined
      ? say('onlyOurs', { ours: 'builds', theirs: theirs.error.slice(0, 600) })
      : void total.bothFail++;
  if (ours.error !== undefined) return say('onlyTheirs', { ours: ours.error, theirs: 'builds' });
  const [a, b] = [documents(theirs.ok), documents(ours.yaml)];
  if (a.length === b.length && a.every((each, at) => each === b[at])) return void total.equal++;
  const at = a.findIndex((each, index) => each !== b[index]);
  say('differ', {
    theirs: `${a.length} ${a[at]?.slice(0, 900)}`,
    ours: `${b.length} ${b[at]?.slice(0, 900)}`,
  });
}

function documents(text) {
  return parseAllDocuments(text, { uniqueKeys: false }).flatMap((document) => {
    const value = document.toJS({ maxAliasCount: -1 });
    return value === null ? [] : [JSON.stringify(value)];
  });
}

/** The lines in which two texts differ. */
function difference(before, after) {
  if (before === '') return after;
  const [a, b] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const lines = (sign, list) => list.slice(start, list.length - end).map((line) => `  ${sign} ${line}`);
  return [`  line ${start + 1}`, ...lines('-', a).slice(0, 12), ...lines('+', b).slice(0, 12)].join('\n');
}

function report(what) {
  const counts = Object.entries(total).map(([key, value]) => `${key} ${value}`);
  console.log(`${what}: ${counts.join(', ')} (seed ${values.seed})`);
}

/** One process that answers a line for each line. */
function serve(path) {
  const child = spawn(path, ['serve'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const waiting = new Map();
  let last = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { id, ...answer } = JSON.parse(line);
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  return {
    ask: (question) =>
      new Promise((resolve) => {
        waiting.set(++last, resolve);
        child.stdin.write(`${JSON.stringify({ id: last, ...question })}\n`);
      }),
    end: () => child.stdin.end(),
  };
}
