/**
 * Git repositories for tests: made by git, and served over http by git's own program.
 *
 * @module
 */
import { spawn, spawnSync } from 'node:child_process';
import type { RequestListener } from 'node:http';
import { type Files, writeFiles } from './program-on-disk.js';

const ENV = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};

/** Why the tests with git cannot run here; nothing where they can. */
export function whyNoGit(): string | undefined {
  const { status, error } = spawnSync('git', ['http-backend'], { env: { ...ENV, REQUEST_METHOD: 'GET' } });
  if (error) return "the program 'git' is not installed";
  return status === 127 || status === 1 ? "git comes without 'http-backend'" : undefined;
}

/** Runs git in a directory. */
export function gitIn(directory: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', ['-C', directory, ...args], {
    env: ENV,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

/** Makes a repository with one commit on the branch `main`; answers the commit. */
export function initRepository(directory: string, files: Files): string {
  gitIn(directory, 'init', '--quiet', '--initial-branch=main');
  gitIn(directory, 'config', 'http.receivepack', 'false');
  return commit(directory, files);
}

/** Commits files; answers the commit. */
export function commit(directory: string, files: Files): string {
  writeFiles(directory, files);
  gitIn(directory, 'add', '--all');
  gitIn(directory, 'commit', '--quiet', '--allow-empty', '-m', 'files');
  return gitIn(directory, 'rev-parse', 'HEAD');
}

/** Serves the repositories below a directory, as `/name/.git`. */
export function gitBackend(root: string): RequestListener {
  return (request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const backend = spawn('git', ['http-backend'], {
      env: {
        ...ENV,
        GIT_PROJECT_ROOT: root,
        GIT_HTTP_EXPORT_ALL: '1',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        REQUEST_METHOD: request.method ?? 'GET',
        PATH_INFO: decodeURIComponent(path),
        QUERY_STRING: query,
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
        REMOTE_ADDR: '127.0.0.1',
      },
    });
    request.pipe(backend.stdin);
    const chunks: Buffer[] = [];
    backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    backend.on('close', () => {
      const output = Buffer.concat(chunks);
      const end = output.indexOf('\r\n\r\n');
      let status = 200;
      for (const line of output.subarray(0, end).toString('latin1').split('\r\n')) {
        const [name = '', value = ''] = line.split(/: (.*)/);
        if (name === 'Status') status = Number.parseInt(value, 10);
        else response.setHeader(name, value);
      }
      response.statusCode = status;
      response.end(output.subarray(end + 4));
    });
  };
}
