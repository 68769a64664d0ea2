// The suites `kustomize` and `flux`: builds, and the steps that Flux puts around them.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseAllDocuments } from 'yaml';
import * as answers from './answers.mjs';
import { demandSameStream, plainDocuments } from './streams.mjs';

const KUSTOMIZATION_FILES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
// What kustomize prints of its own version is no part of a build.
const VERSION_LABEL = /(app\.kubernetes\.io\/managed-by: )kustomize-\S+/g;

/** Every vector of a directory: its id and, where it failed, why. */
export async function runBuilds(directory, isWanted) {
  const vectors = readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => JSON.parse(readFileSync(join(directory, name), 'utf8')).vectors ?? []);
  const results = [];
  for (const vector of vectors.filter(({ id }) => isWanted(id))) {
    const judge = KINDS[vector.kind ?? 'kustomize'];
    results.push({
      id: vector.id,
      why: judge ? await faultOf(() => judge(vector)) : `no such kind: ${vector.kind}`,
    });
  }
  return results;
}

async function faultOf(judge) {
  try {
    await judge();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const KINDS = {
  async kustomize(vector) {
    const { entry, options = {} } = vector;
    const got = await outcomeOf(() => answers.render({ files: decoded(vector.files), entry, options }));
    const recorded = [
      { yaml: vector.expected_yaml, error: vector.expected_error },
      // What a newer release does counts, too, where it differs from the one that made the record.
      { yaml: vector.upstream_yaml, error: vector.upstream_error },
    ].filter(({ yaml, error }) => yaml !== undefined || error !== undefined);
    const faults = [];
    for (const each of recorded) faults.push(await faultOf(() => demand(each, got)));
    if (!faults.includes(undefined)) throw new Error(faults[0]);
  },
  async envsubst({ template, env, strict = false, expected_text: text, expected_error: error }) {
    const got = await outcomeOf(() => answers.envsubst({ template, env, strict }));
    if (error !== undefined) return demand({ error }, got);
    if (got.error) throw got.error;
    if (got.value.text !== text)
      throw new Error(`gave ${JSON.stringify(got.value.text)}, not ${JSON.stringify(text)}`);
  },
  async mask({ yaml, expected_yaml: expected }) {
    demand({ yaml: expected }, await outcomeOf(() => answers.mask({ yaml })));
  },
  async substitute({ files, path, kustomization, cluster, strict, always, ...vector }) {
    const input = { files: decoded(files), path, kustomization, cluster, strict, always };
    demandFinished(vector, await outcomeOf(() => answers.substitute(input)));
  },
  async 'flux-build'({ files, path, kustomization, namespace, options = {}, ...vector }) {
    const input = { files: decoded(files), path, kustomization, namespace, options };
    demandFinished(vector, await outcomeOf(() => answers.fluxBuild(input)));
  },
  async generate({ files: encoded, path, kustomization, ignore, filter, ...vector }) {
    const files = decoded(encoded);
    const got = await outcomeOf(() => answers.generate({ files, path, kustomization, ignore, filter }));
    if (vector.expected_error !== undefined) return demand({ error: vector.expected_error }, got);
    if (got.error) throw got.error;
    const text = got.value.kustomization;
    const [written = {}] = plainDocuments(text);
    for (const [field, wanted] of Object.entries(vector.expected_kustomization ?? {})) {
      if (JSON.stringify(written[field] ?? null) !== JSON.stringify(wanted ?? null))
        throw new Error(`${field} is ${JSON.stringify(written[field])}, not ${JSON.stringify(wanted)}`);
    }
    const asksForBuild = ['expected_yaml', 'expected_fields', 'expected_objects', 'expected_build_error'];
    if (!asksForBuild.some((field) => vector[field] !== undefined)) return;
    const file =
      KUSTOMIZATION_FILES.map((name) => posix.join(path, name)).find((name) => name in files) ??
      posix.join(path, 'kustomization.yaml');
    const options = { reorder: 'none', load_restrictor: 'none' };
    const built = await outcomeOf(() =>
      answers.render({ files: { ...files, [file]: text }, entry: path, options }),
    );
    if (vector.expected_build_error !== undefined)
      return demand({ error: vector.expected_build_error }, built);
    demandFinished(vector, built);
  },
};

async function outcomeOf(answer) {
  try {
    return { value: await answer() };
  } catch (error) {
    return { error };
  }
}

function demand({ yaml, error }, got) {
  if (error !== undefined) {
    if (!got.error) throw new Error(`succeeds, and should fail: ${error}`);
    return;
  }
  if (got.error) throw new Error(`fails: ${got.error.message}`);
  demandSameStream(yaml.replace(VERSION_LABEL, '$1'), got.value.yaml.replace(VERSION_LABEL, '$1'));
}

function demandFinished(
  { expected_error: error, expected_yaml: yaml, expected_fields: fields, expected_objects: count },
  got,
) {
  if (error !== undefined) return demand({ error }, got);
  if (got.error) throw new Error(`fails: ${got.error.message}`);
  if (yaml !== undefined) demand({ yaml }, got);
  const objects = parseAllDocuments(got.value.yaml)
    .map((each) => each.toJS())
    .filter((each) => each !== null);
  for (const field of fields ?? []) demandField(field, objects);
  if (count !== undefined && objects.length !== count)
    throw new Error(`${objects.length} objects, not ${count}`);
}

function demandField(field, objects) {
  const object = objects.find((each) => each.kind === field.kind && each.metadata?.name === field.name);
  const at = `${field.kind}/${field.name} ${field.path.join('.')}`;
  if (!object) throw new Error(`${at}: no such object`);
  const value = field.path.reduce((node, key) => node?.[key], object);
  if ('value' in field && (value ?? null) !== field.value)
    throw new Error(`${at} is ${JSON.stringify(value)}, not ${JSON.stringify(field.value)}`);
  if ('contains' in field && !String(value).includes(field.contains))
    throw new Error(`${at} lacks ${JSON.stringify(field.contains)}`);
  if ('lacks' in field && String(value).includes(field.lacks))
    throw new Error(`${at} holds ${JSON.stringify(field.lacks)}`);
}

function decoded(files = {}) {
  return Object.fromEntries(
    Object.entries(files).map(([path, content]) => [
      path,
      typeof content === 'string' ? content : new Uint8Array(Buffer.from(content.base64, 'base64')),
    ]),
  );
}
