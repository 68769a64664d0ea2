/**
 * Patterns of a configuration that fit nothing: mostly slips of the pen, and never an error, because what they are for may
 * have gone.
 *
 * @module
 */
import type { FluxModel } from '../../flux/model.js';
import type { Notice } from '../../report/report.js';
import type { FileTree } from '../../source/file-tree.js';
import { matchesGlob } from '../../source/glob.js';
import { positionAt } from '../../source/line-index.js';
import { nodeAt, type Path } from '../../yaml/nodes/node-path.js';
import type { Config, ConfigSource } from './config.js';

/** What a configuration is compared with. */
export interface Configured {
  readonly config?: Config;
  readonly configSource?: ConfigSource;
}

/** A warning for each pattern of the configuration that fits nothing in the repository. */
export function unmatchedPatterns(
  { config = {}, configSource }: Configured,
  tree: FileTree,
  model: FluxModel,
): Notice[] {
  const notices: Notice[] = [];
  const look = (patterns: readonly string[], values: Iterable<string>, what: string, path: Path): void => {
    const all = [...values];
    for (const [at, pattern] of patterns.entries()) {
      if (all.some((value) => matchesGlob(value, pattern))) continue;
      const message = `The pattern '${pattern}' fits no ${what}.`;
      const location = locationIn(configSource, [...path, at]);
      notices.push({ code: 'config/no-match', severity: 'warning', message, ...(location && { location }) });
    }
  };
  look(config.ignore ?? [], tree.paths, 'file', ['ignore']);
  const objects = model.clusters.flatMap((cluster) => cluster.objects);
  for (const [at, { files, clusters, namespaces, kinds, names }] of (config.overrides ?? []).entries()) {
    look(files ?? [], tree.paths, 'file', ['overrides', at, 'files']);
    look(
      clusters ?? [],
      model.clusters.map(({ name }) => name),
      'cluster',
      ['overrides', at, 'clusters'],
    );
    const spaces = new Set(objects.flatMap(({ id }) => id.namespace ?? []));
    look(namespaces ?? [], spaces, 'namespace', ['overrides', at, 'namespaces']);
    look(names ?? [], new Set(objects.map(({ id }) => id.name)), 'name of an object', [
      'overrides',
      at,
      'names',
    ]);
    look(kinds ?? [], new Set(objects.map(({ id }) => id.kind)), 'kind of object', [
      'overrides',
      at,
      'kinds',
    ]);
  }
  return notices;
}

function locationIn(source: ConfigSource | undefined, path: Path): Notice['location'] {
  const node = source?.node && nodeAt(source.node, ...path);
  if (!source || !node) return undefined;
  const { start, end } = node.origin.span;
  const from = positionAt(source.file.lines, start);
  const to = positionAt(source.file.lines, end);
  const place = { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  return { file: source.file.path, ...place };
}
