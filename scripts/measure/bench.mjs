// Measurements, as ratios of one run.
//   node scripts/measure/bench.mjs builds DIR…    every kustomization below the directories, and kubectl beside it where it is installed
//   node scripts/measure/bench.mjs checks DIR…    a whole check against parsing the YAML files that it reads
//   node scripts/measure/bench.mjs growth         one kustomization of 10 to 10,000 objects
//   node scripts/measure/bench.mjs fleet          10, 50 and 200 clusters with 50 apps each
// Times are of the processor, not of the clock: other programs on the machine disturb them less.
import { spawnSync } from 'node:child_process';
import { basename, dirname, join } from 'node:path';
import { buildKustomization, check, memoryTree, openTree, parseYaml, sourceFile } from '@fluxvet/core';
import { fluxvetRules } from '@fluxvet/rules';
import { parseAllDocuments } from 'yaml';
import { fleetFiles } from './fleet.mjs';

const [what, ...directories] = process.argv.slice(2);
const tasks = { builds, checks, growth, fleet, 'parse-one': parseOne, 'check-one': checkOne };
const task = tasks[what];
if (task) task();
else {
  growth();
  fleet();
}

/** Milliseconds of the processor that a function takes. */
function cost(run) {
  const before = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1000, result };
}

function row(...cells) {
  console.log(
    cells.map((each, at) => (at === 0 ? String(each).padEnd(40) : String(each).padStart(12))).join(''),
  );
}

/** Parses texts that no cache knows. */
function parseAfresh(files) {
  for (const { path, text } of files) parseYaml(sourceFile(path, `${text}\n#`));
}

function yamlFilesRead(tree) {
  return tree.paths.filter((path) => /\.ya?ml$/.test(path)).flatMap((path) => tree.read(path) ?? []);
}

function builds() {
  row('repository', 'builds', 'ms', 'parse all', 'kubectl ms', 'ratio');
  let total = 0;
  let others = 0;
  for (const directory of directories) {
    const tree = openTree(directory);
    const targets = tree.paths
      .filter((path) => /(^|\/)(kustomization\.ya?ml|Kustomization)$/.test(path))
      .map(dirname);
    const files = yamlFilesRead(tree);
    const parsing = cost(() => parseAfresh(files)).ms;
    const fresh = openTree(directory);
    const own = cost(() => {
      for (const target of targets) buildKustomization(fresh, target === '.' ? '' : target);
    }).ms;
    const other = cost(() => 0).ms + withKubectl(directory, targets);
    total += own;
    others += other;
    const share = `${Math.round((100 * parsing) / own)} %`;
    row(
      basename(directory),
      targets.length,
      own.toFixed(0),
      share,
      other ? other.toFixed(0) : '-',
      other ? `${(other / own).toFixed(1)}x` : '-',
    );
  }
  if (others > 0) row('all', '', total.toFixed(0), '', others.toFixed(0), `${(others / total).toFixed(1)}x`);
  else console.log('kubectl is not installed, and is not compared with');
}

/** The processor time of kubectl, one process a directory. */
function withKubectl(directory, targets) {
  if (spawnSync('kubectl', ['version', '--client']).error) return 0;
  let ms = 0;
  for (const target of targets) {
    // Its own report of the time is the only one that there is for a child.
    const script = 'time -p kubectl kustomize --load-restrictor LoadRestrictionsNone "$0" >/dev/null 2>&1';
    const { stderr } = spawnSync('bash', ['-c', script, join(directory, target)], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    for (const [, seconds] of stderr.matchAll(/^(?:user|sys) ([\d.]+)$/gm)) ms += Number(seconds) * 1000;
  }
  return ms;
}

/** Each in a process of its own, as people run it: what the engine learns from one must not help the other. */
function checks() {
  row('repository', 'YAML files', 'parse ms', 'check ms', 'ratio');
  for (const directory of directories) {
    const [files, parsing] = inChild('parse-one', directory);
    const [, checking] = inChild('check-one', directory);
    row(
      basename(directory),
      files,
      parsing.toFixed(0),
      checking.toFixed(0),
      `${(checking / parsing).toFixed(2)}x`,
    );
  }
}

function inChild(name, directory) {
  const { stdout } = spawnSync(process.execPath, [process.argv[1], name, directory], { encoding: 'utf8' });
  return JSON.parse(stdout);
}

/** The parser by itself, on every file: what a check saves, such as reading equal files once, must not help it. */
function parseOne() {
  const files = yamlFilesRead(openTree(directories[0]));
  console.log(
    JSON.stringify([files.length, cost(() => files.map(({ text }) => parseAllDocuments(text))).ms]),
  );
}

function checkOne() {
  const tree = openTree(directories[0]);
  console.log(JSON.stringify([0, cost(() => check(tree, { plugins: [fluxvetRules] })).ms]));
}

function growth() {
  row('objects in one kustomization', 'ms', 'per object');
  for (const count of [10, 100, 1000, 10_000]) {
    const files = {
      'kustomization.yaml': `namespace: shop\nnamePrefix: p-\nlabels: [{ pairs: { team: a }, includeSelectors: true }]\nimages: [{ name: web, newTag: '2' }]\nresources: [objects.yaml]\npatches:\n${Array.from({ length: count / 10 }, (_, at) => `- target: { kind: Deployment, name: d${at} }\n  patch: '[{ "op": "replace", "path": "/spec/replicas", "value": 3 }]'\n`).join('')}`,
      'objects.yaml': Array.from(
        { length: count / 2 },
        (_, at) =>
          `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: c${at} }\ndata: { a: b }\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: d${at} }\nspec:\n  replicas: 1\n  selector: { matchLabels: { app: d${at} } }\n  template:\n    metadata: { labels: { app: d${at} } }\n    spec:\n      containers:\n      - name: web\n        image: web:1\n        envFrom: [{ configMapRef: { name: c${at} } }]\n`,
      ).join(''),
    };
    const { ms, result } = cost(() => buildKustomization(memoryTree(files), ''));
    if (result.objects.length !== count)
      throw new Error(`${result.objects.length} objects instead of ${count}`);
    row(count, ms.toFixed(0), (ms / count).toFixed(2));
  }
}

function fleet() {
  row('clusters with 50 apps each', 'objects', 'ms', 'per object', 'heap MB');
  for (const clusters of [10, 50, 200]) {
    const tree = memoryTree(fleetFiles(clusters, 50));
    const { ms, result } = cost(() => check(tree, { plugins: [fluxvetRules] }));
    const objects = result.summary.clusters.reduce((sum, each) => sum + each.objects, 0);
    const heap = process.memoryUsage().heapUsed / 2 ** 20;
    row(clusters, objects, ms.toFixed(0), (ms / objects).toFixed(3), heap.toFixed(0));
  }
}
