/**
 * The recursion of a build: resources, generators, components, transformers, validators and variables of one kustomization.
 * Source: api/internal/target/kusttarget.go of kustomize, whose order of steps `accumulate` keeps.
 *
 * @module
 */

import { LimitReached, limits, show, spend, spendSteps } from '../../source/bounds/limits.js';
import { type RepoPath, showPath } from '../../source/repo-path.js';
import type { Span } from '../../source/span.js';
import { attempt, type BuildContext, emptyNotes } from '../load/context.js';
import { readKustomizationFile } from '../load/kustomization-file.js';
import { demandLocal, demandOwn, resolveInside } from '../load/load.js';
import type { TextField } from '../load/read-fields.js';
import { Fault } from '../objects/fault.js';
import { demandDistinct } from '../objects/resource-set.js';
import { declareVars } from '../replace/vars.js';
import { mergeConfigs } from '../transform/transformer-config.js';
import { type Accumulator, emptyAccumulator, joinPaths } from './accumulator.js';
import { addResources, demandNoCycle } from './add-resources.js';
import { pluginTransformers } from './external-plugins.js';
import type { Base, Job } from './job.js';
import { ownConfigs, takeSchema } from './own-config.js';
import { configuredIn, generate, pluginConfigs } from './run-generators.js';
import { runTransformers, transformersOf } from './transformers.js';

/** Works through a kustomization; a component adds to what its parent has gathered. */
export function accumulate(job: Job, into: Accumulator): void {
  const { context, directory, file } = job;
  addResources(job, file.resources, into);
  for (const config of ownConfigs(job)) {
    into.config =
      attempt(context, file.node.origin.span, () => mergeConfigs(into.config, config)) ?? into.config;
  }
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

function addComponent(job: Job, { value, node }: TextField, into: Accumulator): void {
  const { context, directory } = job;
  const asked = node.origin.span;
  attempt(context, asked, () => {
    demandLocal(value, asked, node.unknown);
    const path = resolveInside(directory, value, asked);
    if (!context.tree.isDirectory(path)) {
      demandOwn(context, path, value, asked);
      throw new Fault('missing-directory', `There is no directory '${value}' with a component.`, asked);
    }
    demandNoCycle(job, path, asked);
    spendComponent(job, path, into);
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
    demandDistinct(into.set);
  });
}

/** Components that name components are applied once for each way that leads to them. */
function spendComponent(job: Job, path: RepoPath, into: Accumulator): void {
  const { depth, components } = limits();
  if (job.chain.length > depth)
    throw new LimitReached('depth', `Components stand in one another more than ${show(depth)} deep.`);
  const times = (job.bases.applied.get(path) ?? 0) + 1;
  job.bases.applied.set(path, times);
  spend('components', 1, () => {
    const [[most, count] = [path, times]] = [...job.bases.applied].sort(([, a], [, b]) => b - a);
    return `Components are applied more than ${show(components)} times in one build, '${showPath(most)}' alone ${show(count)} times.`;
  });
  spendSteps(COMPONENT_STEPS + into.set.items.length);
}

// What it takes to read a component that does nothing.
const COMPONENT_STEPS = 20;

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
