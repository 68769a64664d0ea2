/**
 * What a parser found in the text of a document → our own nodes, whichever parser it is.
 * Aliases become the very node that they name (sharing costs nothing among immutable values),
 * merge keys are carried out, and what YAML allows but Kubernetes does not is told.
 *
 * @module
 */

import { limits, show, spendIfLeft } from '../../source/bounds/limits.js';
import type { Diagnostic } from '../../source/diagnostic.js';
import { LIMIT_CODE } from '../../source/fault-boundary.js';
import type { Span } from '../../source/span.js';
import { decodeBinary, isAnchorName, mayHoldRefusedEscape, scalarFault } from '../faults/scalar-faults.js';
import type { PlacedText } from '../nodes/edited-text.js';
import { mergeInto } from '../nodes/merge-keys.js';
import type { MapEntry, MapNode, Node, ScalarNode, ScalarStyle } from '../nodes/node.js';
import { resolvePlain } from '../nodes/resolve-scalar.js';
import { literalLines } from '../nodes/scalar-places.js';
import { contentOf } from './block-content.js';

/** The text of documents. */
export interface DocumentText extends PlacedText {
  /** Whether it may hold escapes that Go refuses. */
  readonly oddEscapes: boolean;
}

/** A document in the making. */
export interface Making extends DocumentText {
  readonly diagnostics: Diagnostic[];
  readonly oddKeys: Span[];
  readonly anchors: Map<string, Anchored>;
  /** Nodes so far, each alias counted as all that it stands for. */
  weight: number;
  depth: number;
  /** How deep it has gone so far, aliases included. */
  deepest: number;
  /** Set when the aliases have unfolded too far: none is followed any more. */
  exhausted: boolean;
  /** Whether it is within brackets. */
  inFlow: boolean;
  /** Where the characters end of what was made last. */
  end: number;
}

interface Anchored {
  readonly node: Node | undefined;
  readonly weight: number;
  /** How many collections stand in one another there. */
  readonly height: number;
}

/** What was made of a document. */
export interface MadeDocument {
  /** Absent for a document without content. */
  readonly root: Node | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly oddKeys: readonly Span[];
}

/** A scalar as a parser tells of it. */
export interface FoundScalar {
  /** The offsets of its characters, quotes and the header of a block scalar included. */
  readonly start: number;
  readonly end: number;
  /** The content, without quotes, escapes and indentation. */
  readonly value: string;
  readonly style: ScalarStyle;
  /** As written or in full: `!!str`, `tag:yaml.org,2002:str`. */
  readonly tag?: string | undefined;
}

/** A key with its value, in the order of the text. */
export interface FoundPair {
  readonly key: ScalarNode;
  readonly value: Node;
  /** Whether the value stands elsewhere, and an alias here. */
  readonly isAlias: boolean;
}

// go-yaml refuses documents whose aliases unfold into far more than they spell out.
const MAX_WEIGHT = 1_000_000;
const MAX_DEPTH = 1_000;

/** A text before its documents are read. */
export function documentText({ text, place }: PlacedText): DocumentText {
  return { text, place, oddEscapes: mayHoldRefusedEscape(text) };
}

/** Makes the nodes of one document of a text. */
export function makeDocument(
  text: DocumentText,
  makeRoot: (making: Making) => Node | undefined,
): MadeDocument {
  const making: Making = {
    ...text,
    diagnostics: [],
    oddKeys: [],
    anchors: new Map(),
    weight: 0,
    depth: 0,
    deepest: 0,
    exhausted: false,
    inFlow: false,
    end: 0,
  };
  const root = makeRoot(making);
  const empty = root?.kind === 'scalar' && root.tag === '!!null' && root.value === '';
  return { root: empty ? undefined : root, diagnostics: making.diagnostics, oddKeys: making.oddKeys };
}

/**
 * Makes a node that may hold others or bear an anchor.
 *
 * @param at - where the node stands, for what is said of its anchor
 * @throws RangeError where too many collections stand in one another
 */
export function makeNode(making: Making, anchor: string | undefined, at: () => Span, make: () => Node): Node {
  const before = making.weight;
  making.weight++;
  // Set at once and filled below, so that an anchor that holds itself is seen.
  if (anchor) making.anchors.set(anchor, { node: undefined, weight: 0, height: 0 });
  if (anchor && !isAnchorName(anchor)) {
    const message = `The name of the anchor '${anchor}' has characters other than letters, digits, '-' and '_'.`;
    report(making, 'yaml/syntax', message, at());
  }
  if (++making.depth > MAX_DEPTH) throw new RangeError('too deep');
  const { deepest, inFlow } = making;
  making.deepest = making.depth;
  const node = make();
  making.inFlow = inFlow;
  const height = making.deepest - --making.depth;
  making.deepest = Math.max(deepest, making.deepest);
  if (anchor) making.anchors.set(anchor, { node, weight: making.weight - before, height });
  return node;
}

/** Makes a scalar that bears no anchor, as most do. */
export function makeLeaf(making: Making, found: FoundScalar): ScalarNode {
  making.weight++;
  if (making.depth >= MAX_DEPTH) throw new RangeError('too deep');
  making.deepest = Math.max(making.deepest, making.depth + 1);
  return makeScalar(making, found);
}

/** The node that an alias names. */
export function followAlias(making: Making, name: string, start: number, end: number): Node {
  const anchored = making.anchors.get(name);
  const span = making.place(start, end);
  making.end = end;
  if (anchored?.node) {
    const depth = making.depth + anchored.height;
    if (depth > MAX_DEPTH) throw new RangeError('too deep');
    const isLeft = making.weight + anchored.weight <= MAX_WEIGHT;
    if (isLeft && !making.exhausted && spendIfLeft('aliases', anchored.weight)) {
      making.weight += anchored.weight;
      making.deepest = Math.max(making.deepest, depth);
      return anchored.node;
    }
    if (!making.exhausted && isLeft) {
      const message = `The aliases of all files stand for more than ${show(limits().aliases)} values.`;
      report(making, LIMIT_CODE, message, span);
    } else if (!making.exhausted) {
      const message = 'The aliases of this document unfold into too many values.';
      report(making, 'yaml/excessive-aliasing', message, span);
    }
    making.exhausted = true;
  } else {
    if (anchored) report(making, 'yaml/recursive-alias', `The anchor '${name}' holds itself.`, span);
    else report(making, 'yaml/unresolved-alias', `There is no anchor '${name}' above this alias.`, span);
  }
  // What stands there is a fault that is told; nothing can be said of the value.
  return { ...nullScalar(span), unknown: `the alias '${name}' stands for nothing` };
}

/** A scalar with its type. */
export function makeScalar(making: Making, found: FoundScalar): ScalarNode {
  const { start, end, style } = found;
  making.end = end;
  const value = contentOf(found, making.text);
  const span = making.place(start, end);
  const tag = found.tag ? shortTag(found.tag) : style === 'plain' ? resolvePlain(value) : '!!str';
  if (found.tag || tag === '!!float' || (style === 'plain' ? making.inFlow : making.oddEscapes)) {
    const fault = scalarFault({
      value,
      style,
      tag,
      tagged: found.tag !== undefined,
      inFlow: making.inFlow,
      ...(style === 'double' && { written: making.text.slice(start, end) }),
    });
    if (fault) report(making, fault.code, fault.message, span);
  }
  const origin = { span };
  const content = tag === '!!binary' ? decodeBinary(value) : value;
  const made: ScalarNode = found.tag
    ? { kind: 'scalar', tag, value: content, style, tagged: true, origin }
    : { kind: 'scalar', tag, value: content, style, origin };
  return style === 'literal'
    ? { ...made, lines: literalLines(making.text, start, value, making.place) }
    : made;
}

function shortTag(tag: string): string {
  return tag === '!' ? '!!str' : tag.replace(/^tag:yaml\.org,2002:/, '!!');
}

/** A mapping: duplicate keys are told, merge keys carried out. */
export function makeMap(making: Making, pairs: readonly FoundPair[], span: Span): MapNode {
  const own = new Map<string, MapEntry>();
  const merged: Node[] = [];
  let mergeKey: ScalarNode | undefined;
  for (const { key, value, isAlias } of pairs) {
    if (key.value === '<<' && key.style === 'plain' && (key.tag === '!!str' || key.tag === '!!merge')) {
      if (mergeKey) reportDuplicate(mergeKey, key, making);
      mergeKey ??= key;
      if (value.kind === 'seq' && isAlias) {
        const message = 'An alias that is merged with << must name a mapping.';
        report(making, 'yaml/bad-merge', message, value.origin.span);
      }
      merged.push(value);
      continue;
    }
    if (key.tag !== '!!str') making.oddKeys.push(key.origin.span);
    const first = own.get(key.value);
    if (first) reportDuplicate(first.key, key, making);
    own.set(key.value, { key, value });
  }
  const origin = { span };
  if (merged.length === 0) return { kind: 'map', entries: [...own.values()], origin };
  const entries = mergeInto(own, merged, (at) => {
    report(making, 'yaml/bad-merge', 'Only a mapping can be merged with <<.', at);
  });
  return { kind: 'map', entries, origin };
}

function reportDuplicate(first: ScalarNode, second: ScalarNode, making: Making): void {
  const related = [{ span: first.origin.span, message: 'It stands here first' }];
  const message = `The key '${second.value}' stands twice in one mapping.`;
  const { span } = second.origin;
  making.diagnostics.push({ code: 'yaml/duplicate-key', severity: 'error', message, span, related });
}

/** A key, unless it is none that Kubernetes' JSON has a place for. */
export function takeKey(making: Making, key: Node | undefined, at: Span): ScalarNode | undefined {
  if (key?.kind === 'scalar') return key;
  report(making, 'yaml/complex-key', 'A key of a Kubernetes document must be a plain value.', at);
  return undefined;
}

/** The value of a key that has none. */
export function nullScalar(span: Span): ScalarNode {
  return { kind: 'scalar', tag: '!!null', value: '', style: 'plain', origin: { span } };
}

function report(making: Making, code: string, message: string, span: Span): void {
  making.diagnostics.push({ code, severity: 'error', message, span });
}
