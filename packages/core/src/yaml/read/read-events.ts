/**
 * YAML text → our own nodes, by the events of the npm package `js-yaml`: the quick way, for the text that most files hold.
 * Whatever is unusual is left to the slower way, which knows each fault by name.
 *
 * @module
 */
import {
  type AliasEvent,
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml';
import { hasOddCharacters } from '../faults/go-characters.js';
import type { Node, ScalarNode, ScalarStyle } from '../nodes/node.js';
import type { Place } from '../nodes/scalar-places.js';
import {
  behindAnchor,
  closing,
  contentEnd,
  endsHere,
  headerBefore,
  skipBlanks,
  Unusual,
} from './event-places.js';
import {
  type DocumentText,
  documentText,
  type FoundPair,
  type FoundScalar,
  followAlias,
  type MadeDocument,
  type Making,
  makeDocument,
  makeLeaf,
  makeMap,
  makeNode,
  makeScalar,
  nullScalar,
  takeKey,
} from './make-nodes.js';

/** The documents of a text without any fault, unless it holds something that only the slower way reads. */
export function readEvents(text: string, place: Place): MadeDocument[] | undefined {
  if (isUnusual(text)) return undefined;
  try {
    const reader: Reader = { text, events: parseEvents(text, {}), next: 0 };
    const read = documentText({ text, place });
    const documents: MadeDocument[] = [];
    while (reader.next < reader.events.length) documents.push(readDocument(reader, read));
    return documents;
  } catch {
    // Both what the parser refuses and what is left to the slower way.
    return undefined;
  }
}

/** What the two parsers take for different things, or go-yaml for a third one. */
function isUnusual(text: string): boolean {
  const isOdd = text.includes('\t') || hasOddCharacters(text);
  return isOdd || MARKS.test(text) || BEGINNING.test(text) || ENDING.test(text.slice(-1));
}

// Directives and ends of documents.
const MARKS = /^(%|\.\.\.)/m;
// Blanks, and JSON patches.
const BEGINNING = /^( |\s*\[)/;
// A last line of blanks, without a line break.
const ENDING = /[^\S\n]/;

interface Reader {
  readonly text: string;
  readonly events: readonly Event[];
  /** The index of the event to be read next. */
  next: number;
}

function readDocument(reader: Reader, text: DocumentText): MadeDocument {
  const event = take(reader);
  if (event.type !== EVENT_ID.DOCUMENT || event.explicitEnd || event.directives.length > 0)
    throw new Unusual();
  const made = makeDocument(text, (making) => {
    // A document without content has no place, and needs none.
    if (isAbsent(reader.events[reader.next])) {
      reader.next++;
      return undefined;
    }
    if (reader.events[reader.next]?.type === EVENT_ID.SCALAR) throw new Unusual();
    return readNode(reader, making);
  });
  if (take(reader).type !== EVENT_ID.POP || made.diagnostics.length > 0) throw new Unusual();
  return made;
}

function take(reader: Reader): Event {
  const event = reader.events[reader.next++];
  if (!event) throw new Unusual();
  return event;
}

function isAbsent(event: Event | undefined): boolean {
  return (
    event?.type === EVENT_ID.SCALAR && event.valueStart < 0 && event.anchorStart < 0 && event.tagStart < 0
  );
}

function readNode(reader: Reader, making: Making): Node {
  const event = take(reader);
  const node = nodeOf(event, reader, making);
  const isOpen = isBlock(event) || (event.type === EVENT_ID.SCALAR && !QUOTED.has(event.style));
  if (!isOpen && !endsHere(reader.text, making)) throw new Unusual();
  return node;
}

const QUOTED = new Set<number>([SCALAR_STYLE.SINGLE_QUOTED, SCALAR_STYLE.DOUBLE_QUOTED]);

function nodeOf(event: Event, reader: Reader, making: Making): Node {
  switch (event.type) {
    case EVENT_ID.SCALAR:
      return readScalar(event, reader, making);
    case EVENT_ID.MAPPING:
      return anchored(event, event.start, reader, making, () => readMap(event, reader, making));
    case EVENT_ID.SEQUENCE:
      return anchored(event, event.start, reader, making, () => readSeq(event, reader, making));
    case EVENT_ID.ALIAS:
      return readAlias(event, reader, making);
    default:
      throw new Unusual();
  }
}

function anchored(
  event: ScalarEvent | MappingEvent | SequenceEvent,
  start: number,
  { text }: Reader,
  making: Making,
  make: () => Node,
): Node {
  if (event.tagStart >= 0 || !/[ \n]/.test(text[event.anchorEnd] ?? ' ')) throw new Unusual();
  // js-yaml takes the anchor of a mapping and one of its first key on one line.
  if (isBlock(event) && event.anchorStart >= 0 && !text.slice(event.anchorEnd, start).includes('\n'))
    throw new Unusual();
  const anchor = event.anchorStart >= 0 ? text.slice(event.anchorStart, event.anchorEnd) : undefined;
  return makeNode(making, anchor, () => making.place(start, start), make);
}

function readAlias(event: AliasEvent, { text }: Reader, making: Making): Node {
  const name = text.slice(event.anchorStart, event.anchorEnd);
  return followAlias(making, name, event.anchorStart - 1, event.anchorEnd);
}

const STYLES: Readonly<Record<number, ScalarStyle>> = {
  [SCALAR_STYLE.PLAIN]: 'plain',
  [SCALAR_STYLE.SINGLE_QUOTED]: 'single',
  [SCALAR_STYLE.DOUBLE_QUOTED]: 'double',
  [SCALAR_STYLE.LITERAL_BLOCK]: 'literal',
  [SCALAR_STYLE.FOLDED_BLOCK]: 'folded',
};

function readScalar(event: ScalarEvent, reader: Reader, making: Making): Node {
  if (event.valueStart < 0) throw new Unusual();
  const { text } = reader;
  const style = STYLES[event.style] ?? 'plain';
  let { valueStart: start, valueEnd: end } = event;
  // Characters that there are not, and an escaped line break before an empty line.
  if (style === 'double' && /\\(U|\n *\n)/.test(text.slice(start, end))) throw new Unusual();
  if (style === 'single' || style === 'double') {
    start--;
    end++;
  } else if (style === 'literal' || style === 'folded') {
    start = headerBefore(text, start, making.end);
    end = contentEnd(text, event);
  }
  const found: FoundScalar = { start, end, value: getScalarValue(text, event), style };
  if (event.anchorStart < 0 && event.tagStart < 0) return makeLeaf(making, found);
  return anchored(event, start, reader, making, () => makeScalar(making, found));
}

function readSeq(event: SequenceEvent, reader: Reader, making: Making): Node {
  const inFlow = event.style === COLLECTION_STYLE.FLOW;
  if (inFlow) making.inFlow = true;
  const items: Node[] = [];
  making.end = event.start + 1;
  while (reader.events[reader.next]?.type !== EVENT_ID.POP) items.push(readNode(reader, making));
  reader.next++;
  if (inFlow) making.end = closing(reader.text, making.end, ']');
  return { kind: 'seq', items, origin: { span: making.place(event.start, making.end) } };
}

function readMap(event: MappingEvent, reader: Reader, making: Making): Node {
  const inFlow = event.style === COLLECTION_STYLE.FLOW;
  if (inFlow) making.inFlow = true;
  // A single pair within square brackets has no braces.
  if (inFlow && reader.text[event.start] !== '{') throw new Unusual();
  const pairs: FoundPair[] = [];
  making.end = event.start + (inFlow ? 1 : 0);
  while (reader.events[reader.next]?.type !== EVENT_ID.POP) pairs.push(readPair(reader, making, inFlow));
  reader.next++;
  if (inFlow) making.end = closing(reader.text, making.end, '}');
  return makeMap(making, pairs, making.place(behindAnchor(reader.text, event.start), making.end));
}

function readPair(reader: Reader, making: Making, inFlow: boolean): FoundPair {
  const { text } = reader;
  const key = takeKey(making, readNode(reader, making), making.place(making.end, making.end));
  const colon = skipBlanks(text, making.end);
  const hasColon = text[colon] === ':';
  // Go looks no further for the colon of a key; js-yaml does.
  if (!inFlow && colon - text.lastIndexOf('\n', colon) > LONGEST_KEY) throw new Unusual();
  // Without one it is a key behind a question mark, or one without a value within braces.
  const isAlone = inFlow && /[,}]/.test(text[colon] ?? '');
  if (!key || !(hasColon || isAlone)) throw new Unusual();
  const event = reader.events[reader.next];
  if (!isAbsent(event)) {
    if (!hasColon || (isBlock(event) && !text.slice(colon, event.start).includes('\n'))) throw new Unusual();
    making.end = colon + 1;
    return { key, value: readNode(reader, making), isAlias: event?.type === EVENT_ID.ALIAS };
  }
  reader.next++;
  const value = hasColon ? absentValue(making, skipBlanks(text, colon + 1)) : nullScalar(key.origin.span);
  return { key, value, isAlias: false };
}

const LONGEST_KEY = 1024;

function isBlock(event: Event | undefined): event is MappingEvent | SequenceEvent {
  const isCollection = event?.type === EVENT_ID.MAPPING || event?.type === EVENT_ID.SEQUENCE;
  return isCollection && event.style === COLLECTION_STYLE.BLOCK;
}

/** The null of a key without a value stands behind the blanks that follow its colon. */
function absentValue(making: Making, at: number): ScalarNode {
  making.weight++;
  making.end = at;
  return nullScalar(making.place(at, at));
}
