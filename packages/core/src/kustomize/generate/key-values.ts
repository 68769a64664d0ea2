/**
 * The entries of generated ConfigMaps and Secrets: from literals, files and env files.
 * Source: api/kv and api/internal/generators of kustomize.
 *
 * @module
 */
import { baseName, type RepoPath } from '../../source/repo-path.js';
import type { SourceFile } from '../../source/source-file.js';
import type { Span } from '../../source/span.js';
import type { Node } from '../../yaml/nodes/node.js';
import { entryOf, itemsAt } from '../../yaml/nodes/node-path.js';
import type { BuildContext } from '../load/context.js';
import type { GeneratorArgs } from '../load/kustomization-schemas.js';
import { loadFile } from '../load/load.js';
import type { Entry } from '../load/read-fields.js';
import { Fault } from '../objects/fault.js';

/** An entry before it is put into an object. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
  /** Content that is not UTF-8. */
  readonly bytes?: Uint8Array;
  /** The literal, the line of the env file, or the whole file. */
  readonly span: Span;
}

/** All entries of a generator, sorted by key; a key that comes twice is a fault. */
export function keyValues(
  entry: Entry<GeneratorArgs>,
  directory: RepoPath,
  context: BuildContext,
): KeyValue[] {
  const pairs = [
    ...envFiles(entry).flatMap((source) => fromEnvFile(source, directory, context)),
    ...sources(entry, 'literals').map(fromLiteral),
    ...sources(entry, 'files').map((source) => fromFile(source, directory, context)),
  ];
  const seen = new Set<string>();
  for (const { key, span } of pairs) {
    if (seen.has(key)) throw new Fault('duplicate-key', `The key '${key}' is generated twice.`, span);
    seen.add(key);
  }
  return pairs.sort((a, b) => (a.key < b.key ? -1 : 1));
}

interface Source {
  readonly text: string;
  readonly span: Span;
}

function sources(entry: Entry<GeneratorArgs>, field: 'literals' | 'files' | 'envs'): Source[] {
  return itemsAt(entry.node, field).flatMap((node) => {
    const [source] = toSource(node);
    // Where a file is meant, kustomize reads its own directory.
    if (!source && node.kind === 'scalar') {
      const message = `An entry of '${field}' is empty, and kustomize cannot build with it: take it out.`;
      throw new Fault('empty-entry', message, node.origin.span);
    }
    return source ?? [];
  });
}

/** `env:` is the form of older days for one of `envs:`. */
function envFiles(entry: Entry<GeneratorArgs>): Source[] {
  const single = entryOf(entry.node, 'env')?.value;
  return [...sources(entry, 'envs'), ...(single ? toSource(single) : [])];
}

function toSource(node: Node): Source[] {
  return node.kind === 'scalar' && node.value !== '' ? [{ text: node.value, span: node.origin.span }] : [];
}

function fromLiteral({ text, span }: Source): KeyValue {
  const equals = text.indexOf('=');
  // The text stays out of the message: it may be a secret.
  if (equals <= 0) throw new Fault('bad-literal', 'This literal is not of the form key=value.', span);
  const value = text.slice(equals + 1);
  const quoted = value.length >= 2 && /^(["']).*\1$/s.test(value);
  return { key: text.slice(0, equals), value: quoted ? value.slice(1, -1) : value, span };
}

function fromFile({ text, span }: Source, directory: RepoPath, context: BuildContext): KeyValue {
  const parts = text.split('=');
  const [key, path] = parts.length === 1 ? [baseName(text as RepoPath), text] : parts;
  if (!key || !path || parts.length > 2) {
    throw new Fault(
      'bad-file-source',
      `The file source '${text}' is not of the form path or key=path.`,
      span,
    );
  }
  const file = loadFile(context, directory, path, span);
  const whole = { file: file.path, start: 0, end: file.text.length };
  return { key, value: file.text, ...(file.bytes && { bytes: file.bytes }), span: whole };
}

function fromEnvFile({ text, span }: Source, directory: RepoPath, context: BuildContext): KeyValue[] {
  const file = loadFile(context, directory, text, span);
  if (file.bytes) throw new Fault('bad-env-file', `The env file '${text}' is not UTF-8 text.`, span);
  return [...linesOf(file)].flatMap(({ line, start }, at) => {
    const content = (at === 0 ? line.replace(/^\uFEFF/, '') : line).replace(LEADING_BLANKS, '');
    const equals = content.indexOf('=');
    // kustomize drops a line without a name as it does an empty one.
    if (content === '' || content.startsWith('#') || equals === 0) return [];
    const key = equals < 0 ? content : content.slice(0, equals);
    const value = equals < 0 ? '' : content.slice(equals + 1);
    const from = start + line.length - content.length;
    return { key, value, span: { file: file.path, start: from, end: start + line.length } };
  });
}

/** What Go takes for blanks: a byte order mark is none. */
const LEADING_BLANKS = /^(?:(?!\uFEFF)[\s\u0085])+/;

/** The lines of a file without their breaks; one CR before the break belongs to it. */
function* linesOf(file: SourceFile): Generator<{ line: string; start: number }> {
  let start = 0;
  while (start < file.text.length) {
    const found = file.text.indexOf('\n', start);
    const end = found < 0 ? file.text.length : found;
    yield { line: file.text.slice(start, end).replace(/\r$/, ''), start };
    start = end + 1;
  }
}
