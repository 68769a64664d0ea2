/**
 * Writes the baseline: only when asked, and only what was asked.
 *
 * @module
 */
import {
  baselineFindings,
  check,
  extendBaseline,
  printBaseline,
  pruneBaseline,
  type Report,
  UsageError,
} from '@fluxvet/core';
import { baselinePath, loadBaseline } from '../config/load-config.js';
import type { OpenedRepository } from '../config/repository-options.js';
import type { Given } from '../output/command.js';
import type { Io } from '../output/io.js';
import { writeText } from '../output/write-files.js';
import { shownPath } from '../plugins/load-plugins.js';

/** Updates or prunes the baseline if an option asks for it; tells whether it did. */
export function writeBaseline(report: Report, given: Given, opened: OpenedRepository, io: Io): boolean {
  const update = given.flag('update-baseline');
  const prune = given.flag('prune-baseline');
  if (!update && !prune) return false;
  if (!report.complete) {
    throw new UsageError(
      'bad-baseline',
      'The run is incomplete: a baseline of it would hide what it did not see.',
    );
  }
  const { directory, loaded } = opened;
  const path = baselinePath(given.text('baseline'), loaded, { cwd: io.cwd, directory });
  // What the baseline already knows is not in a report that was made with it.
  const whole = check(opened.tree, opened.loaded);
  const findings = baselineFindings(whole.findings);
  let baseline = loadBaseline(path, io.cwd, loaded.files) ?? { version: 1 as const, entries: [] };
  if (update) baseline = extendBaseline(baseline, findings);
  if (prune) baseline = pruneBaseline(baseline, findings);
  writeText(path, printBaseline(baseline));
  io.warn(`fluxvet: ${shownPath(io.cwd, path)} has ${baseline.entries.length} entries\n`);
  return true;
}
