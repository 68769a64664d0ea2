/**
 * A YAML value that knows where it comes from.
 * Plain immutable data: nodes are shared freely between overlays, and what is done with them lives in functions elsewhere.
 *
 * @module
 */
import type { Span } from '../../source/span.js';

/** A value of a document. */
export type Node = ScalarNode | MapNode | SeqNode;

/** The tags of the YAML core schema that a Kubernetes document can hold, and any other as written. */
export type ScalarTag =
  | '!!str'
  | '!!int'
  | '!!float'
  | '!!bool'
  | '!!null'
  | '!!timestamp'
  | '!!binary'
  | (string & {});

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** A single value. */
export interface ScalarNode {
  readonly kind: 'scalar';
  readonly tag: ScalarTag;
  /** The content as text, without quotes and indentation, before any conversion: `0644` stays `0644`. */
  readonly value: string;
  readonly style: ScalarStyle;
  /** Set where the text names the tag itself. */
  readonly tagged?: true;
  readonly origin: Origin;
  /** Only for literal block scalars as written: the offset in the file at which each line of the value begins. */
  readonly lines?: readonly number[];
  /** Set where variables in such a block were replaced: `lines` is still true, columns are not. By the index of the line. */
  readonly lineSteps?: ReadonlyMap<number, Step>;
  /** Set where the value cannot be known from the files, and then says why; `value` is what is known of the text. */
  readonly unknown?: string;
}

/** A mapping. */
export interface MapNode {
  readonly kind: 'map';
  /** In the order of the text; no key stands twice. */
  readonly entries: readonly MapEntry[];
  readonly origin: Origin;
  /** Entries that stood here and were taken away. */
  readonly removed?: readonly Removal[];
}

/** A key with its value. */
export interface MapEntry {
  readonly key: ScalarNode;
  readonly value: Node;
}

/** A sequence. */
export interface SeqNode {
  readonly kind: 'seq';
  readonly items: readonly Node[];
  readonly origin: Origin;
  /** Items that stood here and were taken away. */
  readonly removed?: readonly Removal[];
}

/** Who wrote a value, who changed it, and what stood there before. */
export interface Origin {
  /** The characters that wrote this value. */
  readonly span: Span;
  /** The act that put it here; absent for a value as written. */
  readonly step?: Step;
  /** Where the value came from that stood here before. */
  readonly was?: Origin;
}

/** An act of kustomize or Flux that changed a value. */
export interface Step {
  readonly kind: 'transformed' | 'patched' | 'generated' | 'replaced' | 'substituted';
  /** The field that asked for it, in its owner's terms: `namePrefix`, `patches`, `configMapGenerator`, `postBuild`. */
  readonly what: string;
  /** The characters that asked for it. */
  readonly by: Span;
  /** Values read from elsewhere to make this one: a replacement's source, a variable's definition. */
  readonly from?: readonly Origin[];
}

/** An entry or item that is gone, and why. */
export interface Removal {
  /** The key of the entry, where it was one. */
  readonly key?: string;
  /** Where it came from. */
  readonly was: Origin;
  /** The characters that took it away. */
  readonly span: Span;
  readonly step: Step;
}

/** A scalar that was not read from a file as it stands: made by a step. */
export function scalar(value: string, origin: Origin, tag: ScalarTag = '!!str'): ScalarNode {
  return { kind: 'scalar', tag, value, style: 'plain', origin };
}

/** A mapping made by a step. */
export function mapping(entries: readonly MapEntry[], origin: Origin): MapNode {
  return { kind: 'map', entries, origin };
}

/** A sequence made by a step. */
export function sequence(items: readonly Node[], origin: Origin): SeqNode {
  return { kind: 'seq', items, origin };
}

/** The node with another origin; its children keep theirs. */
export function withOrigin<N extends Node>(node: N, origin: Origin): N {
  return { ...node, origin };
}

/** Whether a node is missing or holds null. */
export function isNull(node: Node | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && node.tag === '!!null');
}
