/**
 * How functions of the library are written down: types of parameters first, plain values in, a value out.
 *
 * @module
 */
import type { CallSite, GoFunction } from '../../execute/rendering.js';
import { moved, plain, read } from '../../values/traced.js';
import type { GoList, GoMap, ParamType, Value } from '../../values/value.js';

/** What a function gets for a parameter. */
export type ArgOf<P> = P extends 'string'
  ? string
  : P extends 'int'
    ? number
    : P extends 'bool'
      ? boolean
      : P extends 'map[string]interface {}'
        ? GoMap
        : P extends `[]${string}`
          ? GoList
          : Value;

export type ArgsOf<P extends readonly ParamType[]> = { -readonly [K in keyof P]: ArgOf<P[K]> };

function argument(type: ParamType, value: Value | undefined): unknown {
  if (type === 'interface {}') return value ?? null;
  if (type === 'reflect.Value') return value;
  const bare = read(value ?? null);
  return typeof bare === 'object' && bare?.kind === 'int' ? Number(bare.value) : bare;
}

/** A function with a fixed number of parameters. */
export function fn<const P extends readonly ParamType[]>(
  params: P,
  call: (...args: ArgsOf<P>) => Value,
): GoFunction {
  return {
    params,
    call: (args) =>
      call(...(args.map((arg, at) => argument(params[at] ?? 'interface {}', arg)) as ArgsOf<P>)),
  };
}

/** A function with further parameters, which come as a list. */
export function variadicFn<const P extends readonly ParamType[], const V extends ParamType>(
  params: P,
  variadic: V,
  call: (args: ArgsOf<P>, rest: ArgOf<V>[], site: CallSite) => Value,
): GoFunction {
  return {
    params,
    variadic,
    call: (args, site) =>
      call(
        args
          .slice(0, params.length)
          .map((arg, at) => argument(params[at] ?? 'interface {}', arg)) as ArgsOf<P>,
        args.slice(params.length).map((arg) => argument(variadic, arg)) as ArgOf<V>[],
        site,
      ),
  };
}

/** A text, and where its characters stood in the text that it was made of (-1: nowhere). */
export type Carried = string | readonly [text: string, place: (at: number) => number];

/**
 * A function of texts that carries one of them along: the parameter at `subject`.
 * Where it gives no places, characters stand where they stood.
 */
export function carrying<const P extends readonly ParamType[]>(
  params: P,
  subject: number,
  call: (...args: ArgsOf<P>) => Carried,
): GoFunction {
  return {
    params,
    call: (args, site) => {
      const result = call(
        ...(args.map((arg, at) => argument(params[at] ?? 'interface {}', arg)) as ArgsOf<P>),
      );
      const [text, place] = typeof result === 'string' ? [result, SAME] : result;
      const of = args[subject] ?? null;
      if (text === plain(of)) return of;
      return moved(text, of, place, site.by);
    },
  };
}

const SAME = (at: number): number => at;

/** Places that lie further on by a fixed number of characters. */
export function shifted(by: number): (at: number) => number {
  return (at) => at + by;
}

/** A function of the library under several names. */
export type Functions = Readonly<Record<string, GoFunction>>;
