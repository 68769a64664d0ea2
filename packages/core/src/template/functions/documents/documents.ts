/**
 * Functions that write and read YAML, JSON and TOML: Helm's own, and those of Sprig that Helm keeps.
 * Source: funcs.go of Helm 4.2, defaults.go of Sprig 3.3.
 *
 * @module
 */
import { GoFault } from '../../execute/fault.js';
import type { CallSite, GoFunction } from '../../execute/rendering.js';
import type { Printer } from '../../format/printer.js';
import { plain, read } from '../../values/traced.js';
import { list, map, type Value } from '../../values/value.js';
import type { Functions } from '../call/define.js';
import { writtenText } from '../call/joined-text.js';
import { fromJson } from './from-json.js';
import { fromToml } from './from-toml.js';
import { fromYaml } from './from-yaml.js';
import { type JsonLayout, toJson } from './to-json.js';
import { toToml } from './to-toml.js';
import { toYaml, UnwritableFault, type YamlStyle } from './to-yaml.js';

// A map that was put into itself ends the stack here; Go notices it a thousand levels down.
const CYCLE = 'json: unsupported value: encountered a cycle via map[string]interface {}';

/** A function of any value that writes a text; without `must`, an error gives the empty text. */
function writing(write: (value: Value) => Printer, must: boolean): GoFunction {
  return {
    params: ['interface {}'],
    call: ([value = null], site) => {
      try {
        return writtenText(write(value), value, site);
      } catch (fault) {
        const failed = fault instanceof RangeError ? new GoFault(CYCLE) : fault;
        if (failed instanceof GoFault && !must && !(failed instanceof UnwritableFault)) return '';
        throw failed;
      }
    },
  };
}

function yaml(style: YamlStyle, must: boolean): GoFunction {
  return writing((value) => toYaml(value, style), must);
}

function json(layout: JsonLayout, must: boolean): GoFunction {
  return writing((value) => toJson(value, layout), must);
}

const COMPACT: JsonLayout = { escapeHtml: true };
const INDENTED: JsonLayout = { escapeHtml: true, indent: '  ' };
const RAW: JsonLayout = { escapeHtml: false };

function reading(readText: (text: string, of: Value, site: CallSite) => Value): GoFunction {
  return {
    params: ['string'],
    call: ([of = null], site) => readText(read(of) as string, of, site),
  };
}

function errorMap(error: string): Value {
  return map([['Error', error]]);
}

function typeInJson(value: Value): string {
  const bare = plain(value);
  if (typeof bare === 'string') return 'string';
  if (typeof bare === 'boolean') return 'bool';
  if (typeof bare === 'number') return 'number';
  return typeof bare === 'object' && bare?.kind === 'list' ? 'array' : 'object';
}

/** The value where it has the kind that is wanted, or Go's error. */
function asKind(value: Value, kind: 'map' | 'list'): Value | { readonly error: string } {
  const bare = plain(value);
  if (bare === null) return kind === 'map' ? map() : list([]);
  if (typeof bare === 'object' && bare.kind === kind) return bare;
  const type = kind === 'map' ? 'map[string]interface {}' : '[]interface {}';
  return { error: `json: cannot unmarshal ${typeInJson(bare)} into Go value of type ${type}` };
}

function isError(value: Value | { readonly error: string }): value is { readonly error: string } {
  return typeof value === 'object' && value !== null && 'error' in value;
}

function yamlOf(text: string, of: Value, kind: 'map' | 'list'): Value | { readonly error: string } {
  const result = fromYaml(text, of);
  if ('error' in result) return result;
  const value = asKind(result.value, kind);
  return isError(value) ? { error: `error unmarshaling JSON: while decoding JSON: ${value.error}` } : value;
}

function jsonOf(
  text: string,
  of: Value,
  kind: 'map' | 'list',
): Value | { readonly error: string; value?: Value } {
  const result = fromJson(text, of);
  if ('error' in result) return result;
  const value = asKind(result.value, kind);
  if (isError(value) || result.overflow === undefined) return value;
  const error = `json: cannot unmarshal number ${result.overflow} into Go value of type float64`;
  return { error, value };
}

export const DOCUMENTS: Functions = {
  toYaml: yaml('plain', false),
  mustToYaml: yaml('plain', true),
  toYamlPretty: yaml('pretty', false),
  toJson: json(COMPACT, false),
  mustToJson: json(COMPACT, true),
  toPrettyJson: json(INDENTED, false),
  mustToPrettyJson: json(INDENTED, true),
  toRawJson: json(RAW, true),
  mustToRawJson: json(RAW, true),
  toToml: {
    params: ['interface {}'],
    call: ([value = null]) => {
      try {
        return toToml(value);
      } catch (fault) {
        if (fault instanceof GoFault && !fault.message.startsWith('reflect:')) return fault.message;
        throw fault;
      }
    },
  },
  mustToToml: { params: ['interface {}'], call: ([value = null]) => toToml(value) },
  fromYaml: reading((text, of) => {
    const value = yamlOf(text, of, 'map');
    return isError(value) ? errorMap(value.error) : value;
  }),
  fromYamlArray: reading((text, of) => {
    const value = yamlOf(text, of, 'list');
    return isError(value) ? list([value.error]) : value;
  }),
  fromJson: reading((text, of) => {
    const value = jsonOf(text, of, 'map');
    if (!isError(value)) return value;
    const partial = (value as { value?: Value }).value;
    const rest = typeof partial === 'object' && partial?.kind === 'map' ? partial.entries : [];
    return map([...rest, ['Error', value.error]]);
  }),
  fromJsonArray: reading((text, of) => {
    const value = jsonOf(text, of, 'list');
    return isError(value) ? list([value.error]) : value;
  }),
  mustFromJson: reading((text, of) => {
    const result = fromJson(text, of);
    if ('error' in result) throw new GoFault(result.error);
    if (result.overflow !== undefined)
      throw new GoFault(`json: cannot unmarshal number ${result.overflow} into Go value of type float64`);
    return result.value;
  }),
  fromToml: reading((text) => {
    const result = fromToml(text);
    return 'error' in result ? errorMap(result.error) : result.value;
  }),
};
