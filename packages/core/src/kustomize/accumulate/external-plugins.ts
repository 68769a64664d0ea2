/**
 * What the entries of `transformers:`, `generators:` and `validators:` configure.
 * kustomize's own plugins run; programs are gaps.
 * Source: api/internal/plugins/loader of kustomize.
 *
 * @module
 */
import type { RepoPath } from '../../source/repo-path.js';
import type { Span } from '../../source/span.js';
import { textAt } from '../../yaml/nodes/node-path.js';
import { attempt, type BuildContext, noteGap } from '../load/context.js';
import { Fault } from '../objects/fault.js';
import { type BuildOrigin, idOf, type Resource } from '../objects/resource.js';
import { builtinGenerator, builtinTransformer, isBuiltin } from './builtin-plugins.js';
import type { Transformer } from './transformers.js';

/** The configuration of a plugin. */
export interface PluginConfig {
  readonly resource: Resource;
  /** The entry that names it or holds it. */
  readonly asked: Span;
}

/** The transformers that configurations ask for. */
export function pluginTransformers(
  configs: readonly PluginConfig[],
  directory: RepoPath,
  context: BuildContext,
): Transformer[] {
  return configs.flatMap(({ resource, asked }) => {
    if (!isOurs(resource, asked, context)) return [];
    const kind = idOf(resource.body).kind;
    const origin = originOf(resource);
    const run = attempt(context, asked, () => {
      const found = builtinTransformer(resource.body, directory, context);
      if (found) return found;
      throw new Fault('bad-plugin', `There is no built-in transformer ${kind}.`, resource.body.origin.span);
    });
    return run ? [{ kind, asked, run, ...(origin && { origin }) }] : [];
  });
}

/** The objects that configurations of generators make. */
export function pluginGenerators(
  configs: readonly PluginConfig[],
  directory: RepoPath,
  context: BuildContext,
): { resource: Resource; origin: BuildOrigin | undefined; asked: Span }[] {
  return configs.flatMap(({ resource, asked }) => {
    if (!isOurs(resource, asked, context)) return [];
    const kind = idOf(resource.body).kind;
    if (kind === 'HelmChartInflationGenerator') {
      noteProgram(context, `The chart of '${idOf(resource.body).name}' is inflated by helm`, asked);
      return [];
    }
    const made = attempt(context, asked, () => {
      const found = builtinGenerator(resource.body, directory, context);
      if (found) return found;
      throw new Fault('bad-plugin', `There is no built-in generator ${kind}.`, resource.body.origin.span);
    });
    return made ? [{ resource: made, origin: originOf(resource), asked }] : [];
  });
}

function isOurs(resource: Resource, asked: Span, context: BuildContext): boolean {
  if (isBuiltin(resource.body)) return true;
  const { kind } = idOf(resource.body);
  noteProgram(context, `The plugin ${kind} is a program`, asked);
  return false;
}

function noteProgram(context: BuildContext, what: string, span: Span): void {
  const message = `${what}, which is not run here; Flux refuses it too.`;
  noteGap(context, 'plugin', message, span);
}

function originOf(resource: Resource): BuildOrigin | undefined {
  if (!resource.origin) return undefined;
  const name = textAt(resource.body, 'metadata', 'name');
  const namespace = textAt(resource.body, 'metadata', 'namespace');
  const configuredBy = {
    apiVersion: textAt(resource.body, 'apiVersion') ?? '',
    kind: textAt(resource.body, 'kind') ?? '',
    ...(name && { name }),
    ...(namespace && { namespace }),
  };
  return { ...(resource.origin.path !== undefined && { configuredIn: resource.origin.path }), configuredBy };
}
