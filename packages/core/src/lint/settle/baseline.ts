/**
 * The baseline: findings that were there when fluxvet came, counted by identity.
 *
 * @module
 */
import { z } from 'zod';
import type { ReportedFinding } from '../../report/report.js';
import { positionAt } from '../../source/line-index.js';
import type { SourceFile } from '../../source/source-file.js';
import { UsageError } from '../../source/usage-error.js';
import { decode } from '../../yaml/nodes/decode.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';

/** Findings that are known. */
export interface Baseline {
  readonly version: 1;
  readonly entries: readonly BaselineEntry[];
}

/** A known finding, and how often it is there. */
export interface BaselineEntry {
  readonly rule: string;
  /** For the reader: only `id` and `count` count. */
  readonly object: string;
  readonly path: string;
  /** The fingerprint. */
  readonly id: string;
  readonly count: number;
}

const baselineSchema: z.ZodType<Baseline> = z.strictObject({
  version: z.literal(1),
  entries: z.array(
    z.strictObject({
      rule: z.string(),
      object: z.string(),
      path: z.string(),
      id: z.string(),
      count: z.int().positive(),
    }),
  ),
});

/**
 * Reads a baseline file.
 *
 * @throws UsageError with code `bad-baseline`, naming file, line and column
 */
export function readBaseline(file: SourceFile): Baseline {
  // JSON is read as YAML, for the places.
  const parsed = parseYaml(file);
  const root = parsed.documents[0]?.root;
  const decoded = root && decode(root, baselineSchema, { code: 'baseline/bad-file' });
  const [problem] = [...parsed.diagnostics, ...(decoded?.diagnostics ?? [])];
  if (decoded?.value && !problem) return decoded.value;
  const { line, column } = positionAt(file.lines, problem?.span.start ?? 0);
  const message = problem?.message ?? 'The file is empty.';
  throw new UsageError('bad-baseline', `${file.path}:${line}:${column}: ${message}`);
}

/** What a baseline keeps of a finding. */
export type BaselineFinding = Omit<BaselineEntry, 'count'>;

/** A baseline of findings, in an order that changes little. */
export function toBaseline(findings: readonly BaselineFinding[]): Baseline {
  const byId = new Map<string, BaselineEntry>();
  for (const { rule, object, path, id } of findings) {
    byId.set(id, { rule, object, path, id, count: (byId.get(id)?.count ?? 0) + 1 });
  }
  const entries = [...byId.values()].sort((a, b) => compare(orderOf(a), orderOf(b)));
  return { version: 1, entries };
}

/** The baseline with what is new in findings; nothing is taken from it. */
export function extendBaseline(baseline: Baseline, findings: readonly BaselineFinding[]): Baseline {
  return combined(baseline, findings, Math.max);
}

/** The baseline without what there is no finding for any more; nothing is added to it. */
export function pruneBaseline(baseline: Baseline, findings: readonly BaselineFinding[]): Baseline {
  return combined(baseline, findings, Math.min);
}

function combined(
  { entries }: Baseline,
  findings: readonly BaselineFinding[],
  choose: (known: number, found: number) => number,
): Baseline {
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  const found = new Map(toBaseline(findings).entries.map((entry) => [entry.id, entry]));
  const ids = new Set([...known.keys(), ...found.keys()]);
  const counted = [...ids].flatMap((id): BaselineEntry[] => {
    const entry = found.get(id) ?? known.get(id);
    const count = choose(known.get(id)?.count ?? 0, found.get(id)?.count ?? 0);
    return entry && count > 0 ? [{ ...entry, count }] : [];
  });
  return { version: 1, entries: counted.sort((a, b) => compare(orderOf(a), orderOf(b))) };
}

/** What a baseline keeps of the findings of a report. */
export function baselineFindings(findings: readonly ReportedFinding[]): BaselineFinding[] {
  return findings.map(({ rule, subject, location, fingerprint }) => ({
    rule,
    object: subject?.object ?? location.file,
    path: subject?.field ?? '',
    id: fingerprint,
  }));
}

function orderOf({ rule, object, path, id }: BaselineEntry): string {
  return [rule, object, path, id].join('\0');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The baseline as text, one entry a line, so that merges seldom conflict. */
export function printBaseline({ entries }: Baseline): string {
  if (entries.length === 0) return '{ "version": 1, "entries": [] }\n';
  const lines = entries.map((entry) => `  ${JSON.stringify(entry)}`);
  return `{ "version": 1, "entries": [\n${lines.join(',\n')}\n] }\n`;
}

/** What a baseline makes of findings: which ones it knows, and which entries are left over. */
export function matchBaseline<T extends { readonly fingerprint: string }>(
  findings: readonly T[],
  baseline: Baseline,
): { readonly fresh: T[]; readonly known: T[]; readonly stale: BaselineEntry[] } {
  const left = new Map(baseline.entries.map((entry) => [entry.id, entry.count]));
  const fresh: T[] = [];
  const known: T[] = [];
  for (const finding of findings) {
    const count = left.get(finding.fingerprint) ?? 0;
    if (count > 0) left.set(finding.fingerprint, count - 1);
    (count > 0 ? known : fresh).push(finding);
  }
  const stale = baseline.entries.filter(({ id }) => (left.get(id) ?? 0) > 0);
  return { fresh, known, stale };
}
