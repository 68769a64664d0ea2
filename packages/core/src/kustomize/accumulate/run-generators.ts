/**
 * Adds what the generators of a kustomization make, and reads the configurations of plugins.
 * Source: runGenerators in api/internal/target/kusttarget.go of kustomize.
 *
 * @module
 */
import { baseName } from '../../source/repo-path.js';
import { generateObject, mergeGenerated } from '../generate/generate-object.js';
import { attempt, noteGap } from '../load/context.js';
import type { TextField } from '../load/read-fields.js';
import { objectsQuietly, parseEmbedded } from '../load/read-resources.js';
import { Elsewhere, Fault, NotFound } from '../objects/fault.js';
import {
  type BuildOrigin,
  idOf,
  newResource,
  type Resource,
  resKey,
  showResId,
} from '../objects/resource.js';
import { type Accumulator, emptyAccumulator, joinPaths } from './accumulator.js';
import { addResources } from './add-resources.js';
import { type PluginConfig, pluginGenerators } from './external-plugins.js';
import type { Job } from './job.js';

export function configuredIn(job: Job): string | undefined {
  return job.originPath === undefined ? undefined : joinPaths(job.originPath, baseName(job.file.path));
}

export function generate(job: Job, into: Accumulator): void {
  const { context, directory, file } = job;
  const place = configuredIn(job);
  for (const [kind, entries] of [
    ['ConfigMap', file.configMapGenerator],
    ['Secret', file.secretGenerator],
  ] as const) {
    for (const entry of entries) {
      const asked = entry.node.origin.span;
      attempt(context, asked, () => {
        const made = withoutRemoteFiles(() =>
          generateObject(kind, entry, file.generatorOptions, directory, context),
        );
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

/** A file from elsewhere can bring only what is generated of it, and not any object as a base could. */
function withoutRemoteFiles<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof Elsewhere) throw new Elsewhere('remote-file', error.message, error.span);
    throw error;
  }
}

/** The configurations that entries hold, and then those in the files and directories that they name. */
export function pluginConfigs(job: Job, entries: readonly TextField[]): PluginConfig[] {
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
