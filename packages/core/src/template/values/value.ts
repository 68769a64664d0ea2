/**
 * Values as Go's templates have them. What Go keeps apart is kept apart here: an int from a float64,
 * nothing at all from a nil, a nil map from an empty one.
 *
 * A JavaScript string is Go's `string` (see go-text.ts), a number is a `float64`, a boolean a `bool`, null a nil interface.
 * `undefined` is what Go calls the invalid value: a nil that was taken out of its interface.
 *
 * @module
 */
import type { Given, Traced } from './traced.js';

export type Value = Scalar | GoMap | GoList | GoStruct | Traced;

/** What has no parts. */
export type Scalar = null | string | number | boolean | GoInt | GoComplex | GoBytes | GoTime;

export type IntType = 'int' | 'int64' | 'int32' | 'uint8' | 'uint64';

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
  readonly fields: ReadonlyMap<string, Value>;
  /** Fields that templates cannot reach, which printing shows. */
  readonly hidden?: ReadonlyMap<string, Value>;
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

export const NIL_MAP: GoMap = { kind: 'map', type: ANY_MAP, entries: new Map(), isNil: true };

export function nilList(type: string): GoList {
  return { kind: 'list', type, items: [], isNil: true };
}
