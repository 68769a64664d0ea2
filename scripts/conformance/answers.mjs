// What fluxvet answers to the input of a vector: each function takes one, and answers or throws.
import { fromSource } from '../from-source.mjs';

const core = await fromSource(
  'source/file-tree.ts',
  'source/repo-path.ts',
  'source/ignore-patterns.ts',
  'yaml/read/parse-yaml.ts',
  'yaml/nodes/node.ts',
  'yaml/nodes/node-path.ts',
  'yaml/write/print.ts',
  'yaml/nodes/to-plain.ts',
  'kubernetes/object.ts',
  'kustomize/build.ts',
  'flux/substitution/envsubst.ts',
  'flux/secrets/mask-secrets.ts',
  'flux/kustomization/overlay.ts',
  'flux/kustomization/path-build.ts',
  'flux/substitution/post-build.ts',
);
const { itemsAt, memoryTree, nodeAt, parseDocuments, printYaml, textAt, toObject, toRepoPath } = core;

/** A kustomize build: files and an entry directory → the YAML stream. */
export async function render({ files, entry, options }) {
  const build = core.buildKustomization(memoryTree(normalized(files)), toRepoPath(entry), {
    restriction: options.load_restrictor === 'none' ? 'tree' : 'directory',
    order: options.reorder === 'none' ? 'fifo' : 'legacy',
    managedByLabel: options.managed_by_label ?? false,
  });
  demandWhole(build);
  return { yaml: build.objects.map(({ body }) => printYaml(body)).join('---\n') };
}

/** Flux's variable language: a template and its variables → the text. */
export async function envsubst({ template, env, strict }) {
  const look = (name) => (Object.hasOwn(env, name) ? { kind: 'value', text: env[name] } : { kind: 'unset' });
  const { text, error } = core.evaluate(template, look, strict ? 'strict' : 'lenient');
  if (error) throw new Error(error.message);
  return { text };
}

/** The kustomization file that Flux writes at a path. */
export async function generate({ files, path, kustomization, ignore = '', filter = false }) {
  const flux = document(kustomization);
  const { tree, isIgnored } = visible(files, path, ignore, filter);
  const overlay = core.overlayKustomization(tree, toRepoPath(path), flux);
  demandWhole({ diagnostics: overlay.diagnostics, gaps: [] });
  const listed = nodeAt(overlay.node, 'resources');
  if (!filter || listed?.kind !== 'seq') return { kustomization: asJson(overlay.node) };
  const items = itemsAt(overlay.node, 'resources').filter((item) => !isIgnored(textAt(item)));
  const entries = overlay.node.entries.map(({ key, value }) => ({
    key,
    value: value === listed ? { ...listed, items } : value,
  }));
  return { kustomization: asJson({ ...overlay.node, entries }) };
}

/** Flux writes the file from kustomize's own types, in the order of their fields. */
function asJson(node) {
  const plain = core.toPlain(node);
  const inOrder = (image) =>
    Object.fromEntries(IMAGE.flatMap((key) => (key in image ? [[key, image[key]]] : [])));
  return JSON.stringify({ ...plain, ...(plain.images && { images: plain.images.map(inOrder) }) });
}

const IMAGE = ['name', 'newName', 'tagSuffix', 'newTag', 'digest'];

/** A Flux Kustomization's objects after substitution. */
export async function substitute({
  files,
  path,
  kustomization,
  cluster = '',
  strict = false,
  always = false,
}) {
  const flux = document(kustomization);
  const found = documents(cluster).map((body) => toObject(body, []));
  const find = (kind, name) => {
    const object = found.find(({ id }) => id.kind === kind && id.name === name);
    return object ? { kind: 'found', body: object.body } : { kind: 'missing' };
  };
  const tree = memoryTree(normalized(files));
  const asked = always ? withAlways(flux) : flux;
  return { yaml: printed(finished(tree, path, asked, { find, strict }).map(({ body }) => body)) };
}

/** What `flux build kustomization` prints. */
export async function fluxBuild({ files, path, kustomization, namespace, options }) {
  const bodies = [...builtWithNested(files, path, document(kustomization), { namespace, options })];
  return { yaml: bodies.map((body) => `${printYaml(body)}---\n`).join('') };
}

/** A Secret as it may be shown. */
export async function mask({ yaml }) {
  return { yaml: printYaml(core.maskSecret(document(yaml))) };
}

function* builtWithNested(files, path, flux, { namespace, options }) {
  const { tree } = visible(files, path, options.ignore ?? '', Boolean(options.ignore));
  const find = () => ({ kind: 'missing' });
  const owner = {
    name: textAt(flux, 'metadata', 'name'),
    namespace: textAt(flux, 'metadata', 'namespace') ?? namespace,
  };
  for (const { body } of finished(tree, path, flux, { find, strict: false })) {
    yield core.withOwnerLabels(core.maskSecret(body), owner);
    if (!options.recursive || textAt(body, 'kind') !== 'Kustomization') continue;
    const source = nodeAt(body, 'spec', 'sourceRef');
    const home = textAt(source, 'namespace') ?? textAt(body, 'metadata', 'namespace') ?? namespace;
    const local = options.local_sources?.[`${textAt(source, 'kind')}/${home}/${textAt(source, 'name')}`];
    if (local === undefined) continue;
    yield* builtWithNested(files, `${local}/${textAt(body, 'spec', 'path') ?? ''}`, body, {
      namespace,
      options,
    });
  }
}

function finished(tree, path, flux, { find, strict }) {
  const built = core.buildPath(tree, withPath(flux, path));
  if (built.kind !== 'built') throw new Error(`the path is ${built.kind}`);
  demandWhole(built.build);
  const strictness = strict ? 'strict' : 'lenient';
  const result = core.finishObjects(built.build.objects, { kustomization: flux, find, strictness, tree });
  const problem = result.problems[0] ?? result.variables?.problems[0];
  if (problem) throw new Error(problem.message);
  return result.objects;
}

/** The files that the flux command line sees: it leaves out what the directory's .sourceignore and its argument name. */
function visible(files, path, ignore, filter) {
  const tree = memoryTree(normalized(files));
  const root = core.securePath(path);
  if (!filter && !ignore) return { tree, isIgnored: () => false };
  const own = tree.read(core.joinPath(root, '.sourceignore'))?.text ?? '';
  const patterns = [...core.parseIgnoreFile(own, root), ...core.parseIgnoreFile(ignore, root)];
  const isLeftOut = (file) => core.judgePath(patterns, file.split('/'), 'file') === 'ignored';
  const isIgnored = (entry) => {
    const file = core.resolvePath(root, entry ?? '');
    return file !== undefined && tree.read(file) !== undefined && isLeftOut(file);
  };
  return { tree: core.filterTree(tree, (file) => !isLeftOut(file)), isIgnored };
}

function withPath(flux, path) {
  return core.updateAt(flux, ['spec', 'path'], () => core.scalar(path, flux.origin), flux.origin);
}

function withAlways(flux) {
  const change = () => core.scalar('Always', flux.origin);
  return core.updateAt(flux, ['spec', 'postBuild', 'substituteStrategy'], change, flux.origin);
}

function demandWhole({ diagnostics, gaps }) {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length + gaps.length > 0)
    throw new Error([...errors, ...gaps].map(({ message }) => message).join('\n'));
}

function document(text) {
  const [body] = documents(text);
  if (!body) throw new Error('no object');
  return body;
}

function documents(text) {
  const place = (start, end) => ({ file: 'flux.yaml', start, end });
  return parseDocuments(text, place).documents.flatMap(({ root }) => (root?.kind === 'map' ? [root] : []));
}

function printed(bodies) {
  return bodies.map((body) => printYaml(body)).join('---\n');
}

function normalized(files) {
  return Object.fromEntries(
    Object.entries(files).flatMap(([path, content]) => {
      const clean = toRepoPath(path);
      return clean === undefined ? [] : [[clean, content]];
    }),
  );
}
