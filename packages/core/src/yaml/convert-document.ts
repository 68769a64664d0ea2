/**
 * One document of the npm package `yaml` → our own nodes.
 * Aliases become the very node that they name (sharing costs nothing among immutable values),
 * merge keys are carried out, and what YAML allows but Kubernetes does not is told.
 *
 * @module
 */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isSeq,
  type Node as LibraryNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Diagnostic } from '../source/diagnostic.js';
import type { Span } from '../source/span.js';
import { contentOf } from './block-content.js';
import { mergeInto } from './merge-keys.js';
import type { MapEntry, MapNode, Node, ScalarNode, ScalarStyle } from './node.js';
import { resolvePlain } from './resolve-scalar.js';
import { decodeBinary, isAnchorName, mayHoldRefusedEscape, scalarFault } from './scalar-faults.js';
import { literalLines, type Place } from './scalar-places.js';

interface Context {
  readonly text: string;
  readonly place: Place;
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
  /** Whether the text may hold escapes that Go refuses. */
  readonly oddEscapes: boolean;
}

interface Anchored {
  readonly node: Node | undefined;
  readonly weight: number;
  /** How many collections stand in one another there. */
  readonly height: number;
}

// go-yaml refuses documents whose aliases unfold into far more than they spell out.
const MAX_WEIGHT = 1_000_000;
const MAX_DEPTH = 1_000;

/** Converts a document that the library read without error. */
export function convertDocument(
  document: Document.Parsed,
  text: string,
  place: Place,
): { root: Node | undefined; diagnostics: readonly Diagnostic[]; oddKeys: readonly Span[] } {
  const context: Context = {
    text,
    place,
    diagnostics: [],
    oddKeys: [],
    anchors: new Map(),
    weight: 0,
    depth: 0,
    deepest: 0,
    exhausted: false,
    inFlow: false,
    oddEscapes: mayHoldRefusedEscape(text),
  };
  const contents = document.contents as LibraryNode | null;
  if (contents === null) return { root: undefined, diagnostics: [], oddKeys: [] };
  const root = convert(contents, context);
  const empty = root.kind === 'scalar' && root.tag === '!!null' && root.value === '';
  return { root: empty ? undefined : root, diagnostics: context.diagnostics, oddKeys: context.oddKeys };
}

function convert(node: LibraryNode, context: Context): Node {
  if (isAlias(node)) return followAlias(node, context);
  const before = context.weight;
  context.weight++;
  const anchor = (node as Scalar).anchor;
  // Set at once and filled below, so that an anchor that holds itself is seen.
  if (anchor) context.anchors.set(anchor, { node: undefined, weight: 0, height: 0 });
  if (anchor && !isAnchorName(anchor)) {
    const message = `The name of the anchor '${anchor}' has characters other than letters, digits, '-' and '_'.`;
    report(context, 'yaml/syntax', message, spanOf(node, context));
  }
  if (++context.depth > MAX_DEPTH) throw new RangeError('too deep');
  const { deepest, inFlow } = context;
  context.deepest = context.depth;
  const converted = isMap(node)
    ? convertMap(node, context)
    : isSeq(node)
      ? convertSeq(node, context)
      : convertScalar(node as Scalar, context);
  context.inFlow = inFlow;
  const height = context.deepest - --context.depth;
  context.deepest = Math.max(deepest, context.deepest);
  if (anchor) context.anchors.set(anchor, { node: converted, weight: context.weight - before, height });
  return converted;
}

function followAlias(alias: Alias, context: Context): Node {
  const anchored = context.anchors.get(alias.source);
  const span = spanOf(alias, context);
  if (anchored?.node) {
    const depth = context.depth + anchored.height;
    if (depth > MAX_DEPTH) throw new RangeError('too deep');
    if (context.weight + anchored.weight <= MAX_WEIGHT) {
      context.weight += anchored.weight;
      context.deepest = Math.max(context.deepest, depth);
      return anchored.node;
    }
    const message = 'The aliases of this document unfold into too many values.';
    if (!context.exhausted) report(context, 'yaml/excessive-aliasing', message, span);
    context.exhausted = true;
  } else {
    const name = alias.source;
    if (anchored) report(context, 'yaml/recursive-alias', `The anchor '${name}' holds itself.`, span);
    else report(context, 'yaml/unresolved-alias', `There is no anchor '${name}' above this alias.`, span);
  }
  return nullScalar(span);
}

function convertScalar(node: Scalar, context: Context): ScalarNode {
  const style = STYLES[String(node.type)] ?? 'plain';
  const value = contentOf(node, style, context.text);
  const span = spanOf(node, context);
  const tag = node.tag ? shortTag(node.tag) : style === 'plain' ? resolvePlain(value) : '!!str';
  if (node.tag || tag === '!!float' || (style === 'plain' ? context.inFlow : context.oddEscapes)) {
    const fault = scalarFault({
      value,
      style,
      tag,
      tagged: node.tag !== undefined,
      inFlow: context.inFlow,
      ...(style === 'double' && node.range && { written: context.text.slice(node.range[0], node.range[1]) }),
    });
    if (fault) report(context, fault.code, fault.message, span);
  }
  const made: ScalarNode = {
    kind: 'scalar',
    tag,
    value: tag === '!!binary' ? decodeBinary(value) : value,
    style,
    ...(node.tag && { tagged: true }),
    origin: { span },
  };
  if (style !== 'literal' || !node.range) return made;
  return { ...made, lines: literalLines(context.text, node.range[0], value, context.place) };
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

function shortTag(tag: string): string {
  return tag === '!' ? '!!str' : tag.replace(/^tag:yaml\.org,2002:/, '!!');
}

function convertSeq(node: YAMLSeq, context: Context): Node {
  if (node.flow) context.inFlow = true;
  const items = node.items.map((item) => convert(item as LibraryNode, context));
  return { kind: 'seq', items, origin: { span: spanOf(node, context) } };
}

function convertMap(node: YAMLMap, context: Context): MapNode {
  if (node.flow) context.inFlow = true;
  const own = new Map<string, MapEntry>();
  const merged: Node[] = [];
  let mergeKey: ScalarNode | undefined;
  for (const pair of node.items) {
    const key = keyOf(pair.key as LibraryNode, context);
    if (!key) continue;
    const value = pair.value ? convert(pair.value as LibraryNode, context) : nullScalar(key.origin.span);
    if (key.value === '<<' && key.style === 'plain' && (key.tag === '!!str' || key.tag === '!!merge')) {
      if (mergeKey) reportDuplicate(mergeKey, key, context);
      mergeKey ??= key;
      if (value.kind === 'seq' && isAlias(pair.value)) {
        report(
          context,
          'yaml/bad-merge',
          'An alias that is merged with << must name a mapping.',
          value.origin.span,
        );
      }
      merged.push(value);
      continue;
    }
    if (key.tag !== '!!str') context.oddKeys.push(key.origin.span);
    const first = own.get(key.value);
    if (first) reportDuplicate(first.key, key, context);
    own.set(key.value, { key, value });
  }
  const origin = { span: spanOf(node, context) };
  if (merged.length === 0) return { kind: 'map', entries: [...own.values()], origin };
  const entries = mergeInto(own, merged, (span) => {
    report(context, 'yaml/bad-merge', 'Only a mapping can be merged with <<.', span);
  });
  return { kind: 'map', entries, origin };
}

function reportDuplicate(first: ScalarNode, second: ScalarNode, context: Context): void {
  const related = [{ span: first.origin.span, message: 'It stands here first' }];
  const message = `The key '${second.value}' stands twice in one mapping.`;
  const { span } = second.origin;
  context.diagnostics.push({ code: 'yaml/duplicate-key', severity: 'error', message, span, related });
}

function keyOf(node: LibraryNode | null, context: Context): ScalarNode | undefined {
  const key = node && convert(node, context);
  if (key?.kind === 'scalar') return key;
  const span = node ? spanOf(node, context) : context.place(0, 0);
  report(context, 'yaml/complex-key', 'A key of a Kubernetes document must be a plain value.', span);
  return undefined;
}

function nullScalar(span: Span): ScalarNode {
  return { kind: 'scalar', tag: '!!null', value: '', style: 'plain', origin: { span } };
}

function spanOf(node: LibraryNode, context: Context): Span {
  const range = (node as Scalar).range;
  return range ? context.place(range[0], range[1]) : context.place(0, 0);
}

function report(context: Context, code: string, message: string, span: Span): void {
  context.diagnostics.push({ code, severity: 'error', message, span });
}
