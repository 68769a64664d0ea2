/**
 * YAML text → our own nodes, by the documents of the npm package `yaml`: the thorough way, which names every fault.
 *
 * @module
 */
import { type Document, parseAllDocuments } from 'yaml';
import type { Diagnostic } from '../../source/diagnostic.js';
import { hasOddCharacters, withKnownBreaks } from '../faults/go-characters.js';
import { type GoFault, goFaults } from '../faults/go-faults.js';
import type { PlacedText } from '../nodes/edited-text.js';
import type { Place } from '../nodes/scalar-places.js';
import { convertDocument } from './convert-document.js';
import { type DocumentText, documentText } from './make-nodes.js';
import type { ParsedYaml, YamlDocument } from './parsed-yaml.js';
import { relaxLayout } from './relaxed-layout.js';

// What comes after so many faults is of no use, and lists without end are more than a call takes as arguments.
const MOST_TOLD = 1_000;

/** Reads the documents of any text, with all that is wrong with them. */
export function readDocuments(given: string, givenPlace: Place): ParsedYaml {
  const asGiven = { text: given, place: givenPlace };
  let composed: Composed;
  let faults: readonly GoFault[];
  try {
    const odd = hasOddCharacters(given);
    composed = compose(odd ? withKnownBreaks(asGiven) : asGiven);
    faults = faultsOf(composed, odd);
  } catch (error) {
    return unreadable(given, givenPlace, error);
  }
  const { raw, text } = composed;
  const read = documentText(composed);
  const diagnostics: Diagnostic[] = [];
  const documents = raw.map((document, index): YamlDocument => {
    const from = index === 0 ? 0 : (raw[index - 1]?.range[2] ?? 0);
    const to = index === raw.length - 1 ? text.length : document.range[2];
    const made = readDocument(document, read, faults.find(({ at }) => from <= at && at < to)?.diagnostic);
    diagnostics.push(...made.diagnostics.slice(0, MOST_TOLD - diagnostics.length));
    return made.document;
  });
  if (raw.length === 0) diagnostics.push(...faults.slice(0, 1).map(({ diagnostic }) => diagnostic));
  return { documents, diagnostics };
}

function readDocument(
  document: Document.Parsed,
  read: DocumentText,
  fault: Diagnostic | undefined,
): { readonly document: YamlDocument; readonly diagnostics: readonly Diagnostic[] } {
  const { text, place } = read;
  const broken = { root: undefined, oddKeys: [], broken: true };
  // The library catches its own overflow of the stack, and tells it once for each level.
  if (document.errors.some(({ message }) => message.includes('Maximum call stack')))
    return { document: broken, diagnostics: unreadable(text, place, new RangeError()).diagnostics };
  if (document.errors.length > 0)
    return {
      document: broken,
      diagnostics: document.errors.slice(0, MOST_TOLD).map((error) => syntaxError(error, place, text)),
    };
  if (fault) return { document: broken, diagnostics: [fault] };
  try {
    const { root, oddKeys, diagnostics } = convertDocument(document, read);
    return { document: { root, oddKeys, broken: diagnostics.length > 0 }, diagnostics };
  } catch (error) {
    return { document: broken, diagnostics: unreadable(text, place, error).diagnostics };
  }
}

/** The documents as the library reads them, and the text that they were read from. */
interface Composed extends PlacedText {
  readonly raw: readonly Document.Parsed[];
}

function compose(placed: PlacedText): Composed {
  const raw = composeText(placed.text);
  const broken = countBroken(raw);
  if (broken > 0 && countFaults(raw) <= MOST_TOLD) {
    const relaxed = relaxLayout(placed);
    const again = relaxed && composeText(relaxed.text);
    if (again && countBroken(again) < broken) return { ...relaxed, raw: again };
  }
  return { ...placed, raw };
}

function faultsOf({ text, place, raw }: Composed, odd: boolean): readonly GoFault[] {
  // A JSON patch is read as JSON, which has other rules.
  if (/^\s*\[/.test(text)) return [];
  return goFaults({ text, place, raw, odd }, (other) => compose({ text: other, place }).raw);
}

function composeText(text: string): Document.Parsed[] {
  // The library makes an error of each fault; with the calls that led there, these take most of the time.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return [...parseAllDocuments(text, OPTIONS)] as Document.Parsed[];
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function countFaults(raw: readonly Document.Parsed[]): number {
  return raw.reduce((sum, { errors }) => sum + errors.length, 0);
}

function countBroken(raw: readonly Document.Parsed[]): number {
  return raw.filter(({ errors }) => errors.length > 0).length;
}

// Scalars are typed by our own rules and tags, merge keys and duplicate keys are ours to see;
// the library's own check for duplicates takes quadratic time.
const OPTIONS = {
  schema: 'failsafe',
  merge: false,
  uniqueKeys: false,
  resolveKnownTags: false,
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
