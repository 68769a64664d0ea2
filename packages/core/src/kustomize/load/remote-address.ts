/**
 * The addresses of files and repositories that a kustomization can name.
 * Source: api/internal/git/repospec.go and api/internal/loader/fileloader.go of kustomize.
 *
 * @module
 */
import type { FileTree } from '../../source/file-tree.js';
import { type RepoPath, toRepoPath } from '../../source/repo-path.js';
import type { SourceFile } from '../../source/source-file.js';

/** What an address leads to. */
export type RemoteAddress =
  | { readonly kind: 'file'; readonly url: string }
  | {
      readonly kind: 'repository';
      readonly url: string;
      /** A branch, a tag or a commit; what the server shows first where it is absent. */
      readonly ref: string | undefined;
      readonly directory: RepoPath;
    };

/** The content of addresses, as far as it is there. */
export interface Remotes {
  file(address: string): SourceFile | undefined;
  base(address: string): RemoteBase | undefined;
}

/** A directory of another repository. */
export interface RemoteBase {
  readonly tree: FileTree;
  readonly directory: RepoPath;
}

/** Whether a path is an address that kustomize would fetch. */
export function isRemote(path: string): boolean {
  return /^(git::|https?:\/\/|ssh:\/\/|file:\/\/|oci:\/\/|gh:|[\w.-]+@[\w.-]+[:/]|(?:www\.)?github\.com[:/])/i.test(
    path,
  );
}

/** Reads an address; `undefined` where kustomize would not fetch it. */
export function parseRemoteAddress(text: string): RemoteAddress | undefined {
  const [path = '', query = ''] = text.replace(/^git::/i, '').split(/\?(.*)/s);
  if (/^https?:\/\/[^/]+\/.*\.(ya?ml|json)$/i.test(path) && !hasMarker(path))
    return { kind: 'file', url: text };
  const [, scheme = '', user = '', host = '', rest = ''] =
    /^((?:https?|ssh):\/\/)?([^@/]*@)?([^/:]+(?::\d+(?=\/))?)[/:](.*)$/i.exec(path) ?? [];
  const isGithub = /^(www\.)?github\.com$/i.test(host);
  // Without a scheme only GitHub, or what has a user, is an address.
  if (host === '' || (scheme === '' && user === '' && !isGithub)) return undefined;
  const [repository, inner] = splitPath(rest);
  const directory = toRepoPath(inner.replace(/^\/+/, ''));
  if (repository === '' || directory === undefined) return undefined;
  const values = new URLSearchParams(query);
  const ref = values.get('ref') || values.get('version') || undefined;
  const overSsh = /^ssh:/i.test(scheme) || (scheme === '' && user !== '');
  const url = `${overSsh ? 'ssh://' : scheme || 'https://'}${user}${host}/${repository}`;
  return { kind: 'repository', url, ref, directory };
}

function hasMarker(path: string): boolean {
  return /_git\/|\.git(\/|$)/.test(path) || path.replace(/^https?:\/\//i, '').includes('//');
}

/** Repository and directory: at a mark, or behind owner and name. */
function splitPath(path: string): [repository: string, directory: string] {
  const azure = /^(.*?_git\/[^/]*)\/?(.*)$/s.exec(path);
  if (azure) return [azure[1] ?? '', azure[2] ?? ''];
  const double = path.indexOf('//');
  if (double >= 0) return [path.slice(0, double), path.slice(double + 2)];
  const git = path.indexOf('.git');
  if (git >= 0) return [path.slice(0, git + 4), path.slice(git + 4)];
  const parts = path.split('/');
  return parts.length < 2 ? ['', ''] : [parts.slice(0, 2).join('/'), parts.slice(2).join('/')];
}
