/**
 * Builds a kustomization: the same objects as `kustomize build`, each value with its origin.
 * What cannot be done becomes a diagnostic, what is not here a gap, and the build goes on with what it has.
 * Source: api/krusty/kustomizer.go and api/internal/target/kusttarget.go of kustomize.
 *
 * @module
 */
import { type KubernetesObject, toObject } from '../kubernetes/object.js';
import { counting, LimitReached, limits, show } from '../source/bounds/limits.js';
import type { Diagnostic, Gap } from '../source/diagnostic.js';
import { within } from '../source/fault-boundary.js';
import type { FileTree } from '../source/file-tree.js';
import type { RepoPath } from '../source/repo-path.js';
import type { Span } from '../source/span.js';
import { type MapNode, type Origin, scalar } from '../yaml/nodes/node.js';
import { itemsAt, textAt } from '../yaml/nodes/node-path.js';
import { accumulate, buildBase } from './accumulate/accumulate.js';
import { type Accumulator, emptyAccumulator } from './accumulate/accumulator.js';
import type { Base, Bases, Job } from './accumulate/job.js';
import { takeSchema } from './accumulate/own-config.js';
import { addNameHashes } from './generate/name-hash.js';
import {
  attempt,
  type BuildContext,
  emptyNotes,
  type Ineffective,
  type LoadRestriction,
  noteInternal,
} from './load/context.js';
import { type KustomizationFile, readKustomizationFile } from './load/kustomization-file.js';
import type { Strictness } from './load/read-fields.js';
import { demandObject } from './load/read-resources.js';
import type { Remotes } from './load/remote-address.js';
import { Fault } from './objects/fault.js';
import { demandDistinct } from './objects/resource-set.js';
import { finishAnnotations, isLocalConfig } from './origins/build-metadata.js';
import { refolded } from './origins/refold.js';
import { resolveVars } from './replace/vars.js';
import { BUILT_IN_SCHEMA, type Schema, type SchemaSlot } from './schema/schema.js';
import { setMarks } from './transform/labels.js';
import { fixNameReferences } from './transform/name-references.js';
import { type Order, sortResources } from './transform/sort-resources.js';

/** How a kustomization is built. */
export interface BuildOptions {
  /** Which files may be read; `tree`, as Flux does, by default. */
  readonly restriction?: LoadRestriction;
  /** The order of the objects where `sortOptions` says nothing; `fifo`, as Flux does, by default. */
  readonly order?: Order;
  /** How the kustomization file of the directory itself is read; every other one is read strictly. */
  readonly strictness?: Strictness;
  /** A kustomization to build in the place of the one in the directory, as Flux edits or generates it. */
  readonly kustomization?: KustomizationFile;
  /** Where the build was asked for, for the problems that have no better place. */
  readonly asked?: Span;
  /** The content of addresses that kustomizations name; what is absent is a gap. */
  readonly remotes?: Remotes | undefined;
  /** Adds the label that says that kustomize manages the objects. */
  readonly managedByLabel?: boolean;
}

/** What a build gives; it never throws: it is whole, or it has gaps and diagnostics. */
export interface Build {
  readonly directory: RepoPath;
  /** In the order in which they are printed and applied. */
  readonly objects: readonly KubernetesObject[];
  /** The files that were read. */
  readonly inputs: ReadonlySet<RepoPath>;
  readonly gaps: readonly Gap[];
  /** What is fetched from elsewhere, whether it is there or not. */
  readonly remotes: readonly Gap[];
  readonly diagnostics: readonly Diagnostic[];
  /** Whether nothing is left out: what is not among the objects is not there. */
  readonly complete: boolean;
  /** Entries that kustomize accepts although they do nothing. */
  readonly ineffective: readonly Ineffective[];
}

/**
 * Builds the kustomization of a directory.
 *
 * Bases are remembered for the tree: one that a hundred overlays share is built once.
 */
export function buildKustomization(tree: FileTree, directory: RepoPath, options: BuildOptions = {}): Build {
  const notes = emptyNotes();
  const context: BuildContext = {
    tree,
    restriction: options.restriction ?? 'tree',
    notes,
    remotes: options.remotes,
  };
  const asked = options.asked ?? { file: directory, start: 0, end: 0 };
  const objects = within(
    { what: 'the build', span: asked },
    () => {
      const file =
        options.kustomization ?? readRoot(context, directory, options.strictness ?? 'strict', asked);
      if (!file) notes.incomplete = true;
      return file ? counting(OWN_COUNTS, () => buildRoot(context, directory, file, options)) : [];
    },
    (diagnostic): readonly KubernetesObject[] => {
      noteInternal(notes, diagnostic);
      return [];
    },
  );
  const { diagnostics, gaps, ineffective, inputs, remotes } = notes;
  const complete = !notes.incomplete;
  return { directory, objects, inputs, gaps, remotes, diagnostics, complete, ineffective };
}

const OWN_COUNTS = ['buildWork', 'components'] as const;

function readRoot(
  context: BuildContext,
  directory: RepoPath,
  strictness: Strictness,
  asked: Span,
): KustomizationFile | undefined {
  const read = readKustomizationFile(context.tree, directory, strictness, asked);
  context.notes.diagnostics.push(...read.diagnostics);
  if (read.file) context.notes.inputs.add(read.file.path);
  return read.file;
}

function buildRoot(
  context: BuildContext,
  directory: RepoPath,
  file: KustomizationFile,
  options: BuildOptions,
): KubernetesObject[] {
  const slot: SchemaSlot = { schema: BUILT_IN_SCHEMA, isSet: false, builtIn: 'unread' };
  takeSchema(slot, context, directory, file);
  const withOrigins = file.buildMetadata.length > 0;
  const job: Job = {
    context,
    directory,
    file,
    chain: [directory],
    bases: basesOf(context, withOrigins, directory),
    slot,
    trail: [],
    originPath: withOrigins ? '' : undefined,
  };
  const accumulator = emptyAccumulator(slot);
  accumulate(job, accumulator);
  finish(accumulator, file, options, context);
  const { span } = file.node.origin;
  const origin: Origin = { span, step: { kind: 'generated', what: 'buildMetadata', by: span } };
  return accumulator.set.items.map((resource) => {
    const finished = attempt(context, file.node.origin.span, () =>
      finishAnnotations(resource, file.buildMetadata, origin),
    );
    return toObject(refolded(finished ?? resource.body), resource.trail);
  });
}

/** The steps that are taken once, after the whole recursion: an inner build must not take them. */
function finish(
  accumulator: Accumulator,
  file: KustomizationFile,
  options: BuildOptions,
  context: BuildContext,
): void {
  const { set, config, vars } = accumulator;
  const asked = file.node.origin.span;
  attempt(context, asked, () => addNameHashes(set));
  fixNameReferences(set, config.nameReference, asked, context);
  resolveVars(set, vars, config.varReference, context);
  for (const resource of set.items) {
    const span = resource.trail.at(-1) ?? asked;
    attempt(context, span, () => demandObject(resource.body));
    if (isLocalConfig(resource.body)) set.update(resource, undefined);
  }
  // An object that was told already as one too many stays in the set.
  if (!context.notes.diagnostics.some(({ severity }) => severity === 'error'))
    attempt(context, asked, () => demandDistinct(set));
  attempt(context, asked, () => sortResources(set, file.sortOptions, options.order ?? 'fifo'));
  if (options.managedByLabel || file.buildMetadata.includes('managedByLabel')) {
    const entry = itemsAt(file.node, 'buildMetadata').find((item) => textAt(item) === 'managedByLabel');
    const span = entry?.origin.span ?? asked;
    const origin = { span };
    const key = scalar('app.kubernetes.io/managed-by', origin);
    const marks: MapNode = { kind: 'map', entries: [{ key, value: scalar(MANAGER, origin) }], origin };
    const step = { kind: 'transformed', what: 'buildMetadata', by: span } as const;
    setMarks(set, marks, [{ path: 'metadata/labels', create: true }], step);
  }
}

/** What kustomize calls itself where it is a library or a part of kubectl: neither gives it a version. */
const MANAGER = 'kustomize-(devel)';

type BaseCache = Map<Schema, Map<string, Base>>;
const remembered = new WeakMap<object, WeakMap<FileTree, BaseCache>>();
const NO_REMOTES = {};

// Repositories whose bases are in other repositories whose bases …
const DEEPEST = 16;

/** Builds bases for one run, each once for the tree; what is in the middle of being built is a cycle. */
function basesOf(context: BuildContext, withOrigins: boolean, root: RepoPath | undefined): Bases {
  const { remotes = NO_REMOTES } = context;
  const caches = remembered.get(remotes) ?? new WeakMap<FileTree, BaseCache>();
  remembered.set(remotes, caches);
  const cache: BaseCache = caches.get(context.tree) ?? new Map();
  caches.set(context.tree, cache);
  const known = cache;
  const open = new Set<RepoPath>(root === undefined ? [] : [root]);
  const applied = new Map<RepoPath, number>();

  const bases = (visited: Set<RepoPath>): Bases => {
    const buildOnce = (directory: RepoPath, job: Job, asked: Span): Base => {
      const { schema, builtIn } = job.slot;
      let bySchema = known.get(schema);
      if (!bySchema) {
        bySchema = new Map();
        known.set(schema, bySchema);
      }
      const key = `${context.restriction} ${withOrigins} ${builtIn} ${directory}`;
      const done = bySchema.get(key);
      if (done) return done;
      if (open.has(directory)) throw new Fault('cycle', 'The kustomization leads back to itself.', asked);
      const { depth } = limits();
      if (open.size > depth)
        throw new LimitReached('depth', `Kustomizations stand in one another more than ${show(depth)} deep.`);
      open.add(directory);
      const inside = new Set<RepoPath>([directory]);
      try {
        const originPath = withOrigins ? '' : undefined;
        const inner = { ...job, directory, chain: [directory], bases: bases(inside), trail: [], originPath };
        const base: Base = { ...buildBase(inner, asked), visited: inside };
        const cyclic = base.notes.diagnostics.some(({ code }) => code === 'kustomize/cycle');
        if (!cyclic) bySchema.set(key, base);
        return base;
      } finally {
        open.delete(directory);
        for (const each of inside) visited.add(each);
      }
    };
    return {
      visited,
      applied,
      elsewhere({ tree, directory }, address, job, asked) {
        const { way = [] } = job.context;
        if (way.includes(address) || way.length >= DEEPEST) {
          throw new Fault('cycle', `'${address}' leads back to itself.`, asked);
        }
        const inner: BuildContext = { ...job.context, tree, way: [...way, address] };
        return basesOf(inner, withOrigins, undefined).build(directory, { ...job, context: inner }, asked);
      },
      build(directory, job, asked) {
        const base = buildOnce(directory, { ...job, slot: { ...job.slot, builtIn: 'unread' } }, asked);
        for (const each of base.visited) visited.add(each);
        // What was read before matters only to a base that brings a schema.
        const matters = base.slot.isSet && !job.slot.isSet && job.slot.builtIn !== 'unread';
        return matters ? buildOnce(directory, job, asked) : base;
      },
    };
  };
  return bases(new Set());
}
