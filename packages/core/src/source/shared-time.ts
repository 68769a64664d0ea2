/**
 * The time of work that is done once for all who ask, such as parsing a file:
 * whoever asks first would seem slow, so that it is counted apart.
 *
 * @module
 */

let spent = 0;
let depth = 0;

/** Does work that others will find done, and counts its time. */
export function sharedWork<T>(work: () => T): T {
  const start = performance.now();
  depth++;
  try {
    return work();
  } finally {
    // Work within such work is counted with it.
    if (--depth === 0) spent += performance.now() - start;
  }
}

/** The milliseconds that such work took so far in this process; only differences mean something. */
export function sharedTime(): number {
  return spent;
}
