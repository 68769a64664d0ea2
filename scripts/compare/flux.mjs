// Builds every Flux Kustomization of the repositories below a directory that applies the repository itself, with fluxvet and
// with `kubectl kustomize` on a copy in which what Flux writes into the kustomization file is written out; compares the objects
// before variables are replaced.
//   node scripts/compare/flux.mjs DIR [--verbose]
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { fromSource } from '../from-source.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { verbose: { type: 'boolean' } },
});
const [where] = positionals;
if (!where) throw new Error('usage: compare-flux.mjs DIR [--verbose]');

const { loadModel, openTree, overlayKustomization, printYaml } = await fromSource(
  'index.ts',
  'flux/kustomization/overlay.ts',
);
const FIELDS = [
  'kustomizations',
  'compared',
  'equal',
  'differ',
  'bothFail',
  'network',
  'onlyOurs',
  'onlyTheirs',
  'elsewhere',
  'noPath',
];
const total = Object.fromEntries(FIELDS.map((field) => [field, 0]));

for (const { name } of readdirSync(where, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  const row = Object.fromEntries(FIELDS.map((field) => [field, 0]));
  const model = loadModel(openTree(join(where, name)));
  const copies = new Map();
  try {
    for (const cluster of model.clusters) {
      for (const app of cluster.apps)
        if (app.kind === 'Kustomization') compare(app, row, copies, `${name} ${cluster.name}`);
    }
  } finally {
    for (const copy of copies.values()) rmSync(copy, { recursive: true, force: true });
  }
  print(name, row);
  for (const field of FIELDS) total[field] += row[field];
}
print('all', total);
if (total.differ + total.onlyOurs + total.onlyTheirs > 0) process.exitCode = 1;

function compare(app, row, copies, label) {
  row.kustomizations++;
  const content = app.source.kind === 'found' ? app.source.target.content : undefined;
  if (app.path.kind === 'unknown' || (content && content.kind === 'unknown')) return row.elsewhere++;
  if (app.path.kind !== 'built') return row.noPath++;
  const tree = content?.tree;
  if (!tree) return row.elsewhere++;
  const copy = copyOf(tree, copies);
  const overlay = overlayKustomization(tree, app.path.directory, app.object.body);
  const { build } = app.path;
  const failed = build.diagnostics.some(({ severity }) => severity === 'error');
  if (!overlay.node) return row.bothFail++;
  // In an artifact that is put together a file has another place than in the repository.
  const place = join(app.path.directory, basename(overlay.file));
  const file = join(copy, place);
  const before = tree.read(place)?.text;
  mkdirSync(dirname(file), { recursive: true });
  const inOrder = overlay.node.entries.some(({ key }) => key.value === 'sortOptions')
    ? ''
    : 'sortOptions:\n  order: fifo\n';
  writeFileSync(file, printYaml(overlay.node) + inOrder);
  const theirs = kubectl(join(copy, app.path.directory));
  if (before === undefined) rmSync(file);
  else writeFileSync(file, before);
  if (theirs.error !== undefined) {
    if (build.gaps.length > 0) return row.network++;
    if (failed) return row.bothFail++;
    row.onlyOurs++;
    return say(label, app, theirs.error);
  }
  if (failed) {
    row.onlyTheirs++;
    return say(label, app, build.diagnostics[0].message);
  }
  row.compared++;
  const ours = documents(build.objects.map(({ body }) => printYaml(body)).join('---\n'));
  const others = documents(theirs.yaml);
  if (ours.length === others.length && ours.every((text, at) => text === others[at])) row.equal++;
  else {
    row.differ++;
    const at = ours.findIndex((text, index) => text !== others[index]);
    say(
      label,
      app,
      `${ours.length} ${others.length}\n${others[at]?.slice(0, 600)}\n${ours[at]?.slice(0, 600)}`,
    );
  }
}

function copyOf(tree, copies) {
  let copy = copies.get(tree);
  if (copy) return copy;
  copy = mkdtempSync(join(tmpdir(), 'fluxvet-flux-'));
  copies.set(tree, copy);
  for (const path of tree.paths) {
    const file = tree.read(path);
    if (!file) continue;
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), file.bytes ?? file.text);
  }
  return copy;
}

function kubectl(directory) {
  try {
    const args = ['kustomize', '--load-restrictor', 'LoadRestrictionsNone', directory];
    const env = { ...process.env, HTTPS_PROXY: 'http://127.0.0.1:9', GIT_TERMINAL_PROMPT: '0' };
    return {
      yaml: execFileSync('kubectl', args, {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        stdio: 'pipe',
        env,
        timeout: 60_000,
      }),
    };
  } catch (error) {
    return { error: String(error.stderr || error.message) };
  }
}

function documents(text) {
  return parseAllDocuments(text, { uniqueKeys: false }).flatMap((document) => {
    const value = document.toJS({ maxAliasCount: -1 });
    return value === null ? [] : [JSON.stringify(value)];
  });
}

function say(label, app, detail) {
  if (values.verbose) console.log(`${label} ${app.object.id.namespace}/${app.object.id.name}: ${detail}`);
}

function print(name, row) {
  console.log(name.padEnd(40), FIELDS.map((field) => `${field} ${row[field]}`).join(', '));
}
