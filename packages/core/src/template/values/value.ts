/**
 * Values as Go's templates have them. What Go keeps apart is kept apart here: an int from a float64,
 * nothing at all from a nil, a nil map from an empty one.
 *
 * A JavaScript string is Go's `string` (see go-text.ts), a number is a `float64`, a boolean a `bool`, null a nil interface.
 * `undefined` is what Go calls the invalid value: a nil that was taken out of its interface.
 *
 * @module
 */
import type { Node as YamlNode } from '../../yaml/nodes/node.js';
import type { ActionNode, CommandNode, TemplateNode, TemplateSource, TextNode } from '../tree/nodes.js';

export type Value = Scalar | GoMap | GoList | GoStruct | Traced;

/** What has no parts. */
export type Scalar = null | string | number | boolean | GoInt | GoComplex | GoBytes | GoTime;

export type IntType = 'int' | 'int64' | 'int32' | 'uint8' | 'uint32' | 'uint64';

/** A whole number of one of Go's types. */
export interface GoInt {
  readonly kind: 'int';
  readonly type: IntType;
  readonly value: bigint;
}

export interface GoComplex {
  readonly kind: 'complex';
  readonly re: number;
  readonly im: number;
}

/** A `[]byte`. */
export interface GoBytes {
  readonly kind: 'bytes';
  readonly text: string;
}

/** A `time.Time`. */
export interface GoTime {
  readonly kind: 'time';
  /** Nanoseconds since 1970 in UTC. */
  readonly nanos: bigint;
  /** East of UTC, in seconds. */
  readonly offset: number;
  readonly zone: string;
}

/** A map with text keys. Templates change maps in place, and share them. */
export interface GoMap {
  readonly kind: 'map';
  readonly type: MapType;
  readonly entries: Map<string, Value>;
  /** Set for the nil map, which reads as an empty one and cannot be written. */
  readonly isNil?: true;
  /** Set for a map of the values: what was read of it. */
  readonly given?: Given;
  readonly methods?: Methods;
  /** Set where the entries cannot be known, and says why. */
  readonly unknown?: Traced;
}

/** The Go type of a map: unnamed ones, and named ones such as `common.Values`. */
export type MapType = string;

export const ANY_MAP = 'map[string]interface {}';
export const TEXT_MAP = 'map[string]string';
export const ANY_LIST = '[]interface {}';
export const TEXT_LIST = '[]string';
export const INT_LIST = '[]int';

export interface GoList {
  readonly kind: 'list';
  /** `[]interface {}`, `[]string`, `[]int`, `[][]interface {}`, or a named type. */
  readonly type: string;
  readonly items: readonly Value[];
  readonly isNil?: true;
  readonly given?: Given;
  readonly methods?: Methods;
}

/** A struct, or a pointer to one. */
export interface GoStruct {
  readonly kind: 'struct';
  /** The type with its package: `common.Capabilities`. */
  readonly type: string;
  readonly isPointer: boolean;
  /** In order. Those that begin with a small letter are shown by printing and can be reached by nothing else. */
  readonly fields: ReadonlyMap<string, Value>;
  readonly methods?: Methods;
  /** What printing shows where the type says so itself; `field`: only where it is printed straight from a field. */
  readonly text?: string;
  readonly textOnlyAsField?: true;
}

/** A method that templates can call on a value. */
export interface Method {
  readonly params: readonly ParamType[];
  readonly variadic?: ParamType;
  readonly call: (args: readonly Value[]) => Value;
}

export type Methods = ReadonlyMap<string, Method>;

/** The type of a parameter, in Go's words. */
export type ParamType =
  | 'interface {}'
  | 'reflect.Value'
  | 'string'
  | 'int'
  | 'int64'
  | 'float64'
  | 'bool'
  | 'time.Time'
  | 'map[string]interface {}'
  | '[]interface {}'
  | (string & {});

/** A scalar with its trace. */
export interface Traced {
  readonly kind: 'traced';
  readonly value: null | string | number | boolean | GoInt | GoComplex | GoBytes | GoTime;
  readonly trace: Trace;
  /** Whether the value depends on something that cannot be known from files. */
  readonly unknown: boolean;
}

export type Trace = Literal | Given | Joined | Moved | Made | Unknown;

/** Written in a template. */
export interface Literal {
  readonly how: 'literal';
  readonly source: TemplateSource;
  /** The characters, without quotes. */
  readonly start: number;
  readonly end: number;
  /** Whether the text stands there as it is, without escapes. */
  readonly exact: boolean;
}

/** Given by the caller: a value. Shared by all copies, so that it tells whether any of them was read. */
export interface Given {
  readonly how: 'given';
  /** The node of the value. */
  readonly node: YamlNode;
  /** Whether its content, or for maps and lists its size, had a say. */
  read: boolean;
  /** Keys that were asked for and are not there. */
  missed?: Set<string>;
}

/** Put together of texts: the output of a template, of `printf`, of `join`. */
export interface Joined {
  readonly how: 'joined';
  /** Where each part begins. */
  readonly starts: readonly number[];
  readonly parts: readonly Part[];
}

/** A part of a text, and who wrote it. */
export interface Part {
  readonly by: Writer;
  /** What was written; absent for the text of a template, and for what the writer adds itself. */
  readonly value?: Value;
}

/** What writes into a text. */
export type Writer = TextNode | ActionNode | TemplateNode | CommandNode;

/** Carried along by a function, whose characters lie elsewhere now. */
export interface Moved {
  readonly how: 'moved';
  readonly by: CommandNode | undefined;
  readonly of: Value;
  /** The offset in the text before of a character of the text now; -1 for one that the function added. */
  readonly place: (at: number) => number;
}

/** Made of others, so that no character is one of theirs. */
export interface Made {
  readonly how: 'made';
  readonly by: CommandNode | undefined;
  readonly from: readonly Value[];
}

/** Not known from files: random, timed, or looked up in the cluster. The value is an example. */
export interface Unknown {
  readonly how: 'unknown';
  readonly by: CommandNode | undefined;
  readonly why: UnknownReason;
}

export type UnknownReason = 'random' | 'time' | 'cluster' | 'order' | 'outside';

export function int(value: bigint | number): GoInt {
  return { kind: 'int', type: 'int', value: BigInt(value) };
}

export function int64(value: bigint): GoInt {
  return { kind: 'int', type: 'int64', value: BigInt.asIntN(64, value) };
}

export function map(entries: Iterable<readonly [string, Value]> = []): GoMap {
  return { kind: 'map', type: ANY_MAP, entries: new Map(entries) };
}

export function textMap(entries: Iterable<readonly [string, Value]>): GoMap {
  return { kind: 'map', type: TEXT_MAP, entries: new Map(entries) };
}

export function list(items: readonly Value[], type: string = ANY_LIST): GoList {
  return { kind: 'list', type, items };
}

export function nilMap(): GoMap {
  return { kind: 'map', type: ANY_MAP, entries: new Map(), isNil: true };
}

export function nilList(type: string): GoList {
  return { kind: 'list', type, items: [], isNil: true };
}
