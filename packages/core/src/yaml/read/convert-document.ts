/**
 * One document of the npm package `yaml` → our own nodes.
 *
 * @module
 */

import {
  type Document,
  isAlias,
  isMap,
  isSeq,
  type Node as LibraryNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Span } from '../../source/span.js';
import { own } from '../../source/text/own.js';
import type { MapNode, Node, ScalarStyle } from '../nodes/node.js';
import {
  type DocumentText,
  type FoundPair,
  followAlias,
  type MadeDocument,
  type Making,
  makeDocument,
  makeMap,
  makeNode,
  makeScalar,
  nullScalar,
  takeKey,
} from './make-nodes.js';

/** Converts a document that the library read without error. */
export function convertDocument(document: Document.Parsed, text: DocumentText): MadeDocument {
  const contents = document.contents as LibraryNode | null;
  return makeDocument(text, (making) => (contents === null ? undefined : convert(contents, making)));
}

function convert(node: LibraryNode, making: Making): Node {
  const [start, end] = rangeOf(node);
  if (isAlias(node)) return followAlias(making, node.source, start, end);
  const at = (): Span => making.place(start, end);
  return makeNode(making, (node as Scalar).anchor, at, () => {
    if (isMap(node)) return convertMap(node, making);
    if (isSeq(node)) return convertSeq(node, making);
    const { value, type, tag } = node as Scalar;
    const style = own(STYLES, String(type)) ?? 'plain';
    return makeScalar(making, { start, end, value: String(value ?? ''), style, tag });
  });
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

function convertSeq(node: YAMLSeq, making: Making): Node {
  if (node.flow) making.inFlow = true;
  const items = node.items.map((item) => convert(item as LibraryNode, making));
  return { kind: 'seq', items, origin: { span: collectionSpan(node, making) } };
}

function convertMap(node: YAMLMap, making: Making): MapNode {
  if (node.flow) making.inFlow = true;
  const pairs = node.items.flatMap((pair): FoundPair[] => {
    const keyNode = pair.key as LibraryNode | null;
    const at = keyNode ? making.place(...rangeOf(keyNode)) : making.place(0, 0);
    const key = takeKey(making, keyNode ? convert(keyNode, making) : undefined, at);
    if (!key) return [];
    const value = pair.value ? convert(pair.value as LibraryNode, making) : nullScalar(key.origin.span);
    return [{ key, value, isAlias: isAlias(pair.value) }];
  });
  return makeMap(making, pairs, collectionSpan(node, making));
}

/** The library counts the comments and line breaks behind the last value in, where there are no brackets. */
function collectionSpan(node: YAMLMap | YAMLSeq, making: Making): Span {
  const [start, end] = rangeOf(node);
  if (node.flow) making.end = end;
  return making.place(start, Math.max(start, making.end));
}

function rangeOf(node: LibraryNode): [start: number, end: number] {
  const range = (node as Scalar).range;
  return range ? [range[0], range[1]] : [0, 0];
}
