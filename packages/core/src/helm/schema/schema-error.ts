/**
 * What does not hold, in the words of the library that Helm uses.
 * Source: output.go and kind/kind.go of santhosh-tekuri/jsonschema 6.
 *
 * @module
 */
import { quote } from '../../template/format/quote.js';
import { compareText } from '../../template/values/go-text.js';
import type { Json } from './schema-source.js';

/** A fault of a value, with the faults that led to it. */
export interface SchemaError {
  /** The keys and indexes from the root of the values on. */
  readonly path: readonly string[];
  readonly message: string;
  readonly causes: readonly SchemaError[];
  /** `reference`: shown only with several causes; `group`: stands for several faults of one schema. */
  readonly kind?: 'reference' | 'group';
}

/** The faults line by line, indented by what led to what. */
export function showErrors(errors: readonly SchemaError[], indent: number = 0): string[] {
  return errors.flatMap((error) => {
    if (error.kind === 'reference' && error.causes.length === 1) return showErrors(error.causes, indent);
    const line = `${'  '.repeat(indent)}- at ${quoted(pointer(error.path))}: ${error.message}`;
    return [line, ...showErrors(error.causes, indent + 1)];
  });
}

function pointer(path: readonly string[]): string {
  return path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** A text in the library's single quotes. */
export function quoted(text: string): string {
  return `'${quote(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

export function quotedList(texts: readonly string[]): string {
  return texts.map(quoted).join(', ');
}

export function sortedList(texts: readonly string[]): string {
  return quotedList([...texts].sort(compareText));
}

/** A value as messages show it. */
export function shown(value: Json): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null) return '<nil>';
  return typeof value === 'object' ? 'value' : String(value);
}

/** A number with commas between thousands. */
export function grouped(value: number): string {
  const [whole = '', fraction] = String(value).split('.');
  if (/e/.test(String(value))) return String(value);
  const withCommas = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? withCommas : `${withCommas}.${fraction}`;
}
