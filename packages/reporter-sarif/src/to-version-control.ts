/**
 * Which commit was looked at, as far as the caller says so.
 *
 * @module
 */

import type { VersionControl } from './options.js';
import { ROOT_ID } from './parts/artifact-uri.js';
import type { SarifVersionControl } from './sarif-log.js';

/** The provenance of a tree; none for a repository that has no address but a path on some machine. */
export function toVersionControl(given: VersionControl): SarifVersionControl | undefined {
  const repositoryUri = repositoryAddress(given.repository);
  if (repositoryUri === undefined) return undefined;
  const { revision, branch } = given;
  return {
    repositoryUri,
    ...(revision !== undefined && { revisionId: revision }),
    ...(branch !== undefined && { branch }),
    mappedTo: { uriBaseId: ROOT_ID },
  };
}

/** An address without user, password and anything else that could be a token. */
function repositoryAddress(address: string): string | undefined {
  const [, host, path] = /^(?:[^@/\\\s]+@)?([^@:/\\\s]{2,}):(?!\/\/)([^\\\s]+)$/.exec(address) ?? [];
  const text = host === undefined ? address : `ssh://${host}/${path}`;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!['https:', 'http:', 'ssh:', 'git:'].includes(url.protocol)) return undefined;
  url.username = '';
  url.password = '';
  url.search = '';
  url.hash = '';
  return url.href;
}
