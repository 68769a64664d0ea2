/**
 * The artifacts that an ArtifactGenerator puts together from those of other sources.
 * Source: source-watcher/docs/spec/v1beta1/artifactgenerators.md and internal/builder/builder.go.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import { composedTree, type FileTree, filesBelow, listDirectory } from '../../source/file-tree.js';
import { matchesGlob } from '../../source/glob.js';
import { baseName, isWithin, joinPath, type RepoPath, ROOT } from '../../source/repo-path.js';
import type { SourceFile } from '../../source/source-file.js';
import type { Node } from '../../yaml/nodes/node.js';
import { itemsAt, textAt } from '../../yaml/nodes/node-path.js';
import { SOURCE_GROUP } from '../kinds/kinds.data.js';
import { securePath } from '../kustomization/path-build.js';
import { artifactTree } from './artifact.js';
import type { SourceContent } from './source-content.js';
import { type FindSource, treeNumber } from './source-content.js';

/** An artifact of a generator, under the name of its ExternalArtifact. */
export interface GeneratedArtifact {
  readonly name: string;
  readonly content: SourceContent;
  /** The entry that asks for it. */
  readonly entry: Node;
}

/** What a generator makes of the sources of its cluster. */
export function generatedArtifacts(generator: KubernetesObject, find: FindSource): GeneratedArtifact[] {
  const sources = sourcesOf(generator, find);
  return templates(generator, sources).map(({ name, entry, captures }) => ({
    name,
    entry,
    content: compose(entry, captures, sources),
  }));
}

function sourcesOf(generator: KubernetesObject, find: FindSource): Map<string, SourceContent> {
  const sources = new Map<string, SourceContent>();
  for (const source of itemsAt(generator.body, 'spec', 'sources')) {
    const kind = textAt(source, 'kind') ?? '';
    const namespace = textAt(source, 'namespace') ?? generator.id.namespace;
    const name = textAt(source, 'name') ?? '';
    const id = { group: SOURCE_GROUP, kind, ...(namespace !== undefined && { namespace }), name };
    const missing: SourceContent = { kind: 'unknown', reason: `its source ${kind} '${name}' is not at hand` };
    sources.set(textAt(source, 'alias') ?? '', find(id) ?? missing);
  }
  return sources;
}

/** Why it cannot be said which artifacts a generator makes, if it cannot. */
export function unknownArtifacts(generator: KubernetesObject, find: FindSource): string | undefined {
  const pattern = textAt(generator.body, 'spec', 'pathPattern');
  if (pattern === undefined) return undefined;
  if (pattern.split('/').some((part) => part.split('{').length > 2)) {
    return `its pattern '${pattern}' has several captures in one part`;
  }
  const alias = /^@([^/]+)\//.exec(pattern)?.[1];
  const content = sourcesOf(generator, find).get(alias ?? '');
  return content?.kind === 'tree' ? undefined : (content?.reason ?? 'its pattern names no source');
}

interface Template {
  readonly name: string;
  readonly entry: Node;
  readonly captures: ReadonlyMap<string, string>;
}

function templates(generator: KubernetesObject, sources: ReadonlyMap<string, SourceContent>): Template[] {
  const entries = itemsAt(generator.body, 'spec', 'artifacts');
  const pattern = textAt(generator.body, 'spec', 'pathPattern');
  const matches = pattern === undefined ? [NO_CAPTURES] : [...captured(pattern, sources)];
  return matches.flatMap((captures) => {
    // A captured name is written in lower case where it becomes part of an object's name.
    const lower = new Map([...captures].map(([key, value]) => [key, value.toLowerCase()]));
    return entries.map((entry) => ({ name: fill(textAt(entry, 'name') ?? '', lower), entry, captures }));
  });
}

const NO_CAPTURES: ReadonlyMap<string, string> = new Map();

/** The directories that fit a pattern such as `@fleet/apps/{app}/envs/{env}`. */
function* captured(
  pattern: string,
  sources: ReadonlyMap<string, SourceContent>,
): Generator<ReadonlyMap<string, string>> {
  const [, alias = '', path = ''] = /^@([^/]+)\/(.*)$/.exec(pattern) ?? [];
  const content = sources.get(alias);
  if (content?.kind !== 'tree') return;
  const { tree } = content;
  const below = function* (
    directory: RepoPath,
    parts: readonly string[],
    captures: ReadonlyMap<string, string>,
  ): Generator<ReadonlyMap<string, string>> {
    const [part, ...rest] = parts;
    if (part === undefined) {
      yield captures;
      return;
    }
    // One capture a segment, whatever stands around it.
    const [, prefix = part, name, suffix = ''] = /^([^{}]*)\{(\w+)\}([^{}]*)$/.exec(part) ?? [];
    for (const each of listDirectory(tree, directory).directories) {
      const segment = baseName(each);
      if (name === undefined) {
        if (segment === part) yield* below(each, rest, captures);
      } else if (
        segment.length > prefix.length + suffix.length &&
        segment.startsWith(prefix) &&
        segment.endsWith(suffix)
      ) {
        const value = segment.slice(prefix.length, segment.length - suffix.length);
        yield* below(each, rest, new Map([...captures, [name, value]]));
      }
    }
  };
  yield* below(ROOT, path.split('/').filter(Boolean), NO_CAPTURES);
}

function fill(text: string, captures: ReadonlyMap<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => captures.get(name) ?? whole);
}

const remembered = new WeakMap<Node, Map<string, SourceContent>>();

function compose(
  entry: Node,
  captures: ReadonlyMap<string, string>,
  sources: ReadonlyMap<string, SourceContent>,
): SourceContent {
  const trees = [...sources].map(([alias, content]) =>
    content.kind === 'tree' ? `${alias}=${treeNumber(content.tree)}` : `${alias}?`,
  );
  const key = [...trees, ...[...captures].map((pair) => pair.join('='))].join('\n');
  let byKey = remembered.get(entry);
  if (!byKey) {
    byKey = new Map();
    remembered.set(entry, byKey);
  }
  let content = byKey.get(key);
  if (!content) {
    content = copyAll(entry, captures, sources);
    byKey.set(key, content);
  }
  return content;
}

function copyAll(
  entry: Node,
  captures: ReadonlyMap<string, string>,
  sources: ReadonlyMap<string, SourceContent>,
): SourceContent {
  const files = new Map<RepoPath, SourceFile>();
  for (const copy of itemsAt(entry, 'copy')) {
    const strategy = textAt(copy, 'strategy') ?? 'Overwrite';
    if (strategy !== 'Overwrite')
      return { kind: 'unknown', reason: `its strategy ${strategy} is not followed here` };
    const [, alias = '', from = ''] =
      /^@([^/]+)\/(.*)$/.exec(fill(textAt(copy, 'from') ?? '', captures)) ?? [];
    const to = fill(textAt(copy, 'to') ?? '', captures).replace(/^@artifact\//, '');
    const content = sources.get(alias);
    if (!content) return { kind: 'unknown', reason: `its alias '${alias}' names no source` };
    if (content.kind === 'unknown') return content;
    const excludes = itemsAt(copy, 'exclude').map((item) => fill(textAt(item) ?? '', captures));
    for (const [target, path] of copied(content.tree, from, to, excludes, files)) {
      const file = content.tree.read(path);
      if (file) files.set(target, file);
    }
  }
  const whole = composedTree(files);
  return { kind: 'tree', tree: artifactTree(whole), whole, self: false };
}

/** The files that one copy brings, as `cp` would: target and source. */
function* copied(
  tree: FileTree,
  from: string,
  to: string,
  excludes: readonly string[],
  staged: ReadonlyMap<RepoPath, SourceFile>,
): Generator<[RepoPath, RepoPath]> {
  const target = securePath(to);
  const base = from.split('/').findIndex((part) => /[*?[\]]/.test(part));
  if (base < 0) {
    const path = securePath(from);
    if (tree.read(path)) {
      const intoDirectory =
        to.endsWith('/') ||
        to === '' ||
        [...staged.keys()].some((each) => isWithin(target, each) && each !== target);
      if (!isExcluded(path, ROOT, excludes))
        yield [intoDirectory ? joinPath(target, baseName(path)) : target, path];
      return;
    }
    for (const file of filesBelow(tree, path)) {
      if (isExcluded(file, path, excludes)) continue;
      const inner = path === ROOT ? file : file.slice(path.length + 1);
      yield [joinPath(path === ROOT ? target : joinPath(target, baseName(path)), inner), file];
    }
    return;
  }
  const root = securePath(from.split('/').slice(0, base).join('/'));
  const stripped = from.endsWith('/**') ? `${securePath(from.slice(0, -3))}/` : '';
  for (const file of filesBelow(tree, root)) {
    // Without `**` a star does not go into directories, but a directory that it matches is copied whole.
    if (!matchesOrIsBelow(file, from) || isExcluded(file, root, excludes)) continue;
    yield [joinPath(target, file.startsWith(stripped) ? file.slice(stripped.length) : file), file];
  }
}

function matchesOrIsBelow(file: RepoPath, pattern: string): boolean {
  const parts = file.split('/');
  const wanted = pattern.replace(/\/\*\*$/, '/*');
  return parts.some((_, at) => matchesGlob(parts.slice(0, at + 1).join('/'), wanted));
}

function isExcluded(file: RepoPath, root: RepoPath, excludes: readonly string[]): boolean {
  const relative = root === ROOT ? file : file.slice(root.length + 1);
  return excludes.some(
    (pattern) =>
      matchesGlob(file, pattern) ||
      matchesGlob(relative, pattern) ||
      (!pattern.includes('/') && matchesGlob(baseName(file), pattern)),
  );
}
