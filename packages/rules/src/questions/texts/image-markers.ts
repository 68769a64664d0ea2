/**
 * The comments that tell image automation which values to update: `# {"$imagepolicy": "flux-system:podinfo:tag"}`.
 * Source: image-automation-controller/internal/update, and kyaml/fieldmeta, which reads a comment as JSON.
 *
 * @module
 */
import {
  baseName,
  commentsOf,
  type FluxModel,
  type Node,
  parseYaml,
  type ScalarNode,
  type SourceFile,
  type Span,
  scalarsOf,
} from '@fluxvet/core';

export interface ImageMarker {
  readonly file: SourceFile;
  readonly span: Span;
  /** What the comment says; nothing where it is no marker that can be read. */
  readonly names: string | undefined;
  /** What the marker stands on: one value with its key, something that cannot be updated, a text that it is a part of, or what is not told. */
  readonly on:
    | { readonly value: ScalarNode; readonly key: string | undefined }
    | 'no-value'
    | 'text'
    | 'unknown';
}

const remembered = new WeakMap<FluxModel, readonly ImageMarker[]>();

/** Every marker of the repository, and every comment that is meant as one. */
export function imageMarkersOf(model: FluxModel): readonly ImageMarker[] {
  let markers = remembered.get(model);
  if (!markers) {
    markers = model.tree.paths.filter(isScanned).flatMap((path) => {
      const file = model.tree.read(path);
      return file && mentionsPolicies(file.text) ? markersIn(file) : [];
    });
    remembered.set(model, markers);
  }
  return markers;
}

// A quick look: the comments of most files need not be read.
function mentionsPolicies(text: string): boolean {
  if (!/imagepolicy/i.test(text)) return false;
  return text.split('\n').some((line) => {
    const hash = line.indexOf('#');
    return hash >= 0 && /imagepolicy/i.test(line.slice(hash));
  });
}

/** Whether image automation looks into files of a name. */
export function isScanned(path: string): boolean {
  return /\.ya?ml$/.test(path) || baseName(path as Span['file']) === 'Kustomization';
}

function markersIn(file: SourceFile): ImageMarker[] {
  const comments = commentsOf(file).filter(({ text, ownLine }) => {
    const body = text.replace(/^#+\s*/, '');
    // A line of its own that begins otherwise is prose, or a line that was commented out.
    if (ownLine && !body.startsWith('{')) return false;
    return body.includes('$imagepolicy') || /^\{\s*['"]?\$?imagepolicy/i.test(body);
  });
  const { documents, diagnostics } = parseYaml(file);
  const inTexts = documents.flatMap(({ root }) => (root ? markersInTexts(root, file) : []));
  if (comments.length === 0) return inTexts;
  const ends = new Map<number, Ending>();
  for (const { root } of documents) if (root) noteEnds(root, undefined, file, ends);
  const own = comments.map(({ text, span, ownLine }): ImageMarker => {
    const end = file.text.slice(0, span.start).trimEnd().length;
    const ending = ends.get(end);
    const on =
      diagnostics.length > 0 ? 'unknown' : ownLine ? onOwnLine(file, span) : (ending ?? ('unknown' as const));
    return { file, span, names: namesOf(text), on };
  });
  return [...own, ...inTexts];
}

/** What looks like a marker in a block of text, such as values of a chart or a patch: there it is no comment of the file. */
function markersInTexts(root: Node, file: SourceFile): ImageMarker[] {
  return scalarsOf(root).flatMap(({ node }) => {
    const { span } = node.origin;
    if (span.file !== file.path || (node.style !== 'literal' && node.style !== 'folded')) return [];
    const marks = [...file.text.slice(span.start, span.end).matchAll(IN_TEXT)];
    return marks.map(([found], at): ImageMarker => {
      const start = span.start + (marks[at]?.index ?? 0);
      const place = { file: file.path, start, end: start + found.length };
      return { file, span: place, names: namesOf(found), on: 'text' };
    });
  });
}

const IN_TEXT = /#[ \t]*\{[ \t]*"\$imagepolicy"[^\n}]*\}/g;

type Ending = Exclude<ImageMarker['on'], 'unknown' | 'text'>;

/** Which value ends where; the innermost one of several. */
function noteEnds(node: Node, key: string | undefined, file: SourceFile, ends: Map<number, Ending>): void {
  const { end } = node.origin.span;
  if (node.origin.span.file !== file.path) return;
  if (node.kind === 'scalar') ends.set(end, { value: node, key });
  else if (/[\]}]/.test(file.text.charAt(end - 1))) ends.set(end, 'no-value');
  if (node.kind === 'map') for (const each of node.entries) noteEnds(each.value, each.key.value, file, ends);
  if (node.kind === 'seq') for (const item of node.items) noteEnds(item, undefined, file, ends);
}

/** A comment above a plain item of a list counts for it; one above a key counts for nothing. */
function onOwnLine(file: SourceFile, span: Span): 'no-value' | 'unknown' {
  return /^\s*-/.test(file.text.slice(span.end)) ? 'unknown' : 'no-value';
}

function namesOf(text: string): string | undefined {
  try {
    const read: unknown = JSON.parse(text.replace(/^#+/, ''));
    if (read === null || typeof read !== 'object') return undefined;
    const values = Object.values(read);
    const names = (read as { readonly $imagepolicy?: unknown }).$imagepolicy;
    return typeof names === 'string' && values.every((value) => typeof value === 'string')
      ? names
      : undefined;
  } catch {
    return undefined;
  }
}
