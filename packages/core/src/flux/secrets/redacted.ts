/**
 * Plain data without the values of secrets: the last thing that is done to whatever leaves the library.
 *
 * @module
 */
import type { Redactor } from './redactor.js';

// Words of fluxvet's own, and places, which files give.
const KEPT: ReadonlySet<string> = new Set([
  ...['rule', 'code', 'severity', 'confidence', 'category', 'id', 'state', 'entry', 'content', 'role'],
  ...['file', 'root', 'docs', 'safety', 'fingerprint', 'rules', 'plugins', 'tool', 'secret'],
]);

/** The data with each secret hidden in every text of it, but for texts that are fluxvet's own. */
export function redacted<T>(data: T, redactor: Redactor): T {
  const known = new Map<string, string>();
  const hide = (text: string): string => {
    let shown = known.get(text);
    if (shown === undefined) {
      shown = redactor.hide(text);
      known.set(text, shown);
    }
    return shown;
  };
  const visit = (value: unknown): unknown => {
    if (typeof value === 'string') return hide(value);
    if (typeof value === 'number' && String(value).length > 4) {
      return redactor.holds(String(value)) ? redactor.hide(String(value)) : value;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      const items = value.map(visit);
      return items.every((item, at) => item === value[at]) ? value : items;
    }
    const entries = Object.entries(value);
    const changed = entries.map(([key, each]): [string, unknown] => [
      key,
      KEPT.has(key) ? each : visit(each),
    ]);
    return changed.every(([, each], at) => each === entries[at]?.[1]) ? value : Object.fromEntries(changed);
  };
  return visit(data) as T;
}
