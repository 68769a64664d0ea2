/**
 * What Go's parser refuses in a text that the npm package `yaml` reads without error.
 * Source: readerc.go, scannerc.go and parserc.go of go-yaml v2 and v3.
 *
 * @module
 */
import type { Document } from 'yaml';
import type { Diagnostic } from '../../source/diagnostic.js';
import type { Place } from '../nodes/scalar-places.js';
import { controlCharacter, lineSeparators } from './go-characters.js';
import { tabFaults } from './tab-faults.js';

/** A fault, and the offset in the text that it stands at. */
export interface GoFault {
  readonly at: number;
  readonly diagnostic: Diagnostic;
}

/** A text and what the library made of it. */
export interface ReadText {
  readonly text: string;
  readonly place: Place;
  readonly raw: readonly Document.Parsed[];
  /** Whether there may be characters in it that are looked at here. */
  readonly odd: boolean;
}

/**
 * The faults of a text, in no order.
 *
 * @param compose - reads another text as this one was read, to see where that breaks
 */
export function goFaults(
  read: ReadText,
  compose: (text: string) => readonly Document.Parsed[],
): readonly GoFault[] {
  const { text, place, raw } = read;
  const fault = (at: number, message: string): GoFault => ({
    at,
    diagnostic: { code: 'yaml/syntax', severity: 'error', message, span: place(at, at + 1) },
  });
  const faults: GoFault[] = [];
  for (const document of raw) {
    const at = directiveFault(document, text);
    if (at !== undefined)
      faults.push(fault(at, 'kustomize and Flux take no directive but %YAML 1.1 and %TAG.'));
  }
  for (const at of tabFaults(text)) faults.push(fault(at, 'Tabs are not allowed as indentation.'));
  if (!read.odd) return faults;
  const control = controlCharacter(text);
  if (control) faults.push(fault(control.at, `The control character ${control.name} is not allowed.`));
  const separator = breakingSeparator(read, compose);
  if (separator !== undefined)
    faults.push(
      fault(separator, 'kustomize and Flux take this line separator of Unicode for the end of a line.'),
    );
  return faults;
}

/** The line separator that breaks the text where it ends a line, if one does. */
function breakingSeparator(
  { text, raw }: ReadText,
  compose: (text: string) => readonly Document.Parsed[],
): number | undefined {
  const separators = lineSeparators(text);
  if (!separators) return undefined;
  const broken = compose(separators.asLineFeeds).find(
    ({ errors }, at) => errors.length > 0 && raw[at]?.errors.length === 0,
  );
  return broken && separators.lastBefore(broken.errors[0]?.pos[1] ?? text.length);
}

/** The place of a directive that is not known, or asks for another version than 1.1. */
function directiveFault(document: Document.Parsed, text: string): number | undefined {
  const unknown = document.warnings.find(({ code }) => code === 'BAD_DIRECTIVE');
  const { explicit, version } = document.directives.yaml;
  if (!unknown && (!explicit || version === '1.1')) return undefined;
  return Math.max(0, text.lastIndexOf('%', document.range[0]));
}
