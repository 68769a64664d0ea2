/**
 * Colours for terminals, or none.
 *
 * @module
 */
import type { Severity } from '../source/diagnostic.js';

/** How parts of a text are told apart. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly severity: (severity: Severity, text: string) => string;
}

/** The paint for a terminal with colours, or for anything else. */
export function paintFor(color: boolean | undefined): Paint {
  return color ? COLORED : PLAIN;
}

const sgr = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;
const SEVERITY_COLORS: Readonly<Record<Severity, number>> = { error: 31, warning: 33, note: 36 };

const COLORED: Paint = {
  bold: sgr(1),
  dim: sgr(2),
  severity: (severity, text) => sgr(SEVERITY_COLORS[severity])(text),
};

const PLAIN: Paint = { bold: (text) => text, dim: (text) => text, severity: (_, text) => text };

/** A number with its noun. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
