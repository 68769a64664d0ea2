// The shape of a report, for those who read it in other languages. A test holds it against real reports.
import { z } from 'zod';

const severity = z.enum(['error', 'warning', 'note']);
const text = z.string();
const count = z.int().nonnegative();
const place = z.int().positive();

const location = z
  .strictObject({ file: text, line: place, column: place, endLine: place, endColumn: place })
  .describe(
    'Lines and columns count from 1, columns in UTF-16 code units; the end is behind the last character',
  );

const change = z.strictObject({ location, start: count, end: count, text });
const fix = z.strictObject({ title: text, safety: z.enum(['safe', 'unsafe']), changes: z.array(change) });

const finding = {
  rule: text,
  severity,
  message: text,
  location: location.describe('Where to type'),
  related: z
    .array(z.strictObject({ location, message: text, role: z.enum(['before', 'after']).optional() }))
    .describe(
      'Further places: those that led there, the nearest first, those that follow, and those that stand beside it',
    ),
  subject: z.strictObject({ object: text, field: text }).optional(),
  clusters: z.array(text),
  fingerprint: text.describe('Equal for the same finding in other versions of the repository'),
  fix: fix.optional(),
  suggestions: z.array(fix).optional(),
};

const notice = z.strictObject({
  code: text,
  severity,
  message: text,
  location: location.optional(),
  rule: text.optional(),
  error: z
    .strictObject({ name: text, message: text, stack: text.optional() })
    .optional()
    .describe('What code of a plug-in threw'),
});

export const reportSchema = z.strictObject({
  version: z.literal(1),
  tool: z.strictObject({ name: text, version: text }),
  complete: z.boolean(),
  rules: z.array(
    z.strictObject({
      id: text,
      title: text,
      why: text,
      category: text,
      severity,
      confidence: text,
      tags: z.array(text),
      docs: text,
    }),
  ),
  plugins: z.array(z.strictObject({ name: text, version: text, namespace: text })),
  findings: z.array(z.strictObject(finding)),
  suppressed: z.array(
    z.strictObject({ ...finding, suppression: z.strictObject({ location, reason: text }) }),
  ),
  baseline: z
    .strictObject({ known: count, stale: z.array(z.strictObject({ rule: text, object: text, path: text })) })
    .optional(),
  gaps: z.array(
    z.strictObject({ code: text, message: text, location, clusters: z.array(text), silences: z.array(text) }),
  ),
  notices: z.array(notice),
  summary: z.strictObject({
    files: count,
    clusters: z.array(
      z.strictObject({
        name: text,
        root: text,
        kustomizations: count,
        helmReleases: count,
        sources: count,
        objects: count,
      }),
    ),
    errors: count,
    warnings: count,
    notes: count,
    suppressed: count,
    known: count,
  }),
});
