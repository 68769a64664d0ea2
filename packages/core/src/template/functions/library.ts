/**
 * All functions of Helm's templates that need no chart and no cluster.
 *
 * @module
 */
import type { GoFunction } from '../execute/rendering.js';
import type { Functions } from './call/define.js';
import { DEFAULTS } from './collections/defaults.js';
import { DICTS } from './collections/dicts.js';
import { LISTS } from './collections/lists.js';
import { DOCUMENTS } from './documents/documents.js';
import { BUILTINS } from './language/builtins.js';
import { CERTIFICATES } from './language/certificates.js';
import { COMPARE } from './language/compare.js';
import { INCLUDE } from './language/include.js';
import { UNKNOWNS } from './language/unknowns.js';
import { DATES } from './numbers/dates.js';
import { NUMBERS } from './numbers/numbers.js';
import { VERSIONS } from './numbers/versions.js';
import { ENCODINGS } from './texts/encoding.js';
import { PATHS } from './texts/paths.js';
import { REGULAR_EXPRESSIONS } from './texts/regular-expressions.js';
import { TEXTS } from './texts/texts.js';
import { URLS } from './texts/urls.js';

const GROUPS: readonly Functions[] = [
  BUILTINS,
  COMPARE,
  DEFAULTS,
  DICTS,
  LISTS,
  TEXTS,
  REGULAR_EXPRESSIONS,
  ENCODINGS,
  PATHS,
  URLS,
  NUMBERS,
  DATES,
  VERSIONS,
  DOCUMENTS,
  UNKNOWNS,
  CERTIFICATES,
  INCLUDE,
];

/** The library, and the functions that only the caller can give; those win. */
export function functionLibrary(own: Functions = {}): ReadonlyMap<string, GoFunction> {
  return new Map([...GROUPS, own].flatMap((group) => Object.entries(group)));
}
