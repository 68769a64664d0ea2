// Mutates objects of the kinds that definitions bring, and compares what fluxvet and the API server's own code refuse.
//   node scripts/compare/objects.mjs --oracle PROGRAM --definitions DIR [--samples DIR …] [--count N] [--seed N] [--verbose]
// PROGRAM answers `crd-validate` and `builtin-validate` as `oracle serve` does: one request and one answer a line.
// DIR holds CustomResourceDefinitions; without it, built-in kinds are judged. Samples are YAML files anywhere below a directory;
// beside them, objects are made up from the schemas. Build the packages first.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseAllDocuments } from 'yaml';
import {
  loadModel,
  memoryTree,
  metadataProblemsOf,
  parseYaml,
  problemsOf,
  sourceFile,
  toPlain,
} from '../../packages/core/dist/index.js';
import { madeUp, mutated, randomOf } from './mutate.mjs';

const { values } = parseArgs({
  options: {
    oracle: { type: 'string' },
    definitions: { type: 'string' },
    samples: { type: 'string', multiple: true, default: [] },
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    kind: { type: 'string' },
    verbose: { type: 'boolean' },
  },
});
if (!values.oracle)
  throw new Error('usage: objects.mjs --oracle PROGRAM --definitions DIR [--samples DIR …]');

const BUILT_IN =
  /^(v1|(apps|batch|autoscaling|policy|networking\.k8s\.io|rbac\.authorization\.k8s\.io|storage\.k8s\.io|scheduling\.k8s\.io|node\.k8s\.io|coordination\.k8s\.io|discovery\.k8s\.io)\/v\d)$/;
const random = randomOf(Number(values.seed));
const schemas = new Map();
const cluster = values.definitions ? clusterWith([...documentsBelow(values.definitions)]) : undefined;
for (const { group, kind, scope, versions } of cluster?.flux.kinds.values() ?? []) {
  for (const { name, served, schema } of versions) {
    if (served && schema) schemas.set(`${group}/${name} ${kind}`, { schema: toPlain(schema), scope });
  }
}

const samples = values.samples.flatMap((directory) => [...documentsBelow(directory)]).filter(isWanted);
const objects = [];
for (let at = 0; at < Number(values.count); at++) {
  const base = samples.length > 0 && random() < 0.5 ? structuredClone(pick(samples)) : invented();
  if (!base) break;
  const { schema } = schemas.get(`${base.apiVersion} ${base.kind}`) ?? {};
  objects.push(at % 10 === 0 ? base : mutated(base, schema, random));
}

const requests = objects.map((object, id) =>
  JSON.stringify({
    id,
    ask: values.definitions ? 'crd-validate' : 'builtin-validate',
    ...(values.definitions && { crds: resolve(values.definitions) }),
    object: JSON.stringify(object),
    ...(object.metadata?.namespace ? {} : { namespace: 'default' }),
  }),
);
const { stdout } = spawnSync(values.oracle, ['serve'], {
  input: `${requests.join('\n')}\n`,
  encoding: 'utf8',
  maxBuffer: 1 << 30,
});
const answers = new Map(
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .map((answer) => [answer.id, answer]),
);

const total = { both: 0, sameField: 0, neither: 0, missed: 0, falsely: 0, unanswered: 0 };
const causes = new Map();
for (const [id, object] of objects.entries()) {
  const answer = answers.get(id)?.ok;
  if (!answer) {
    total.unanswered++;
    if (values.verbose) console.log('UNANSWERED', answers.get(id)?.error);
    continue;
  }
  const ours = problems(object);
  const theirs = fieldsOf(answer);
  const fields = ours.map(fieldOf);
  if (answer.accepted) {
    if (ours.length === 0) total.neither++;
    else tell('falsely', object, ours, answer);
  } else if (ours.length === 0) tell('missed', object, ours, answer);
  else {
    total.both++;
    if (fields.some((field) => theirs.has(field))) total.sameField++;
    else if (values.verbose) note('FIELD', object, fields, [...theirs], answer.message);
  }
}
const refused = total.both + total.missed;
console.log(JSON.stringify(total));
console.log(
  `refused by both ${((100 * total.both) / refused).toFixed(1)} %, at the same field ${((100 * total.sameField) / refused).toFixed(1)} %, falsely ${total.falsely}`,
);
for (const [cause, count] of [...causes].sort(([, a], [, b]) => b - a).slice(0, 60))
  console.log(count, cause);

function tell(kind, object, ours, answer) {
  total[kind]++;
  const cause =
    kind === 'missed'
      ? `missed ${object.kind} ${(answer.apply ?? (answer.errors ?? []).map(({ field, detail }) => `${field}: ${detail}`).join('; ')).slice(0, 200)}`
      : `falsely ${object.kind} ${fieldOf(ours[0])} ${JSON.stringify(ours[0]).slice(0, 200)}`;
  const key = cause.replace(/\d+/g, 'N').replace(/"[^"]{30,}"/g, '"…"');
  causes.set(key, (causes.get(key) ?? 0) + 1);
  if (values.verbose) note(kind, object, ours, answer.message);
}

function note(kind, object, ...more) {
  console.log(kind, JSON.stringify(object).slice(0, 1500));
  for (const each of more) console.log('   ', (JSON.stringify(each) ?? '').slice(0, 600));
}

function problems(plain) {
  const object = objectOf(plain);
  return [...metadataProblemsOf(object), ...problemsOf(object, cluster)];
}

/** A path without indexes, keys of lists and quotes: each side writes them in its own way. */
function plainField(text) {
  return text
    .replace(/\[[^\]]*\]/g, '')
    .replace(/^\./, '')
    .replace(/\.+/g, '.');
}

function fieldOf(problem) {
  const steps = [...problem.path, ...('field' in problem ? [problem.field] : [])];
  return plainField(steps.filter((step) => typeof step === 'string' && !/[.[\]/]/.test(step)).join('.'));
}

function fieldsOf({ apply = '', errors = [] }) {
  const fields = new Set();
  const add = (text) => {
    const field = plainField(text);
    // Parents count: the server names a list or a mapping where it means one of its parts, and the other way round.
    const steps = field.split('.').filter((step) => !/^\d+$/.test(step));
    fields.add(steps.join('.'));
    fields.add(steps.slice(0, -1).join('.'));
  };
  for (const [, field] of apply.matchAll(/(\.(?:[\w-]+|\[(?:"[^"]*"|[^\]])*\]|\.)+)/g)) add(field);
  for (const { field, detail } of errors) {
    if (field && field !== '<nil>') add(field);
    for (const [, text] of detail.matchAll(/((?:spec|metadata|data)[.[][\w.[\]-]+|"spec")/g))
      add(text.replaceAll('"', ''));
  }
  return fields;
}

function objectOf(plain) {
  const { documents } = parseYaml(sourceFile('object.yaml', JSON.stringify(plain)));
  const [group, version] = plain.apiVersion.includes('/')
    ? plain.apiVersion.split('/')
    : ['', plain.apiVersion];
  const { name, namespace } = plain.metadata ?? {};
  return { id: { group, kind: plain.kind, namespace, name }, version, body: documents[0].root, trail: [] };
}

/** A cluster whose own files bring definitions. */
function clusterWith(definitions) {
  const sync = (kind, spec) => ({
    apiVersion: `${kind === 'Kustomization' ? 'kustomize' : 'source'}.toolkit.fluxcd.io/v1`,
    kind,
    metadata: { name: 'flux-system', namespace: 'flux-system' },
    spec,
  });
  const text = (documents) => documents.map((each) => JSON.stringify(each)).join('\n---\n');
  const files = {
    'clusters/a/flux-system/gotk-components.yaml': text(
      definitions.filter(({ kind }) => kind === 'CustomResourceDefinition'),
    ),
    'clusters/a/flux-system/gotk-sync.yaml': text([
      sync('GitRepository', { interval: '1m', url: 'https://example.org/a' }),
      sync('Kustomization', {
        interval: '1m',
        path: './clusters/a',
        prune: true,
        sourceRef: { kind: 'GitRepository', name: 'flux-system' },
      }),
    ]),
    'clusters/a/flux-system/kustomization.yaml': JSON.stringify({
      resources: ['gotk-components.yaml', 'gotk-sync.yaml'],
    }),
  };
  return loadModel(memoryTree(files)).clusters[0];
}

function isWanted(document) {
  if (!document?.kind || !document.metadata?.name) return false;
  if (values.kind && document.kind !== values.kind) return false;
  if (JSON.stringify(document).match(/\$\{|ENC\[/)) return false;
  return values.definitions
    ? schemas.has(`${document.apiVersion} ${document.kind}`)
    : BUILT_IN.test(document.apiVersion) &&
        !/List$|CustomResourceDefinition|^Kustomization$/.test(document.kind);
}

function invented() {
  const keys = [...schemas.keys()].filter((key) => !values.kind || key.endsWith(` ${values.kind}`));
  if (keys.length === 0) return samples.length > 0 ? structuredClone(pick(samples)) : undefined;
  const key = pick(keys);
  const { schema, scope } = schemas.get(key);
  const [apiVersion, kind] = key.split(' ');
  const { apiVersion: _, kind: __, metadata, status, ...rest } = madeUp(schema, random) ?? {};
  return {
    apiVersion,
    kind,
    metadata: { name: 'made-up', ...(scope === 'Namespaced' && { namespace: 'default' }) },
    ...rest,
  };
}

function pick(list) {
  return list[Math.floor(random() * list.length)];
}

function* documentsBelow(directory) {
  for (const name of readdirSync(directory).sort()) {
    const path = join(directory, name);
    if (name === '.git' || name === 'node_modules') continue;
    if (statSync(path).isDirectory()) yield* documentsBelow(path);
    else if (/\.(ya?ml|json)$/.test(name)) yield* documentsOf(readFileSync(path, 'utf8'));
  }
}

function documentsOf(text) {
  if (!/^\s*"?kind"?:|"kind":/m.test(text)) return [];
  try {
    return parseAllDocuments(text, { uniqueKeys: false, logLevel: 'silent' }).flatMap((document) => {
      if (document.errors.length > 0) return [];
      const value = document.toJS({ maxAliasCount: 100 });
      return value && typeof value === 'object' ? [JSON.parse(JSON.stringify(value))] : [];
    });
  } catch {
    return [];
  }
}
