/**
 * Takes characters off the ends of a text. An expression that looks for them at the end of a text looks from each of its
 * characters on, which on a long text takes minutes.
 *
 * @module
 */

/** The text without any of some characters at its beginning and its end. */
export function trimCharacters(text: string, characters: string): string {
  let start = 0;
  while (start < text.length && characters.includes(text[start] ?? '')) start++;
  return trimEndCharacters(text.slice(start), characters);
}

/** The text without any of some characters at its end. */
export function trimEndCharacters(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1] ?? '')) end--;
  return text.slice(0, end);
}
