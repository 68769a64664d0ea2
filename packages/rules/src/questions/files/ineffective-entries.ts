/**
 * Entries of kustomizations that kustomize accepts although they do nothing in any build that has them.
 *
 * @module
 */
import {
  type Cluster,
  directoryOf,
  type FluxModel,
  type Ineffective,
  isWithin,
  itemsAt,
  type KustomizationApp,
  kustomizationsOf,
  type Node,
  nodeAt,
  type Origin,
  type Span,
  type Step,
} from '@fluxvet/core';
import { isKustomizationFile } from './kustomization-files.js';

export interface IdleEntry extends Ineffective {
  /** An app whose build has the entry. */
  readonly app: KustomizationApp;
  readonly clusters: readonly string[];
  /** Whether it is laid in from outside, or belongs to a component: then it is written for more than one build. */
  readonly isShared: boolean;
}

/** The entries of a field that do nothing anywhere. */
export function idleEntries(model: FluxModel, field: Ineffective['field']): IdleEntry[] {
  const found = new Map<string, Found>();
  for (const { cluster, app } of kustomizationsOf(model)) {
    if (app.path.kind !== 'built') continue;
    for (const entry of app.path.build.ineffective) {
      if (entry.field !== field || isOfPlaceholders(entry.span, cluster, model)) continue;
      const known = found.get(keyOf(entry.span)) ?? { entry, apps: [], clusters: new Set() };
      known.apps.push(app);
      known.clusters.add(cluster.name);
      found.set(keyOf(entry.span), known);
    }
  }
  if (found.size === 0) return [];
  for (const { app } of kustomizationsOf(model)) {
    if (app.path.kind !== 'built') continue;
    const { build } = app.path;
    const idle = new Set(build.ineffective.map(({ span }) => keyOf(span)));
    for (const [key, { entry }] of found) {
      // A build that has the entry and does not call it idle uses it, or cannot tell.
      const { file } = entry.span;
      const hasIt = (isKustomizationFile(file) && build.inputs.has(file)) || asksFor(app, entry.span);
      if (hasIt && !idle.has(key)) found.delete(key);
    }
  }
  return [...found.values()].flatMap(({ entry, apps, clusters }) => {
    const [app] = apps;
    // One build can take in a component twice, and use the entry in one place only.
    if (!app || apps.some((each) => hasWorked(each, entry.span))) return [];
    return [{ ...entry, app, clusters: [...clusters], isShared: isShared(entry.span, app, model) }];
  });
}

interface Found {
  readonly entry: Ineffective;
  readonly apps: KustomizationApp[];
  readonly clusters: Set<string>;
}

/** Before bootstrap has filled in its files, the patches for them have nothing to change. */
function isOfPlaceholders({ file }: Span, { flux }: Cluster, { tree }: FluxModel): boolean {
  const { directory, components } = flux.files;
  if (!isWithin(directory, directoryOf(file))) return false;
  return components === undefined || !/^kind:/m.test(tree.read(components)?.text ?? '');
}

function isShared(span: Span, app: KustomizationApp, { tree }: FluxModel): boolean {
  if (asksFor(app, span)) return app.object.body.origin.span.file !== span.file;
  const file = tree.read(span.file);
  return /^kind:\s*["']?Component\b/m.test(file?.text ?? '');
}

/** Whether an app brings the entry in its own spec. */
function asksFor({ object }: KustomizationApp, span: Span): boolean {
  for (const field of ['patches', 'images']) {
    for (const item of itemsAt(object.body, 'spec', field)) {
      for (const node of [item, nodeAt(item, 'target'), nodeAt(item, 'name')]) {
        if (node && keyOf(node.origin.span) === keyOf(span)) return true;
      }
    }
  }
  return false;
}

/** Whether a change that the entry asked for is among the values of an app. */
function hasWorked({ path }: KustomizationApp, { file, start, end }: Span): boolean {
  const isBy = ({ by }: Step): boolean => by.file === file && by.start <= start && by.end >= end;
  const isChanged = (origin: Origin | undefined): boolean => {
    for (let at = origin; at; at = at.was) if (at.step && isBy(at.step)) return true;
    return false;
  };
  const visit = (node: Node): boolean =>
    isChanged(node.origin) ||
    (node.kind === 'map' && node.entries.some(({ value }) => visit(value))) ||
    (node.kind === 'seq' && node.items.some(visit));
  return path.kind === 'built' && path.build.objects.some(({ body }) => visit(body));
}

function keyOf({ file, start, end }: Span): string {
  return `${file}:${start}:${end}`;
}
