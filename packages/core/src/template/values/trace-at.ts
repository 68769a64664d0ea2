/**
 * Where a character of a rendered text comes from.
 *
 * @module
 */
import type { Node as YamlNode } from '../../yaml/nodes/node.js';
import type { TemplateSource } from '../tree/nodes.js';
import type { Traced, UnknownReason, Value, Writer } from './value.js';

/** The end of a trace, and by what the character passed on its way, the outermost first. */
export type TracedPlace = { readonly by: readonly Writer[] } & (
  | { readonly kind: 'template'; readonly source: TemplateSource; readonly at: number }
  /** `at` is the offset in the text of the value; `undefined` where the value is no text. */
  | { readonly kind: 'value'; readonly node: YamlNode; readonly at: number | undefined }
  | { readonly kind: 'made'; readonly from: readonly Value[] }
  | { readonly kind: 'unknown'; readonly why: UnknownReason }
);

/** Follows the trace of the character at an offset. It goes through as many steps as the text went through. */
export function traceAt(text: Traced, offset: number): TracedPlace {
  const by: Writer[] = [];
  let at = offset;
  let value: Traced = text;
  for (;;) {
    const { trace } = value;
    switch (trace.how) {
      case 'literal':
        return { kind: 'template', by, source: trace.source, at: trace.start + (trace.exact ? at : 0) };
      case 'given':
        return { kind: 'value', by, node: trace.node, at: typeof value.value === 'string' ? at : undefined };
      case 'made':
        return { kind: 'made', by: trace.by ? [...by, trace.by] : by, from: trace.from };
      case 'unknown':
        return { kind: 'unknown', by: trace.by ? [...by, trace.by] : by, why: trace.why };
      case 'moved': {
        if (trace.by) by.push(trace.by);
        const before = trace.place(at);
        if (before < 0) return added(by, [trace.of]);
        at = before;
        if (!isTraced(trace.of)) return added(by, [trace.of]);
        value = trace.of;
        break;
      }
      case 'joined': {
        const index = partAt(trace.starts, at);
        const part = trace.parts[index];
        const start = trace.starts[index] ?? 0;
        if (!part) return added(by, []);
        by.push(part.by);
        const within = at - start;
        if (part.by.kind === 'text')
          return { kind: 'template', by, source: part.by.source, at: part.by.at + within };
        if (!isTraced(part.value)) return added(by, part.value === undefined ? [] : [part.value]);
        const end = trace.starts[index + 1] ?? String(value.value).length;
        at = offsetWithin(part.value, String(value.value).slice(start, end), within);
        value = part.value;
      }
    }
  }
}

function isTraced(value: Value | undefined): value is Traced {
  return typeof value === 'object' && value !== null && value.kind === 'traced';
}

function added(by: readonly Writer[], from: readonly Value[]): TracedPlace {
  const last = by.at(-1);
  if (from.length === 0 && last) return { kind: 'template', by, source: last.source, at: last.at };
  return { kind: 'made', by, from };
}

/** Where a part shows its value with something around it, such as quotes, that is left out. */
function offsetWithin({ value }: Traced, shown: string, within: number): number {
  if (typeof value !== 'string' || shown === value) return within;
  const lead = shown.indexOf(value);
  return Math.max(lead < 0 ? 0 : within - lead, 0);
}

/** The part that an offset lies in; of several that begin there, the last is the one with characters. */
function partAt(starts: readonly number[], at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
