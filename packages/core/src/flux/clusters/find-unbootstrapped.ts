/**
 * Finds the clusters that nothing in the repository brings up: directories whose Flux Kustomizations no other one applies.
 * Whatever gets Flux there (a script, Terraform, an operator's chart) stands elsewhere.
 *
 * @module
 */
import { idKey, sameId } from '../../kubernetes/object-id.js';
import { filesNamed } from '../../kustomize/load/files-named.js';
import { findKustomizationFiles } from '../../kustomize/load/kustomization-file.js';
import { type FileTree, subTree } from '../../source/file-tree.js';
import { isPutAway } from '../../source/put-away.js';
import { directoryOf, isWithin, joinPath, type RepoPath, ROOT } from '../../source/repo-path.js';
import { nodeAt, textAt } from '../../yaml/nodes/node-path.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import type { WrittenObject } from '../kinds/flux-objects.js';
import { KUSTOMIZE_GROUP } from '../kinds/kinds.data.js';
import { isKind } from '../kinds/kinds.js';
import { overlayKustomization } from '../kustomization/overlay.js';
import { securePath } from '../kustomization/path-build.js';
import { sourceIdOf } from '../sources/source-ref.js';
import { commonSource } from './common-source.js';
import { assumedCluster, type FoundCluster } from './found-cluster.js';
import type { RepositoryLayout } from './layout.js';
import { mergeParts } from './merge-parts.js';
import { holdsVariable, isTemplatePath } from './placeholder.js';

/** The entry directories among the files that no cluster reaches. */
export function findUnbootstrapped(
  tree: FileTree,
  written: readonly WrittenObject[],
  layout: RepositoryLayout,
  found: readonly FoundCluster[],
  reached: ReadonlySet<RepoPath>,
): FoundCluster[] {
  const filledIn = new Set(written.filter(isToBeFilledIn).map(({ path }) => directoryOf(path)));
  const rest = written.filter(({ path }) => {
    const isClusters = found.some(({ root, entry }) =>
      [root, entry.directory].some((each) => each !== ROOT && isWithin(each, path)),
    );
    return !reached.has(path) && !isTemplate(path) && !isClusters && !filledIn.has(directoryOf(path));
  });
  const inUse = written.filter(({ path }) => !isTemplate(path));
  const entries = new Map<RepoPath, RepoPath>();
  const isHome = (directory: RepoPath): boolean => layout.clusterHomes.includes(directory);
  for (const directory of mergeParts(tree, homes(tree, layout, rest, reached), written, isHome)) {
    const clusters = inUse.filter(({ path }) => layout.clusterHomes.some((home) => isWithin(home, path)));
    if (!isAppliedElsewhere(tree, clusters, directory)) entries.set(directory, ROOT);
  }
  const ofApps = appDirectories(inUse, found, reached);
  const isApp = (directory: RepoPath): boolean =>
    ofApps.has(directoryOf(directory)) || isAppliedElsewhere(tree, inUse, directory);
  for (const [directory, repository] of roots(tree, inUse, rest, isApp, found)) {
    entries.set(directory, repository);
  }
  const outermost = [...entries].filter(
    ([directory]) => ![...entries.keys()].some((other) => other !== directory && isWithin(other, directory)),
  );
  const repositories = new Map(outermost);
  // Where nothing else is a cluster, what stands at the root of the repository is applied by hand.
  if (repositories.size + found.length === 0 && bringsApps(tree, rest, ROOT)) repositories.set(ROOT, ROOT);
  return [...repositories].sort().map(([directory, repository]) => {
    const fluxSystem = joinPath(directory, 'flux-system');
    const entry = { kind: 'unbootstrapped', file: directory, directory, repository } as const;
    const assumed = assumedCluster(entry, fluxSystem);
    const byHand = rest.flatMap(({ path, object }) => (directoryOf(path) === directory ? [object] : []));
    return isAppliedByHand(tree, directory) ? { ...assumed, objects: byHand } : assumed;
  });
}

/** Whether a Flux Kustomization with a path that exists stands in a directory. */
function bringsApps(tree: FileTree, written: readonly WrittenObject[], directory: RepoPath): boolean {
  return written.some(({ path, object }) => {
    if (directoryOf(path) !== directory || !isKind(object, KUSTOMIZE_GROUP, 'Kustomization')) return false;
    const applied = securePath(textAt(object.body, 'spec', 'path') ?? '');
    return applied !== ROOT && tree.isDirectory(applied);
  });
}

/**
 * Whether somebody applies the files of a directory one by one: Flux could not apply it as a whole, since its
 * kustomization file is none, or since it is the root, with everything that the apps apply.
 */
function isAppliedByHand(tree: FileTree, directory: RepoPath): boolean {
  const [file] = findKustomizationFiles(tree, directory);
  if (!file) return directory === ROOT;
  const root = parseYaml(file).documents[0]?.root;
  return textAt(root, 'apiVersion')?.startsWith(`${KUSTOMIZE_GROUP}/`) ?? false;
}

/** What generators of charts and projects fill in is no cluster, nor is what was put away. */
function isTemplate(path: RepoPath): boolean {
  if (isPutAway(path) || isTemplatePath(path)) return true;
  const [first = '', ...others] = path.split('/');
  const home = others.lastIndexOf('clusters');
  // Right below `clusters`, and beside other environments, `test` is one of them.
  const above = others.slice(0, home < 0 ? undefined : home);
  return (
    TESTS.test(first) ||
    [first, ...others].some((part) => TEMPLATES.test(part)) ||
    above.some((part) => TRIALS.test(part))
  );
}

const TEMPLATES = /^(_.*|templates?|examples?)$/;
const TESTS = /^(test|tests|testdata|docs)$/;
const TRIALS = /^(tests|testdata|docs)$/;

/** What holds variables in its own name or namespace is taken in by something that puts them in. */
function isToBeFilledIn({ object }: WrittenObject): boolean {
  return ['name', 'namespace'].some((field) => holdsVariable(textAt(object.body, 'metadata', field)));
}

/** What a Flux Kustomization of another directory applies, wholly or in part, is no entry: if nothing reaches it, it was left out. */
function isAppliedElsewhere(tree: FileTree, written: readonly WrittenObject[], directory: RepoPath): boolean {
  return written.some(({ path, object }) => {
    if (!isKind(object, KUSTOMIZE_GROUP, 'Kustomization')) return false;
    const applied = securePath(textAt(object.body, 'spec', 'path') ?? '');
    return (
      applied !== ROOT &&
      isWithin(applied, directory) &&
      !isWithin(applied, path) &&
      tree.isDirectory(applied)
    );
  });
}

/** The directories in which those of apps stand, each with a Flux Kustomization of its own that a cluster applies. */
function appDirectories(
  written: readonly WrittenObject[],
  found: readonly FoundCluster[],
  reached: ReadonlySet<RepoPath>,
): Set<RepoPath> {
  const apps = written.filter(
    ({ path, object }) =>
      reached.has(path) &&
      isKind(object, KUSTOMIZE_GROUP, 'Kustomization') &&
      !found.some(({ root, entry }) => isWithin(root, path) || isWithin(entry.directory, path)),
  );
  return new Set(apps.map(({ path }) => directoryOf(directoryOf(path))));
}

/** Below a `clusters` directory: the highest directories in which Flux Kustomizations stand. */
function homes(
  tree: FileTree,
  layout: RepositoryLayout,
  rest: readonly WrittenObject[],
  reached: ReadonlySet<RepoPath>,
): RepoPath[] {
  const candidates = new Set<RepoPath>();
  for (const { path, object } of rest) {
    if (!isKind(object, KUSTOMIZE_GROUP, 'Kustomization')) continue;
    const home = layout.clusterHomes.find((each) => isWithin(each, path) && directoryOf(path) !== each);
    if (home === undefined) continue;
    if (SHARED.test(directoryOf(path).slice(home.length))) continue;
    candidates.add(takenInAbove(tree, home, path) ?? directoryOf(path));
  }
  return [...candidates].filter((directory) => ![...reached].some((path) => isWithin(directory, path)));
}

/** The highest directory below the home whose kustomization takes a file in. */
function takenInAbove(tree: FileTree, home: RepoPath, path: RepoPath): RepoPath | undefined {
  let highest: RepoPath | undefined;
  for (let at = directoryOf(path); at !== home && at !== ROOT; at = directoryOf(at)) {
    const [file] = findKustomizationFiles(tree, at);
    const root = file && parseYaml(file).documents[0]?.root;
    if (root && filesNamed(tree, at, root).has(path)) highest = at;
  }
  return highest;
}

const SHARED = /\/(base|common|shared)(\/|$)/;

/** Elsewhere: directories of Flux Kustomizations with a path that exists here, which no other one applies. */
function roots(
  tree: FileTree,
  written: readonly WrittenObject[],
  rest: readonly WrittenObject[],
  isApp: (directory: RepoPath) => boolean,
  found: readonly FoundCluster[],
): [directory: RepoPath, repository: RepoPath][] {
  const apps = rest.filter(({ object }) => isKind(object, KUSTOMIZE_GROUP, 'Kustomization'));
  const home = commonSource(written.map(({ object }) => object));
  const kustomizations = apps.flatMap(({ path, object }) => {
    // A source that is written out beside the one of all others fetches another repository, with paths of its own.
    const source = sourceIdOf(object);
    const isOther =
      home !== undefined && idKey(source) !== home && written.some((each) => sameId(each.object.id, source));
    if (isOther) return [];
    const repository = repositoryFor(tree, path, securePath(textAt(object.body, 'spec', 'path') ?? ''));
    return repository === undefined ? [] : [{ path, object, repository }];
  });
  const applied = new Set<RepoPath>();
  const theirFiles = new Set(kustomizations.map(({ path }) => path));
  const bringsOthers = new Set<RepoPath>();
  const ownRoots = new Map<RepoPath, RepoPath>();
  for (const { path, object, repository } of kustomizations) {
    const own = subTree(tree, repository);
    const directory = securePath(textAt(object.body, 'spec', 'path') ?? '');
    const { node, file, generated } = overlayKustomization(own, directory, object.body);
    if (!node) continue;
    const files = filesNamed(own, directory, node);
    // One that applies its own file is brought up by something else all the same; what it applies is the cluster's root.
    for (const each of generated ? files : [file, ...files]) if (each !== path) applied.add(each);
    if (files.has(path)) ownRoots.set(path, joinPath(repository, directory));
    if ([...files].some((each) => each !== path && theirFiles.has(each))) bringsOthers.add(path);
  }
  return kustomizations.flatMap(({ path, object, repository }): [RepoPath, RepoPath][] => {
    const own = ownRoots.get(path);
    // One without a source is completed by another that applies it.
    if (!own && nodeAt(object.body, 'spec', 'sourceRef') === undefined) return [];
    const directory = own ?? directoryOf(path);
    // What stands in a base or a component is completed elsewhere, but for one that nothing can take in and that applies others.
    const isRoot = !own && bringsOthers.has(path) && findKustomizationFiles(tree, directory).length === 0;
    const isPart = !isRoot && directory.split('/').some((part) => /^(bases?|components?)$/.test(part));
    // Where there are clusters, what applies its own directory, or one in it, and no others is an app that was left out.
    const isOfItself = isWithin(directory, securePath(textAt(object.body, 'spec', 'path') ?? ''));
    // Beside a cluster, and with others of its kind, it is a cluster like that one.
    const isBeside = found.some(({ entry }) => directoryOf(entry.directory) === directoryOf(directory));
    const hasFellows = kustomizations.some(
      (each) => each.path !== path && directoryOf(each.path) === directory,
    );
    const isApart = found.length > 0 && !isBeside && !hasFellows;
    const isLone = isApart && isOfItself && !own && !bringsOthers.has(path);
    const isLeftOut = applied.has(path) || isPart || isLone || (own === undefined && isApp(directory));
    return directory === ROOT || isLeftOut ? [] : [[directory, repository]];
  });
}

/** The directory from which a path exists: the root, or one above the file where only a part of the repository is synced. */
function repositoryFor(tree: FileTree, file: RepoPath, path: RepoPath): RepoPath | undefined {
  if (path === ROOT) return undefined;
  if (tree.isDirectory(path)) return ROOT;
  for (let at = directoryOf(file); at !== ROOT; at = directoryOf(at)) {
    if (tree.isDirectory(joinPath(at, path))) return at;
  }
  return undefined;
}
