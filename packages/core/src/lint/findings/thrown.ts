/**
 * What a rule threw, as data: without the machine on which it did, and whatever odd thing it was.
 *
 * @module
 */
import type { ThrownError } from '../../report/report.js';
import { withoutPaths } from '../../source/text/without-paths.js';

/** A thrown value as data; equal faults give equal data on every machine. */
export function toThrown(thrown: unknown): ThrownError {
  if (!(thrown instanceof Error)) return { name: typeof thrown, message: withoutPaths(textOf(thrown)) };
  const { name, message, stack } = thrown;
  const calls = callsOf(textOf(stack ?? ''));
  const told = { name: textOf(name), message: withoutPaths(textOf(message)) };
  return { ...told, ...(calls.length > 0 && { stack: calls.join('\n') }) };
}

function callsOf(stack: string): string[] {
  const calls = stack.split('\n').filter((line) => /^\s*at /.test(line));
  const engine = calls.findIndex((line) => ENGINE.test(line));
  return calls
    .slice(0, engine < 0 ? calls.length : engine)
    .filter((line) => !/\bnode:/.test(line))
    .map(withoutPaths);
}

// How the program was started is not the rule's doing.
const ENGINE = /\bat (findingsOf\b|runRules\b)/;

/** Even what cannot be turned into text has a text. */
function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return 'something that has no text';
  }
}
