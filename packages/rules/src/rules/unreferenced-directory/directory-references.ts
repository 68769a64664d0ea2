/**
 * The directories of the repository that objects name, also where what they name is not followed.
 *
 * @module
 */
import {
  directoryOf,
  type FluxModel,
  HELM_GROUP,
  isKind,
  isWithin,
  type KubernetesObject,
  kustomizationsOf,
  nodeAt,
  type RepoPath,
  ROOT,
  resolvePath,
  scalarsOf,
  securePath,
  textAt,
} from '@fluxvet/core';
import { terraformAppPaths } from '../../questions/clusters/terraform-apps.js';
import { isKustomizationFile } from '../../questions/files/kustomization-files.js';

/** Answers whether something that cannot be followed may use a directory. */
export function wantedDirectories(model: FluxModel): (directory: RepoPath) => boolean {
  const wanted = new Set<RepoPath>(terraformAppPaths(model));
  for (const { app } of kustomizationsOf(model)) {
    if (app.path.kind === 'unknown') addKnown(wanted, app.object, model);
  }
  for (const { objects } of model.clusters) for (const object of objects) addOthers(wanted, object, model);
  // For each directory, who names it: the directory of the object, or the root for what is alive.
  const namedBy = new Map([...wanted].map((path) => [path, new Set([ROOT])]));
  for (const object of [
    ...model.detached.objects,
    ...model.detached.builds.flatMap(({ objects }) => objects),
  ]) {
    const named = new Set<RepoPath>();
    addKnown(named, object, model);
    addOthers(named, object, model);
    const from = directoryOf(object.body.origin.span.file);
    for (const path of named) namedBy.set(path, (namedBy.get(path) ?? new Set()).add(from));
  }
  const holding = withAbove(namedBy);
  return (directory) => {
    if (holding.has(directory)) return true;
    for (let at = directory; at !== ROOT; at = directoryOf(at)) {
      if ([...(namedBy.get(at) ?? [])].some((from) => !isWithin(directory, from))) return true;
    }
    return false;
  };
}

/** The directories that hold a path which something outside of them names. */
export function withAbove(namedBy: ReadonlyMap<RepoPath, ReadonlySet<RepoPath>>): ReadonlySet<RepoPath> {
  const holding = new Set<RepoPath>();
  for (const [path, by] of namedBy) {
    for (let at = path; at !== ROOT; at = directoryOf(at)) {
      if ([...by].some((from) => !isWithin(at, from))) holding.add(at);
    }
  }
  return holding;
}

/** What is known of a path: up to the first thing that is filled in later. */
function addKnown(wanted: Set<RepoPath>, object: KubernetesObject, { tree }: FluxModel): void {
  const path = nodeAt(object.body, 'spec', 'path');
  if (path?.kind !== 'scalar') return;
  const filled = path.value.search(/\$\{|<<|\{\{/);
  const known = filled < 0 ? path.value : path.value.slice(0, path.value.lastIndexOf('/', filled) + 1);
  const directory = securePath(known);
  if (directory !== ROOT && tree.isDirectory(directory)) wanted.add(directory);
}

/** Charts in the repository, and whatever other controllers read: any text that is a path of a directory. */
function addOthers(wanted: Set<RepoPath>, object: KubernetesObject, { tree }: FluxModel): void {
  if (isKind(object, HELM_GROUP, 'HelmRelease')) {
    const chart = securePath(textAt(object.body, 'spec', 'chart', 'spec', 'chart') ?? '');
    if (chart !== ROOT && tree.isDirectory(chart)) wanted.add(chart);
    return;
  }
  if (!object.id.group.includes('.') || object.id.group.endsWith('.k8s.io')) return;
  if (object.id.group.startsWith('kustomize.toolkit.')) return;
  const spec = nodeAt(object.body, 'spec');
  if (!spec) return;
  for (const { node } of scalarsOf(spec)) {
    if (!node.value.includes('/') || node.value.length > 300 || node.value.includes('\n')) continue;
    const directory = resolvePath(ROOT, node.value.replace(/^\/+|\/?\*.*$/g, ''));
    if (directory !== undefined && directory !== ROOT && tree.isDirectory(directory)) wanted.add(directory);
  }
}

/** The paths that comments of YAML files name, with those above: most often entries that were taken out on purpose. */
export function pathsInComments({ tree }: FluxModel): ReadonlySet<RepoPath> {
  const named = new Set<RepoPath>();
  for (const path of tree.paths) {
    const file = /\.ya?ml$|\/Kustomization$/.test(path) ? tree.read(path) : undefined;
    for (const comment of file ? ownLineComments(file.text) : []) {
      for (const [word] of comment.matchAll(/[\w./-]+/g)) {
        if (!word.includes('/') && !isKustomizationFile(path)) continue;
        for (const from of [directoryOf(path), ROOT]) {
          const resolved = resolvePath(from, word);
          for (let at = resolved ?? ROOT; at !== ROOT && !named.has(at); at = directoryOf(at)) named.add(at);
        }
      }
    }
  }
  return named;
}

/** The comments that have a line of their own; long ones are no names. */
function* ownLineComments(text: string): Generator<string> {
  let end = 0;
  for (let at = text.indexOf('#'); at >= 0; at = text.indexOf('#', end)) {
    const lineEnd = text.indexOf('\n', at);
    end = lineEnd < 0 ? text.length : lineEnd;
    const isOwn = text.slice(text.lastIndexOf('\n', at) + 1, at).trim() === '';
    if (isOwn && end - at <= 300) yield text.slice(at, end);
  }
}
