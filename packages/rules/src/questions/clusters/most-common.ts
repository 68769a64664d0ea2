/**
 * The value that most of several things have.
 *
 * @module
 */

/** The most frequent text; of those that are equally frequent a preferred one, and nothing where that does not decide. */
export function mostCommon(texts: readonly string[], preferred: readonly string[] = []): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const best = [...counts].filter(([, count]) => count === most).map(([text]) => text);
  if (best.length === 1) return best[0];
  return preferred.find((text) => best.includes(text));
}
