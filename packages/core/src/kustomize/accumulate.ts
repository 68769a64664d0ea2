/**
 * The recursion of a build: resources, generators, components, transformers, validators and variables of one kustomization.
 * Source: api/internal/target/kusttarget.go of kustomize, whose order of steps `accumulate` keeps.
 *
 * @module
 */
import { baseName, isWithin, type RepoPath, showPath } from '../source/repo-path.js';
import type { Span } from '../source/span.js';
import type { Node } from '../yaml/node.js';
import { parseYaml } from '../yaml/parse-yaml.js';
import { type Accumulator, cloneForOverlay, emptyAccumulator, joinPaths } from './accumulator.js';
import { addNotes, attempt, type BuildContext, emptyNotes, type Notes, noteGap } from './context.js';
import { type PluginConfig, pluginGenerators, pluginTransformers } from './external-plugins.js';
import { Fault, NotFound } from './fault.js';
import { DEFAULT_CONFIG, type TransformerConfig } from './field-specs.data.js';
import { generateObject, mergeGenerated } from './generate/generate-object.js';
import { type KustomizationFile, readKustomizationFile, type TextField } from './kustomization-file.js';
import { demandLocal, demandOwn, loadFile, resolveInside } from './load.js';
import { objectsInFile, objectsQuietly, parseEmbedded } from './read-resources.js';
import { type BuildOrigin, idOf, newResource, type Resource, resKey, showResId } from './resource.js';
import { type SchemaSlot, schemaFromOpenApi, withBuiltIn } from './schema.js';
import { addVar, declareVars } from './transform/vars.js';
import { mergeConfigs, readConfiguration, readCrdConfiguration } from './transformer-config.js';
import { runTransformers, transformersOf } from './transformers.js';

/** One kustomization that is being worked through. */
export interface Job {
  readonly context: BuildContext;
  readonly directory: RepoPath;
  readonly file: KustomizationFile;
  /** The directories that led here, this one last. */
  readonly chain: readonly RepoPath[];
  readonly bases: Bases;
  readonly slot: SchemaSlot;
  /** The entries of components that led here from the directory whose objects are gathered. */
  readonly trail: readonly Span[];
  /** The same way as kustomize writes it down, or `undefined` where nobody asks for it. */
  readonly originPath: string | undefined;
}

/** A base that has been built. */
export interface Base {
  readonly accumulator: Accumulator;
  readonly notes: Notes;
  /** The schema as the base left it. */
  readonly slot: SchemaSlot;
  /** The directories that went into it. */
  readonly visited: ReadonlySet<RepoPath>;
}

/** The bases of a run, each built once. */
export interface Bases {
  /** A directory built as a base; a fault where it is being built already. */
  build(directory: RepoPath, job: Job, asked: Span): Base;
  readonly visited: Set<RepoPath>;
}

/** Works through a kustomization; a component adds to what its parent has gathered. */
export function accumulate(job: Job, into: Accumulator): void {
  const { context, directory, file } = job;
  addResources(job, file.resources, into);
  into.config = mergeConfigs(into.config, ownConfig(job));
  generate(job, into);
  for (const entry of file.components) addComponent(job, entry, into);
  const own = transformersOf(file, into.config, directory, context);
  const plugins = pluginTransformers(pluginConfigs(job, file.transformers), directory, context);
  runTransformers(into.set, [...own, ...plugins], configuredIn(job), context);
  for (const validator of pluginTransformers(pluginConfigs(job, file.validators), directory, context)) {
    const before = into.set.items.map((item) => item.body);
    attempt(context, validator.asked, () => {
      validator.run(into.set);
      if (into.set.items.every((item, at) => item.body === before[at])) return;
      throw new Fault('bad-validator', 'A validator must not change objects.');
    });
  }
  declareVars(into.set, file.vars, into.vars, context);
}

/** Adds the objects of files and directories; also used for the configurations of plugins. */
export function addResources(job: Job, entries: readonly TextField[], into: Accumulator): void {
  for (const entry of entries)
    attempt(job.context, entry.node.origin.span, () => addResource(job, entry, into));
}

function addResource(job: Job, { value, node }: TextField, into: Accumulator): void {
  const { context, directory } = job;
  const asked = node.origin.span;
  demandLocal(value, asked);
  const path = resolveInside(directory, value, asked);
  if (context.tree.isDirectory(path)) {
    addDirectory(job, path, value, asked, into);
    return;
  }
  const file = loadFile(context, directory, value, asked);
  for (const body of objectsInFile(context, file)) {
    const resource = newResource(body, [...job.trail, asked]);
    if (job.originPath !== undefined) resource.origin = { path: joinPaths(job.originPath, value) };
    append(context, into, resource, asked);
  }
}

function append(context: BuildContext, into: Accumulator, resource: Resource, asked: Span): void {
  const taken = into.set.byCurrentKey(resKey(idOf(resource.body), into.set.schema))[0];
  if (!taken) {
    into.set.append(resource);
    return;
  }
  const id = idOf(resource.body);
  context.notes.diagnostics.push({
    code: 'kustomize/duplicate-object',
    severity: 'error',
    message: `${showResId(id)} is added twice to one kustomization.`,
    span: asked,
    related: [taken, resource].map((each, at) => ({
      span: each.body.origin.span,
      message: at === 0 ? 'It stands here first' : 'It stands here again',
    })),
  });
}

function addDirectory(job: Job, path: RepoPath, entry: string, asked: Span, into: Accumulator): void {
  demandNoCycle(job, path, asked);
  const base = job.bases.build(path, job, asked);
  for (const visited of base.visited) demandNoCycle(job, visited, asked);
  addNotes(job.context.notes, base.notes);
  if (base.slot.isSet && !job.slot.isSet) Object.assign(job.slot, base.slot);
  const originPath = joinPaths(job.originPath ?? '', entry);
  for (const resource of base.accumulator.set.items) {
    const clone = cloneForOverlay(resource, asked, originPath);
    clone.trail = [...job.trail, ...clone.trail];
    append(job.context, into, clone, asked);
  }
  into.config = mergeConfigs(into.config, base.accumulator.config);
  for (const variable of base.accumulator.vars.values()) {
    attempt(job.context, asked, () => addVar(into.vars, variable));
  }
}

function demandNoCycle(job: Job, path: RepoPath, asked: Span): void {
  const visited = job.chain.find((each) => isWithin(path, each));
  if (visited === undefined) return;
  const message =
    path === job.directory
      ? 'The kustomization includes itself.'
      : `'${showPath(path)}' leads back to '${showPath(visited)}', which includes it.`;
  throw new Fault('cycle', message, asked);
}

function addComponent(job: Job, { value, node }: TextField, into: Accumulator): void {
  const { context, directory } = job;
  const asked = node.origin.span;
  attempt(context, asked, () => {
    demandLocal(value, asked);
    const path = resolveInside(directory, value, asked);
    if (!context.tree.isDirectory(path)) {
      demandOwn(context, path, value, asked);
      throw new Fault('missing-directory', `There is no directory '${value}' with a component.`, asked);
    }
    demandNoCycle(job, path, asked);
    job.bases.visited.add(path);
    const read = readKustomizationFile(context.tree, path, 'strict', asked);
    context.notes.diagnostics.push(...read.diagnostics);
    if (!read.file) return;
    context.notes.inputs.add(read.file.path);
    if (read.file.kind !== 'Component') {
      throw new Fault('wrong-kind', `'${value}' is no component: its kind is ${read.file.kind}.`, asked);
    }
    takeSchema(job.slot, context, path, read.file);
    const originPath = job.originPath === undefined ? undefined : joinPaths(job.originPath, value);
    const trail = [...job.trail, asked];
    accumulate(
      { ...job, directory: path, file: read.file, chain: [...job.chain, path], trail, originPath },
      into,
    );
  });
}

/** The defaults, and what the kustomization's own files add. */
function ownConfig(job: Job): TransformerConfig {
  const { context, directory, file } = job;
  const roots = (
    entries: readonly TextField[],
    read: (node: Node) => TransformerConfig,
  ): TransformerConfig[] =>
    entries.flatMap(({ value, node }) => {
      const asked = node.origin.span;
      const config = attempt(context, asked, () => {
        const parsed = parseYaml(loadFile(context, directory, value, asked));
        context.notes.diagnostics.push(...parsed.diagnostics);
        const root = parsed.documents[0]?.root;
        return root && read(root);
      });
      return config ?? [];
    });
  const added = [...roots(file.configurations, readConfiguration), ...roots(file.crds, readCrdConfiguration)];
  let config = DEFAULT_CONFIG;
  for (const more of added) {
    config = attempt(context, file.node.origin.span, () => mergeConfigs(config, more)) ?? config;
  }
  return config;
}

function configuredIn(job: Job): string | undefined {
  return job.originPath === undefined ? undefined : joinPaths(job.originPath, baseName(job.file.path));
}

function generate(job: Job, into: Accumulator): void {
  const { context, directory, file } = job;
  const place = configuredIn(job);
  for (const [kind, entries] of [
    ['ConfigMap', file.configMapGenerator],
    ['Secret', file.secretGenerator],
  ] as const) {
    for (const entry of entries) {
      const asked = entry.node.origin.span;
      attempt(context, asked, () => {
        const made = generateObject(kind, entry, file.generatorOptions, directory, context);
        made.trail = [...job.trail, asked];
        const origin = place && {
          configuredIn: place,
          configuredBy: { apiVersion: 'builtin', kind: `${kind}Generator` },
        };
        absorb(into, made, origin || undefined);
      });
    }
  }
  for (const chart of file.helmCharts) {
    const message = 'Charts are inflated by helm, which is not run here; Flux refuses them too.';
    noteGap(context, 'helm-chart', message, chart.origin.span);
  }
  for (const { resource, origin, asked } of pluginGenerators(
    pluginConfigs(job, file.generators),
    directory,
    context,
  )) {
    attempt(context, asked, () => {
      resource.trail = [...job.trail, asked];
      absorb(into, resource, origin);
    });
  }
}

/** The configurations that entries hold, and then those in the files and directories that they name. */
function pluginConfigs(job: Job, entries: readonly TextField[]): PluginConfig[] {
  const { context } = job;
  const inline: PluginConfig[] = [];
  const paths: TextField[] = [];
  for (const entry of entries) {
    const bodies = objectsQuietly(context, parseEmbedded(context, entry.node));
    if (!bodies?.length) paths.push(entry);
    const path = configuredIn(job);
    for (const body of bodies ?? []) {
      const resource = newResource(body, []);
      if (path !== undefined) resource.origin = { path };
      inline.push({ resource, asked: entry.node.origin.span });
    }
  }
  const loaded = emptyAccumulator(job.slot);
  addResources(job, paths, loaded);
  return [
    ...inline,
    ...loaded.set.items.map((resource) => ({
      resource,
      asked: resource.trail[0] ?? job.file.node.origin.span,
    })),
  ];
}

/** Adds a generated object, or lays it over the one that has its name, as its behaviour says. */
function absorb(into: Accumulator, made: Resource, origin: BuildOrigin | undefined): void {
  if (origin) made.origin = origin;
  const id = idOf(made.body);
  const [old, second] = into.set.byAnyKey(resKey(id, into.set.schema));
  const wants = made.behavior === 'merge' || made.behavior === 'replace';
  if (second)
    throw new Fault(
      'ambiguous-generator',
      `Several objects could be meant by the generated ${showResId(id)}.`,
    );
  if (!old) {
    if (wants) throw new NotFound('nothing-to-merge', `There is no ${showResId(id)} to ${made.behavior}.`);
    into.set.append(made);
    return;
  }
  if (!wants) {
    throw new Fault(
      'duplicate-object',
      `${showResId(id)} exists already; the behavior must be merge or replace.`,
    );
  }
  into.set.replace(old, mergeGenerated(old, made));
}

/** Builds a directory as a base: by itself, whoever asks for it. */
export function buildBase(job: Omit<Job, 'file'>, asked: Span): Omit<Base, 'visited'> {
  const notes = emptyNotes();
  const context: BuildContext = { ...job.context, notes };
  const slot = { ...job.slot };
  const accumulator = emptyAccumulator(slot);
  const read = readKustomizationFile(context.tree, job.directory, 'strict', asked);
  notes.diagnostics.push(...read.diagnostics);
  if (!read.file) notes.incomplete = true;
  if (!read.file) return { accumulator, notes, slot };
  notes.inputs.add(read.file.path);
  if (read.file.kind === 'Component') {
    throw new Fault(
      'wrong-kind',
      `'${showPath(job.directory)}' is a component, which belongs under components.`,
      asked,
    );
  }
  takeSchema(slot, context, job.directory, read.file);
  accumulate({ ...job, context, file: read.file, slot }, accumulator);
  return { accumulator, notes, slot };
}

/** Takes the schema that a kustomization brings under `openapi:`, unless there is one already. */
export function takeSchema(
  slot: SchemaSlot,
  context: BuildContext,
  directory: RepoPath,
  file: KustomizationFile,
  whose: 'root' | 'base' = 'base',
): void {
  if (!file.openapi || slot.isSet) return;
  const { path, version } = file.openapi.value;
  const { span } = file.openapi.node.origin;
  attempt(context, span, () => {
    if (path && version) throw new Fault('bad-openapi', 'openapi has either path or version, not both.');
    if (version && version !== CARRIED_VERSION) {
      throw new Fault('bad-openapi', `kustomize carries no OpenAPI document of version ${version}.`);
    }
    if (version) slot.isSet = true;
    if (!path) return;
    const root = parseYaml(loadFile(context, directory, path, span)).documents[0]?.root;
    if (!root) return;
    const own = schemaFromOpenApi(root);
    // When a base brings it, kustomize has already looked at kinds with its own document, and keeps that too.
    Object.assign(slot, { schema: whose === 'root' ? own : withBuiltIn(own), isSet: true });
  });
}

const CARRIED_VERSION = 'v1.21.2';
