/**
 * What GitHub code scanning keeps of a file, and where it refuses one.
 * What is beyond is cut here, so that what is lost does not depend on GitHub and is said in the file.
 *
 * @module
 */

/** Of at most 25 000 results it keeps so many, by severity. */
export const MAX_RESULTS = 5_000;

/** A file of more than 10 MB after gzip is refused. Ours shrink to a tenth and less; the characters of all results count. */
export const MAX_CHARACTERS = 40_000_000;

/** Of at most 1 000 locations of a result it keeps so many. */
export const MAX_RELATED = 100;

/** Of at most 10 000 steps of a result it keeps so many. */
export const MAX_STEPS = 1_000;

/** Of at most 20 tags of a rule it keeps so many. */
export const MAX_TAGS = 10;

/** More extensions are refused. */
export const MAX_EXTENSIONS = 100;

/** The longest description of a rule. */
export const MAX_DESCRIPTION = 1_024;

/** The longest name of a rule. */
export const MAX_NAME = 255;
