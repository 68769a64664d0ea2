/**
 * Why something is not brought: one clear line. It never ends the run, which goes on with the next source.
 *
 * @module
 */

/** A source that cannot be brought; the message is a sentence without its end. */
export class PullFailure extends Error {
  constructor(message: string) {
    super(oneLine(message));
    this.name = 'PullFailure';
  }
}

const LONGEST = 300;

/** What servers and programs say, without line breaks and control characters, and never endless. */
export function oneLine(text: string): string {
  const line = text
    .replace(/\p{C}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
