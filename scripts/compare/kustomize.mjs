// Builds every kustomization below a directory with fluxvet and with `kubectl kustomize`, and compares the objects.
//   node scripts/compare/kustomize.mjs DIR [--cache DIR] [--verbose]     (build the packages first)
// DIR holds repositories: each of its sub-directories is taken for the root of one.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { buildKustomization, openTree, printYaml } from '../../packages/core/dist/index.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cache: { type: 'string' }, verbose: { type: 'boolean' } },
});
const [where] = positionals;
if (!where) throw new Error('usage: compare-kustomize.mjs DIR [--cache DIR] [--verbose]');

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const NETWORK =
  /dial tcp|lookup |Could not resolve|git fetch|no such host|exec: "git"|URL is a git repository|failed to run '.*git/;

function kubectl(directory) {
  const key = values.cache && join(values.cache, createHash('sha1').update(directory).digest('hex'));
  if (key && existsSync(key)) return JSON.parse(readFileSync(key, 'utf8'));
  const result = runKubectl(directory);
  if (key) {
    mkdirSync(values.cache, { recursive: true });
    writeFileSync(key, JSON.stringify(result));
  }
  return result;
}

function runKubectl(directory) {
  try {
    const args = ['kustomize', '--load-restrictor', 'LoadRestrictionsNone', directory];
    const env = { ...process.env, HTTPS_PROXY: 'http://127.0.0.1:9', GIT_TERMINAL_PROMPT: '0' };
    return {
      yaml: execFileSync('kubectl', args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: 'pipe', env }),
    };
  } catch (error) {
    return { error: String(error.stderr || error.message) };
  }
}

const documents = (text) =>
  parseAllDocuments(text, { uniqueKeys: false }).flatMap((document) => {
    const value = document.toJS({ maxAliasCount: -1 });
    return value === null ? [] : [JSON.stringify(value)];
  });

const total = {
  directories: 0,
  equal: 0,
  bytes: 0,
  bothFail: 0,
  network: 0,
  differ: 0,
  onlyOurs: 0,
  onlyTheirs: 0,
};
for (const repository of readdirSync(where, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  const root = join(where, repository.name);
  const tree = openTree(root);
  const directories = [
    ...new Set(
      tree.paths
        .filter((path) => NAMES.includes(path.split('/').at(-1)))
        .map((path) => path.split('/').slice(0, -1).join('/')),
    ),
  ];
  const row = Object.fromEntries(Object.keys(total).map((key) => [key, 0]));
  for (const directory of directories) {
    const build = buildKustomization(tree, directory, { order: 'legacy' });
    const problems = build.diagnostics.filter(({ severity }) => severity === 'error');
    const theirs = kubectl(join(root, directory));
    row.directories++;
    const say = (what, detail = '') =>
      values.verbose && console.log(`${what}: ${repository.name}/${directory} ${detail}`);
    if (theirs.error !== undefined) {
      if (build.gaps.length > 0 || NETWORK.test(theirs.error)) {
        row.network++;
        if (problems.length > 0) say('also', problems.map(({ message }) => message).join(' | '));
        if (build.gaps.length === 0) say('NETWORK WITHOUT GAP', theirs.error.slice(0, 300));
      } else if (problems.length > 0) row.bothFail++;
      else {
        row.onlyOurs++;
        say('ONLY WE BUILD', theirs.error.slice(0, 400));
      }
      continue;
    }
    if (problems.length > 0) {
      row.onlyTheirs++;
      say(
        'ONLY THEY BUILD',
        problems.map(({ message, span }) => `${message} (${span.file}:${span.start})`).join(' | '),
      );
      continue;
    }
    const ours = build.objects.map(({ body }) => printYaml(body)).join('---\n');
    if (ours === theirs.yaml) row.bytes++;
    const [a, b] = [documents(theirs.yaml), documents(ours)];
    if (a.length === b.length && a.every((text, at) => text === b[at])) row.equal++;
    else {
      row.differ++;
      const at = a.findIndex((text, index) => text !== b[index]);
      say('DIFFER', `${a.length} ${b.length}\n  ${a[at]?.slice(0, 1500)}\n  ${b[at]?.slice(0, 1500)}`);
    }
  }
  for (const key of Object.keys(total)) total[key] += row[key];
  console.log(
    repository.name.padEnd(45),
    Object.entries(row)
      .map(([key, value]) => `${key} ${value}`)
      .join(', '),
  );
}
console.log(
  'all'.padEnd(45),
  Object.entries(total)
    .map(([key, value]) => `${key} ${value}`)
    .join(', '),
);
process.exitCode = total.differ + total.onlyOurs + total.onlyTheirs > 0 ? 1 : 0;
