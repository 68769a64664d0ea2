/**
 * YAML text → documents of nodes with origin, and diagnostics; never throws.
 * Only this folder knows the npm package `yaml`: behind this function another parser can take its place.
 *
 * @module
 */
import { type Document, parseAllDocuments } from 'yaml';
import type { Diagnostic } from '../source/diagnostic.js';
import type { SourceFile } from '../source/source-file.js';
import type { Span } from '../source/span.js';
import { convertDocument } from './convert-document.js';
import type { Node } from './node.js';
import { relocationTo } from './relocate.js';
import type { Place } from './scalar-places.js';

/** A document of a stream. */
export interface YamlDocument {
  /** Absent for a document that is empty, holds only comments, or could not be read. */
  readonly root: Node | undefined;
  readonly span: Span;
  /** Keys that are no text, such as `8080:`; Kubernetes' JSON has no place for them. */
  readonly oddKeys: readonly Span[];
  /** Whether the text of this document broke a rule of YAML. */
  readonly broken: boolean;
}

export interface ParsedYaml {
  readonly documents: readonly YamlDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the documents of a file; remembered for the file, so that its nodes are shared. */
export function parseYaml(file: SourceFile): ParsedYaml {
  let parsed = remembered.get(file);
  if (!parsed) {
    const twin = twinOf(file);
    parsed = twin ? relocated(twin, file) : parseFile(file);
    remembered.set(file, parsed);
  }
  return parsed;
}

const remembered = new WeakMap<SourceFile, ParsedYaml>();

/**
 * What was read from another file with the same text. Clusters carry the same large file with Flux's components each,
 * and to copy what was read takes a tenth of the time of reading it.
 */
function twinOf(file: SourceFile): ParsedYaml | undefined {
  if (file.text.length < WORTH_COPYING || file.bytes) return undefined;
  const other = byLength.get(file.text.length)?.deref();
  const parsed = other?.text === file.text ? remembered.get(other) : undefined;
  if (parsed?.diagnostics.length === 0) return parsed;
  byLength.set(file.text.length, new WeakRef(file));
  return undefined;
}

// The length stands for the text: a map of texts would keep them all.
const byLength = new Map<number, WeakRef<SourceFile>>();
const WORTH_COPYING = 4096;

function relocated({ documents }: ParsedYaml, file: SourceFile): ParsedYaml {
  const to = relocationTo(file.path);
  return {
    documents: documents.map(({ root, span, oddKeys, broken }) => ({
      root: root && to.node(root),
      span: to.span(span),
      oddKeys: oddKeys.map(to.span),
      broken,
    })),
    diagnostics: [],
  };
}

function parseFile(file: SourceFile): ParsedYaml {
  const place: Place = (start, end) => ({ file: file.path, start, end });
  if (!file.bytes) return parseDocuments(file.text, place);
  const message = `${file.path} is not UTF-8 text.`;
  return {
    documents: [],
    diagnostics: [{ code: 'yaml/binary-file', severity: 'error', message, span: place(0, 0) }],
  };
}

/** Reads documents from a text that may stand inside another one; `place` tells where its characters are. */
export function parseDocuments(text: string, place: Place): ParsedYaml {
  let raw: Document.Parsed[];
  try {
    raw = [...parseAllDocuments(text, OPTIONS)] as Document.Parsed[];
  } catch (error) {
    return unreadable(text, place, error);
  }
  const diagnostics: Diagnostic[] = [];
  const documents = raw.map((document): YamlDocument => {
    const span = place(document.range[0], document.range[1]);
    // The library catches its own overflow of the stack, and tells it once for each level.
    if (document.errors.some(({ message }) => message.includes('Maximum call stack'))) {
      diagnostics.push(...unreadable(text, place, new RangeError()).diagnostics);
      return { root: undefined, span, oddKeys: [], broken: true };
    }
    for (const error of document.errors) diagnostics.push(syntaxError(error, place, text));
    if (document.errors.length > 0) return { root: undefined, span, oddKeys: [], broken: true };
    try {
      const converted = convertDocument(document, text, place);
      diagnostics.push(...converted.diagnostics);
      const { root, oddKeys } = converted;
      return { root, span, oddKeys, broken: converted.diagnostics.length > 0 };
    } catch (error) {
      diagnostics.push(...unreadable(text, place, error).diagnostics);
      return { root: undefined, span, oddKeys: [], broken: true };
    }
  });
  return { documents, diagnostics };
}

// Scalars are typed by our own rules, merge keys and duplicate keys are ours to see;
// the library's own check for duplicates takes quadratic time.
const OPTIONS = {
  schema: 'failsafe',
  merge: false,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

function syntaxError(
  error: { pos: [number, number]; message: string },
  place: Place,
  text: string,
): Diagnostic {
  const start = Math.min(error.pos[0], text.length);
  const end = Math.min(Math.max(error.pos[1], start), text.length);
  const lineEnd = text.indexOf('\n', start);
  return {
    code: 'yaml/syntax',
    severity: 'error',
    message: sentence(error.message),
    span: place(start, lineEnd >= 0 ? Math.min(end, Math.max(lineEnd, start)) : end),
  };
}

/** The parser itself gave up: only too deep a nesting does that. */
function unreadable(text: string, place: Place, error: unknown): ParsedYaml {
  const deep = error instanceof RangeError;
  const message = deep
    ? 'The document is nested too deeply to be read.'
    : `The document cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
  const span = place(0, Math.min(text.length, 1));
  return {
    documents: [],
    diagnostics: [{ code: deep ? 'yaml/too-deep' : 'yaml/syntax', severity: 'error', message, span }],
  };
}

function sentence(message: string): string {
  const first = message.split('\n')[0] ?? message;
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
