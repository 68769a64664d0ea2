/**
 * Whether a value among others is a credential, by its name and by its form.
 *
 * @module
 */
import {
  credentialInUrl,
  hasKnownToken,
  isCredentialName,
  isPlace,
  isPlaceholder,
  looksRandom,
  type MapNode,
  type Path,
  type RepoPath,
  type ScalarNode,
  textAt,
} from '@fluxvet/core';

/** Stands for the object of a value that is no part of one. */
export const EMPTY: MapNode = {
  kind: 'map',
  entries: [],
  origin: { span: { file: '' as RepoPath, start: 0, end: 0 } },
};

const REFERENCES = /(ref|existing\w*|secretname|remote\w*|valuefrom)$/i;

/** Whether the value at a path is a credential. */
export function isCredential(body: MapNode, path: Path, { value, tag }: ScalarNode): boolean {
  if (tag !== '!!str' || value.length < MIN_LENGTH) return false;
  if (hasKnownToken(value) && !isPlaceholder(value)) return true;
  if (value.includes('\n')) return false;
  if (value.includes('://')) return credentialInUrl(value) !== undefined;
  if (path.some((step) => typeof step === 'string' && REFERENCES.test(step))) return false;
  const key = path.findLast((step) => typeof step === 'string') ?? '';
  // A list of environment variables names them beside their values.
  const name = key === 'value' ? (textAt(body, ...path.slice(0, -1), 'name') ?? key) : key;
  if (!isCredentialName(name) || isPlaceholder(value) || isPlace(value)) return false;
  return looksRandom(value) || (/passw|passphrase|pwd/i.test(name) && isPassword(value));
}

const MIN_LENGTH = 6;

/** A word alone is most often the name of something. */
function isPassword(value: string): boolean {
  return (
    /\d/.test(value) &&
    /[A-Za-z]/.test(value) &&
    !/^[a-z0-9]+(?:[-_.][a-z0-9]+)+$/.test(value) &&
    !/\s/.test(value)
  );
}
