/**
 * The time that a check took, as `--stats` shows it.
 *
 * @module
 */
import type { Times } from '@fluxvet/core';

/** A table with the parts of the whole, the slowest rule first. */
export function showTimes({ model, rules, shared }: Times): string {
  const ofRules = [...rules.values()].reduce((sum, each) => sum + each, 0);
  const total = model + shared + ofRules;
  const row = (time: number, what: string): string => {
    const share = total === 0 ? 0 : (100 * time) / total;
    return `${time.toFixed(1).padStart(9)} ms ${share.toFixed(1).padStart(5)} %  ${what}\n`;
  };
  const slowestFirst = [...rules].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return [
    ...slowestFirst.map(([id, time]) => row(time, id)),
    row(ofRules, 'all rules'),
    row(shared, 'shared by rules: texts that are parsed, objects that are judged by their schemas'),
    row(model, 'the model'),
  ].join('');
}
