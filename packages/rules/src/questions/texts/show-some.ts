import { showList } from './show-list.js';

const MOST = 3;

/** The first of many words, as a sentence lists them: `'a', 'b', 'c' and 4 more`. */
export function showSome(words: readonly string[]): string {
  const more = words.length - MOST;
  if (more <= 0) return showList(words);
  const first = words.slice(0, MOST).map((word) => `'${word}'`);
  return `${first.join(', ')} and ${more} more`;
}
