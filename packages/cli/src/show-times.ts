/**
 * The time that each rule took, as `--stats` shows it.
 *
 * @module
 */

/** A table, the slowest rule first. */
export function showTimes(times: ReadonlyMap<string, number>): string {
  const total = [...times.values()].reduce((sum, each) => sum + each, 0);
  const rows = [...times].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const lines = rows.map(([id, time]) => {
    const share = total === 0 ? 0 : (100 * time) / total;
    return `${time.toFixed(1).padStart(9)} ms ${share.toFixed(1).padStart(5)} %  ${id}\n`;
  });
  return `${lines.join('')}${total.toFixed(1).padStart(9)} ms          all rules\n`;
}
