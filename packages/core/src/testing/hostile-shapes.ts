/**
 * Repositories like a given one in which a value has a shape that nobody expects.
 * Most crashes of rules in real life come from such values.
 *
 * @module
 */
import { memoryTree } from '../source/file-tree.js';
import type { RepoPath } from '../source/repo-path.js';
import type { Span } from '../source/span.js';
import type { Node } from '../yaml/nodes/node.js';
import { parseYaml } from '../yaml/read/parse-yaml.js';
import type { Repo } from './repo.js';

const SHAPES = [
  'null',
  '[]',
  '{}',
  '""',
  '7',
  '99999999999999999999',
  'true',
  '[{}]',
  '{ a: { b: [null] } }',
  '*gone',
];

/** A repository with one value changed. */
export interface HostileRepo extends Repo {
  /** What was changed, for messages. */
  readonly change: string;
}

/**
 * Repositories with one value changed each: every value once, and each with another shape than the one before.
 *
 * @param most - how many at most; they are taken evenly from all that there are
 */
export function* hostileShapes(repository: Repo, most: number = 40): Generator<HostileRepo> {
  const spans = Object.keys(repository.files).flatMap((path) => valuesIn(repository, path));
  const step = Math.max(1, spans.length / most);
  for (let at = 0, count = 0; Math.floor(at) < spans.length && count < most; at += step, count++) {
    const span = spans[Math.floor(at)];
    const shape = SHAPES[count % SHAPES.length] ?? 'null';
    if (span) yield withShape(repository, span, shape);
  }
  // Files that are no YAML at all, or nothing at all.
  for (const path of Object.keys(repository.files)) {
    yield withText(repository, path, '', `${path} is empty`);
    yield withText(repository, path, '\u0000\ufffe: [', `${path} is no YAML`);
  }
}

function valuesIn({ tree }: Repo, path: string): Span[] {
  const file = tree.read(path as RepoPath);
  if (!file || !/\.ya?ml$/.test(path)) return [];
  return parseYaml(file).documents.flatMap(({ root }) => (root ? spansOf(root) : []));
}

function spansOf(node: Node): Span[] {
  const inner =
    node.kind === 'map' ? node.entries.map(({ value }) => value) : node.kind === 'seq' ? node.items : [];
  return [node.origin.span, ...inner.flatMap(spansOf)];
}

function withShape(repository: Repo, { file, start, end }: Span, shape: string): HostileRepo {
  const text = repository.files[file] ?? '';
  const changed = `${text.slice(0, start)}${shape}${text.slice(end)}`;
  const line = text.slice(0, start).split('\n').length;
  return withText(repository, file, changed, `${shape} at ${file}:${line}`);
}

function withText({ files }: Repo, path: string, text: string, change: string): HostileRepo {
  const changed = { ...files, [path]: text };
  return { files: changed, tree: memoryTree(changed), marks: [], change };
}
