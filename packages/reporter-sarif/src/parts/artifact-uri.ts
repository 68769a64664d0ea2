/**
 * Paths of a tree as URIs that are relative to the root of the repository.
 *
 * @module
 */
import { wellFormed } from './message-text.js';

/** The name of the repository's root; where that is on a machine is nobody's business. */
export const ROOT_ID = '%SRCROOT%';

/** A path as a URI, each segment percent-encoded; the root is a dot. */
export function artifactUri(path: string): string {
  // A colon in the first segment would read as a scheme: encodeURIComponent leaves none.
  return path === '' ? '.' : path.split('/').map(encodeSegment).join('/');
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(wellFormed(segment));
}
