/**
 * Plain values as YAML text that can stand inside a document.
 *
 * @module
 */
import { Document, stringify, visit } from 'yaml';
import type { Plain } from '../nodes/to-plain.js';

/** An entry in block style, its lines indented by a number of blanks; the first line is not, and nothing ends the last. */
export function writeEntry(key: string, value: Plain, indent: number): string {
  return indented(stringify({ [key]: value }, OPTIONS), indent);
}

/** A value on one line, as it stands in a flow collection. */
export function writeInline(value: Plain): string {
  const document = new Document(value, OPTIONS);
  visit(document, {
    Scalar(_key, scalar) {
      // Within brackets Go's parser takes `:` and `?` for marks of keys and values; the others would become blocks.
      if (typeof scalar.value === 'string' && /^:|\?|^---|^\.\.\.|\n/.test(scalar.value)) {
        scalar.type = 'QUOTE_DOUBLE';
      }
    },
  });
  return document.toString({ ...OPTIONS, collectionStyle: 'flow' }).trimEnd();
}

// kustomize and kubectl do not indent sequences; version 1.1 quotes what Go's parser would read otherwise.
const OPTIONS = { indentSeq: false, lineWidth: 0, version: '1.1' } as const;

function indented(text: string, indent: number): string {
  return text.trimEnd().replace(/\n(?=.)/g, `\n${' '.repeat(indent)}`);
}
