import { expect, test } from 'vitest';
import { memoryTree } from '../source/file-tree.js';
import { jsonReporter } from './json.js';
import type { Report } from './report.js';

test('writes the whole report, whatever the text in it', () => {
  const message = 'a "quoted"\n\u0000\u001b[31m\u2028 </script> 😀 \ud800';
  const report: Report = {
    version: 1,
    tool: { name: 'fluxvet', version: '1.0.0' },
    complete: true,
    rules: [],
    plugins: [],
    findings: [],
    suppressed: [],
    baseline: undefined,
    gaps: [],
    notices: [{ code: 'c', severity: 'note', message }],
    summary: { files: 0, clusters: [], errors: 0, warnings: 0, notes: 0, suppressed: 0, known: 0 },
  };
  const written = jsonReporter(report, memoryTree({}));
  expect(JSON.parse(written)).toEqual(report);
  expect(written.endsWith('}\n')).toBe(true);
  expect(written).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
});
