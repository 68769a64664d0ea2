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
import type { MapEntry, MapNode, Node, ScalarNode, ScalarStyle } from './node.js';
import { resolvePlain } from './resolve-scalar.js';
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
  if (++context.depth > MAX_DEPTH) throw new RangeError('too deep');
  const deepest = context.deepest;
  context.deepest = context.depth;
  const converted = isMap(node)
    ? convertMap(node, context)
    : isSeq(node)
      ? convertSeq(node, context)
      : convertScalar(node as Scalar, context);
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
  const made: ScalarNode = {
    kind: 'scalar',
    tag,
    value,
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

/** A block scalar whose last line is the last one of the text has a final line break only if the text has one. */
function contentOf(node: Scalar, style: ScalarStyle, text: string): string {
  const value = String(node.value ?? '');
  const isBlock = style === 'literal' || style === 'folded';
  if (!isBlock || !value.endsWith('\n') || node.range?.[1] !== text.length || text.endsWith('\n'))
    return value;
  const lastLine = value.slice(value.lastIndexOf('\n', value.length - 2) + 1, -1);
  return lastLine !== '' && text.endsWith(lastLine) ? value.slice(0, -1) : value;
}

function shortTag(tag: string): string {
  return tag === '!' ? '!!str' : tag.replace(/^tag:yaml\.org,2002:/, '!!');
}

function convertSeq(node: YAMLSeq, context: Context): Node {
  const items = node.items.map((item) => convert(item as LibraryNode, context));
  return { kind: 'seq', items, origin: { span: spanOf(node, context) } };
}

function convertMap(node: YAMLMap, context: Context): MapNode {
  const own = new Map<string, MapEntry>();
  const merged: Node[] = [];
  for (const pair of node.items) {
    const key = keyOf(pair.key as LibraryNode, context);
    if (!key) continue;
    const value = pair.value ? convert(pair.value as LibraryNode, context) : nullScalar(key.origin.span);
    if (key.value === '<<' && key.style === 'plain' && key.tag === '!!str') {
      merged.push(value);
      continue;
    }
    if (key.tag !== '!!str') context.oddKeys.push(key.origin.span);
    const first = own.get(key.value);
    if (first) {
      const related = [{ span: first.key.origin.span, message: 'It stands here first' }];
      const message = `The key '${key.value}' stands twice in one mapping.`;
      const span = key.origin.span;
      context.diagnostics.push({ code: 'yaml/duplicate-key', severity: 'error', message, span, related });
    }
    own.set(key.value, { key, value });
  }
  const origin = { span: spanOf(node, context) };
  if (merged.length === 0) return { kind: 'map', entries: [...own.values()], origin };
  return { kind: 'map', entries: mergeInto(own, merged, context), origin };
}

function keyOf(node: LibraryNode | null, context: Context): ScalarNode | undefined {
  const key = node && convert(node, context);
  if (key?.kind === 'scalar') return key;
  const span = node ? spanOf(node, context) : context.place(0, 0);
  report(context, 'yaml/complex-key', 'A key of a Kubernetes document must be a plain value.', span);
  return undefined;
}

/** Merge keys: the mapping's own entries win, then the first of the merged mappings. */
function mergeInto(own: Map<string, MapEntry>, merged: readonly Node[], context: Context): MapEntry[] {
  const sources = merged.flatMap((node) => (node.kind === 'seq' ? node.items : [node]));
  const added = new Map<string, MapEntry>();
  for (const source of sources) {
    if (source.kind !== 'map') {
      report(context, 'yaml/bad-merge', 'Only a mapping can be merged with <<.', source.origin.span);
      continue;
    }
    for (const entry of source.entries) {
      if (!own.has(entry.key.value) && !added.has(entry.key.value)) added.set(entry.key.value, entry);
    }
  }
  return [...own.values(), ...added.values()];
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
