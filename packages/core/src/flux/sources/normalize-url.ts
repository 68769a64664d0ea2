/**
 * One spelling for the addresses of a repository: the way in which it is fetched does not count.
 *
 * @module
 */
import { trimCharacters } from '../../source/text/trim-characters.js';

const PORTS: ReadonlyMap<string, string> = new Map([
  ['ssh', '22'],
  ['https', '443'],
  ['http', '80'],
]);

/**
 * The host and path that a repository's address names, without scheme, user, usual port and `.git`.
 *
 * `ssh://git@github.com/org/fleet.git`, `git@github.com:org/fleet` and `https://GitHub.com/org/fleet/` are one.
 */
export function normalizeUrl(url: string): string {
  const scp = /^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)(.+)$/.exec(url);
  const full = /^([a-z][a-z0-9+.-]*):\/\/(?:[^@/]*@)?([^/:]+)(?::(\d+))?\/?(.*)$/i.exec(url);
  if (full) {
    const [, scheme = '', host = '', port, path = ''] = full;
    const odd = port !== undefined && port !== PORTS.get(scheme.toLowerCase());
    return join(host, odd ? `:${port}` : '', path);
  }
  if (scp) return join(scp[1] ?? '', '', scp[2] ?? '');
  return url;
}

function join(host: string, port: string, path: string): string {
  const clean = trimCharacters(path, '/').replace(/\.git$/, '');
  // Azure DevOps spells its paths differently for ssh.
  const azure = /^v3\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(clean);
  if (host.toLowerCase() === 'ssh.dev.azure.com' && azure) {
    return `dev.azure.com/${azure[1]}/${azure[2]}/_git/${azure[3]}`;
  }
  return `${host.toLowerCase()}${port}/${clean}`;
}
