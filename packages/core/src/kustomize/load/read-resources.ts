/**
 * The objects of a file or of a text inside one, as kustomize takes them: every document needs a kind and a name,
 * lists are taken apart, empty documents do not count.
 * Source: api/resource/factory.go and kyaml/kio of kustomize.
 *
 * @module
 */
import type { SourceFile } from '../../source/source-file.js';
import { mapScalars } from '../../yaml/nodes/map-scalars.js';
import type { MapNode, Node, ScalarNode } from '../../yaml/nodes/node.js';
import { isNull } from '../../yaml/nodes/node.js';
import { entryOf, nodeAt, textAt } from '../../yaml/nodes/node-path.js';
import { placeWithin } from '../../yaml/nodes/scalar-places.js';
import { parseDocuments, parseYaml } from '../../yaml/read/parse-yaml.js';
import type { ParsedYaml } from '../../yaml/read/parsed-yaml.js';
import { Fault } from '../objects/fault.js';
import { addNotes, type BuildContext, emptyNotes, type Notes, report } from './context.js';

/** The objects of a file; what cannot be taken is told, the rest is kept. */
export function objectsInFile(context: BuildContext, file: SourceFile): readonly MapNode[] {
  return objectsIn(context, parseYaml(file));
}

/** The documents of a text inside a scalar, placed where they stand in the file; blanks around the text do not count. */
export function parseEmbedded(context: BuildContext, node: ScalarNode): ParsedYaml {
  let parsed = embedded.get(node);
  if (!parsed) {
    const exact = node.lines && !node.lineSteps;
    const text = exact ? undefined : context.tree.read(node.origin.span.file)?.text;
    const place = placeWithin(node, text);
    const offset = node.value.length - node.value.trimStart().length;
    const read = parseDocuments(node.value.trim(), (start, end) => place(start + offset, end + offset));
    parsed = withPastOf(node, read);
    embedded.set(node, parsed);
  }
  return parsed;
}

/** What is read from a text that a step changed was changed by it, and what is not known of the text is not known of it. */
function withPastOf(node: ScalarNode, parsed: ParsedYaml): ParsedYaml {
  const { unknown, lines, lineSteps, origin } = node;
  if (unknown === undefined && !origin.step) return parsed;
  const steps = new Map(
    [...(lineSteps ?? [])].flatMap(([line, step]) => {
      const start = lines?.[line];
      return start === undefined ? [] : [[start, step] as const];
    }),
  );
  const change = (scalar: ScalarNode): ScalarNode => {
    const { span } = scalar.origin;
    const step = lineSteps ? steps.get(span.start) : origin.step;
    const open = unknown !== undefined && scalar.value.includes('${');
    if (!step && !open) return scalar;
    return { ...scalar, origin: { span, ...(step && { step }) }, ...(open && { unknown }) };
  };
  const documents = parsed.documents.map((document) => ({
    ...document,
    root: document.root && mapScalars(document.root, change),
  }));
  return { ...parsed, documents };
}

const embedded = new WeakMap<ScalarNode, ParsedYaml>();

/** The objects of parsed documents. */
export function objectsIn(context: BuildContext, parsed: ParsedYaml): readonly MapNode[] {
  let known = taken.get(parsed);
  if (!known) {
    const notes = emptyNotes();
    known = { objects: takeObjects({ ...context, notes }, parsed), notes };
    taken.set(parsed, known);
  }
  addNotes(context.notes, known.notes);
  return known.objects;
}

// A file is looked into by every overlay that includes it.
const taken = new WeakMap<ParsedYaml, { readonly objects: readonly MapNode[]; readonly notes: Notes }>();

function takeObjects(context: BuildContext, parsed: ParsedYaml): MapNode[] {
  context.notes.diagnostics.push(...parsed.diagnostics);
  if (parsed.diagnostics.length > 0) context.notes.incomplete = true;
  for (const span of parsed.documents.flatMap((document) => document.oddKeys)) {
    report(
      context,
      'key-not-text',
      'The keys of an object must be text: kustomize cannot print this one.',
      span,
    );
  }
  const queue = unwrapped(parsed.documents.flatMap((document) => document.root ?? []));
  const objects: MapNode[] = [];
  // The items of a list come after the documents that follow it, as in kustomize.
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at];
    if (!node || isEmpty(node)) continue;
    try {
      const object = demandObject(node);
      const items = listItems(object);
      if (items) queue.push(...items);
      else objects.push(object);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const span = error.span ?? node.origin.span;
      context.notes.incomplete = true;
      context.notes.diagnostics.push({ code: error.code, severity: 'error', message: error.message, span });
    }
  }
  return objects;
}

/** The objects of documents, or nothing if one of them is none: then the text is something else. */
export function objectsQuietly(context: BuildContext, parsed: ParsedYaml): readonly MapNode[] | undefined {
  const notes = emptyNotes();
  const objects = objectsIn({ ...context, notes }, parsed);
  return notes.diagnostics.length === 0 ? objects : undefined;
}

/** A file with one document that is a plain List stands for its items. */
function unwrapped(roots: readonly Node[]): Node[] {
  const [only] = roots;
  if (roots.length !== 1 || !only) return [...roots];
  const kind = textAt(only, 'kind');
  const items = nodeAt(only, 'items');
  if ((kind !== 'List' && kind !== 'ResourceList') || !items) return [only];
  return items.kind === 'seq' ? [...items.items] : [];
}

function isEmpty(node: Node): boolean {
  return (
    isNull(node) ||
    (node.kind === 'map' && node.entries.length === 0) ||
    (node.kind === 'seq' && node.items.length === 0)
  );
}

/** Whether a node could be an object: it has a kind and, unless it is a list, a name. */
export function demandObject(node: Node): MapNode {
  const kind = textAt(node, 'kind');
  if (node.kind !== 'map' || !kind) {
    throw new Fault(
      'not-an-object',
      'This document is no Kubernetes object: it has no kind.',
      node.origin.span,
    );
  }
  if (!kind.endsWith('List') && !textAt(node, 'metadata', 'name')) {
    const span = (entryOf(node, 'metadata')?.key ?? entryOf(node, 'kind')?.key ?? node).origin.span;
    throw new Fault('not-an-object', `This ${kind} has no metadata.name.`, span);
  }
  demandAnnotations(node);
  return node;
}

/** kustomize keeps what it must remember among the annotations, and crashes where they are a list with entries. */
function demandAnnotations(object: MapNode): void {
  const annotations = nodeAt(object, 'metadata', 'annotations');
  if (annotations?.kind !== 'seq' || annotations.items.length === 0) return;
  const message =
    'metadata.annotations is a list, at which kustomize crashes: write a mapping of keys to texts.';
  throw new Fault('bad-annotations', message, annotations.origin.span);
}

function listItems(object: MapNode): readonly Node[] | undefined {
  if (!textAt(object, 'kind')?.endsWith('List')) return undefined;
  const items = nodeAt(object, 'items');
  if (!items) return undefined;
  if (isNull(items)) return [];
  if (items.kind === 'seq') return items.items;
  throw new Fault('not-an-object', 'The items of a list must be a list.', items.origin.span);
}
