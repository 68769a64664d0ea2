/**
 * Adds the objects of the files and directories that a kustomization lists.
 * Source: accumulateResources in api/internal/target/kusttarget.go of kustomize.
 *
 * @module
 */

import { spendSteps } from '../../source/bounds/limits.js';
import { isWithin, type RepoPath, showPath } from '../../source/repo-path.js';
import type { SourceFile } from '../../source/source-file.js';
import type { Span } from '../../source/span.js';
import { addNotes, attempt, type BuildContext, noteRemote } from '../load/context.js';
import { demandLocal, loadFile, resolveInside } from '../load/load.js';
import type { TextField } from '../load/read-fields.js';
import { objectsInFile } from '../load/read-resources.js';
import { isRemote } from '../load/remote-address.js';
import { Fault } from '../objects/fault.js';
import { idOf, newResource, type Resource, resKey, showResId } from '../objects/resource.js';
import { addVar } from '../replace/vars.js';
import type { SchemaSlot } from '../schema/schema.js';
import { mergeConfigs } from '../transform/transformer-config.js';
import { type Accumulator, cloneForOverlay, joinPaths } from './accumulator.js';
import type { Base, Job } from './job.js';

/** Adds the objects of files and directories; also used for the configurations of plugins. */
export function addResources(job: Job, entries: readonly TextField[], into: Accumulator): void {
  for (const entry of entries)
    attempt(job.context, entry.node.origin.span, () => addResource(job, entry, into));
}

function addResource(job: Job, { value, node }: TextField, into: Accumulator): void {
  const { context, directory } = job;
  const asked = node.origin.span;
  if (node.unknown === undefined && isRemote(value) && addRemote(job, value, asked, into)) return;
  demandLocal(value, asked, node.unknown);
  const path = resolveInside(directory, value, asked);
  if (context.tree.isDirectory(path)) {
    addDirectory(job, path, value, asked, into);
    return;
  }
  addFile(job, loadFile(context, directory, value, asked), value, asked, into);
}

function addFile(job: Job, file: SourceFile, value: string, asked: Span, into: Accumulator): void {
  for (const body of objectsInFile(job.context, file)) {
    const resource = newResource(body, [...job.trail, asked]);
    if (job.originPath !== undefined) resource.origin = { path: joinPaths(job.originPath, value) };
    append(job.context, into, resource, asked);
  }
}

/** Adds what an address leads to, if that is there: a file as kustomize tries first, or a directory of a repository. */
function addRemote(job: Job, address: string, asked: Span, into: Accumulator): boolean {
  const { context } = job;
  noteRemote(context, 'remote-base', address, asked);
  const file = context.remotes?.file(address);
  if (file) {
    context.notes.inputs.add(file.path);
    addFile(job, file, address, asked, into);
    return true;
  }
  const found = context.remotes?.base(address);
  if (found) addBase(job, job.bases.elsewhere(found, address, job, asked), address, asked, into);
  return found !== undefined;
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

/** What a base made of the schema holds for all that comes after it. */
function takeOver(slot: SchemaSlot, base: SchemaSlot): void {
  if (slot.isSet) return;
  const [before, after] = [slot.builtIn, base.builtIn];
  Object.assign(slot, base, { builtIn: before === 'read' || after === 'unread' ? before : after });
}

function addDirectory(job: Job, path: RepoPath, entry: string, asked: Span, into: Accumulator): void {
  demandNoCycle(job, path, asked);
  const base = job.bases.build(path, job, asked);
  for (const visited of base.visited) demandNoCycle(job, visited, asked);
  addBase(job, base, entry, asked, into);
}

function addBase(job: Job, base: Base, entry: string, asked: Span, into: Accumulator): void {
  addNotes(job.context.notes, base.notes);
  takeOver(job.slot, base.slot);
  const originPath = joinPaths(job.originPath ?? '', entry);
  spendSteps(base.accumulator.set.items.length);
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

export function demandNoCycle(job: Job, path: RepoPath, asked: Span): void {
  const visited = job.chain.find((each) => isWithin(path, each));
  if (visited === undefined) return;
  const message =
    path === job.directory
      ? 'The kustomization includes itself.'
      : `'${showPath(path)}' leads back to '${showPath(visited)}', which includes it.`;
  throw new Fault('cycle', message, asked);
}
