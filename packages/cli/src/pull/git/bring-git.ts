/**
 * Brings the files of a commit of a git repository. Nothing is checked out: the contents are read from git's own store,
 * so that no filter, no link and no name of a file does anything.
 *
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceRef } from '@fluxvet/core';
import type { Env } from '../../lock/cache.js';
import { PullFailure } from '../ask/failure.js';
import type { Client } from '../ask/http-client.js';
import { type Limits, showSize } from '../ask/limits.js';
import type { Brought } from '../content/brought.js';
import { type GitSetting, runGit } from './git-program.js';
import { type Chosen, chooseRef } from './git-ref.js';

/** What is asked of a repository. */
export interface GitAsk {
  readonly url: string;
  readonly ref: SourceRef | string | undefined;
  /** The directories that are taken; all where none is given. */
  readonly sparse: readonly string[];
  /** The revision of an earlier time, to bring again. */
  readonly revision?: string | undefined;
}

/** Fetches a commit and reads its files. */
export async function bringGit(ask: GitAsk, client: Client, env: Env): Promise<Brought> {
  const directory = mkdtempSync(join(tmpdir(), 'fluxvet-pull-'));
  try {
    const start = await settingFor(ask.url, directory, client, env);
    await runGit({ ...start.setting, settings: [] }, ['init', '--quiet', '--bare', '--template=', directory]);
    const { setting, url } = await afterRedirects(start, client);
    const commit = /(?:^|@)sha1:([0-9a-f]{40})$/.exec(ask.revision ?? '')?.[1];
    const chosen: Chosen =
      commit === undefined || ask.revision === undefined
        ? await chooseRef(ask.ref, (patterns) => listRefs(setting, url, patterns))
        : { commit, revision: ask.revision };
    await fetchCommit(setting, url, chosen);
    return {
      files: await filesOf(setting, chosen.commit, ask.sparse, client.limits),
      revision: chosen.revision,
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

interface Start {
  readonly setting: GitSetting;
  readonly url: string;
}

const TRANSPORTS: Readonly<Record<string, string>> = {
  'https:': 'https',
  'http:': 'http',
  'ssh:': 'ssh',
  'file:': 'file',
};

/** Finds out what git makes of an address by the user's own configuration, and whether that may be asked. */
async function settingFor(given: string, directory: string, client: Client, env: Env): Promise<Start> {
  const { limits, policy } = client;
  const bare: GitSetting = { directory, env, limits, protocols: 'none', settings: [] };
  const scp = /^([\w.-]+@)?([\w.-]+):([\w.~-][^\s:]*)$/.exec(given);
  const address = scp && !given.includes('://') ? `ssh://${scp[1] ?? ''}${scp[2]}/${scp[3]}` : given;
  parseGitUrl(address);
  const text = (await runGit(bare, ['ls-remote', '--get-url', '--', address])).toString('utf8').trim();
  const url = parseGitUrl(text);
  const protocols = TRANSPORTS[url.protocol] ?? 'none';
  if (url.protocol === 'file:') {
    if (!policy.allowsFile(text))
      throw new PullFailure(`'${text}' is a file of this machine, which 'pull.allow' must name`);
    return { setting: { ...bare, protocols }, url: text };
  }
  if (url.protocol === 'ssh:') {
    await demandSsh(url, client);
    return { setting: { ...bare, protocols, env: withBatchMode(env) }, url: text };
  }
  const settings = await pinned(url, client);
  return { setting: { ...bare, protocols, settings }, url: text };
}

function parseGitUrl(text: string): URL {
  let url: URL | undefined;
  try {
    url = new URL(text);
  } catch {
    // told below
  }
  if (!url || TRANSPORTS[url.protocol] === undefined) {
    throw new PullFailure(
      `'${text}' is no address that git is asked for: only https, http, ssh and file are`,
    );
  }
  // What begins with a hyphen would be an option of ssh.
  if (/^-/.test(url.hostname) || /^-/.test(url.username) || /[\n\r\0]/.test(text)) {
    throw new PullFailure('the address is none: it looks like an option');
  }
  return url;
}

/** A host that only the configuration of ssh knows is no address of this network's. */
async function demandSsh(url: URL, { policy }: Client): Promise<void> {
  try {
    await policy.addressesOf(url.hostname, url.port || '22');
  } catch (error) {
    if (!(error instanceof PullFailure && / is not known$/.test(error.message))) throw error;
  }
}

function withBatchMode(env: Env): Env {
  // A command that the user has set may be anything.
  if (env['GIT_SSH_COMMAND'] !== undefined || env['GIT_SSH'] !== undefined) return env;
  return { ...env, GIT_SSH_COMMAND: 'ssh -o BatchMode=yes' };
}

/** Holds git to the addresses that were allowed, whatever the name means the second time. */
async function pinned(url: URL, { policy }: Client): Promise<string[]> {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const addresses = await policy.addressesOf(url.hostname, port);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (addresses.some(({ address }) => address === host)) return [];
  const list = addresses.map(({ address, family }) => (family === 6 ? `[${address}]` : address)).join(',');
  return [`http.curloptResolve=${host}:${port}:${list}`];
}

/** git follows no redirect by itself: where the server leads elsewhere, the same rules decide about that place. */
async function afterRedirects(start: Start, client: Client): Promise<Start> {
  const { url, setting } = start;
  if (!/^https?:/.test(url)) return start;
  const base = url.replace(/\/+$/, '');
  const service = '/info/refs?service=git-upload-pack';
  const answer = await client.ask(`${base}${service}`, {
    limit: client.limits.archive,
    headers: { 'git-protocol': 'version=2' },
  });
  const to = answer.url.href;
  const hidden = new URL(`${base}${service}`);
  hidden.username = '';
  hidden.password = '';
  if (to.replace(/\/\/[^/@]*@/, '//') === hidden.href || !to.endsWith(service)) return start;
  const moved = to.slice(0, -service.length);
  return { url: moved, setting: { ...setting, settings: await pinned(new URL(moved), client) } };
}

async function listRefs(
  setting: GitSetting,
  url: string,
  patterns: readonly string[],
): Promise<Map<string, string>> {
  const text = (await runGit(setting, ['ls-remote', '--quiet', '--', url, ...patterns])).toString('utf8');
  return new Map(
    text.split('\n').flatMap((line): [string, string][] => {
      const [commit = '', name] = line.split('\t');
      return name !== undefined && /^[0-9a-f]{40}$/.test(commit) ? [[name, commit]] : [];
    }),
  );
}

const OPTIONS = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--force'];

/** A server that does not give a commit by its name gives the branch that it stands on. */
async function fetchCommit(setting: GitSetting, url: string, { commit, name }: Chosen): Promise<void> {
  const tries = [
    ['--depth=1', '--', url, `${commit}:refs/fluxvet/commit`],
    ...(name === undefined ? [] : [['--depth=1', '--', url, `${name}:refs/fluxvet/named`]]),
    ['--', url, 'refs/heads/*:refs/fluxvet/heads/*', 'refs/tags/*:refs/fluxvet/tags/*'],
  ];
  let first: unknown;
  for (const refs of tries) {
    try {
      await runGit(setting, ['fetch', ...OPTIONS, ...refs]);
      await runGit(setting, ['cat-file', '-e', `${commit}^{commit}`]);
      return;
    } catch (error) {
      first ??= error;
    }
  }
  throw first;
}

async function filesOf(
  setting: GitSetting,
  commit: string,
  sparse: readonly string[],
  limits: Limits,
): Promise<Map<string, Uint8Array>> {
  const list = (await runGit(setting, ['ls-tree', '-r', '-z', '-l', '--full-tree', commit])).toString('utf8');
  const hashes: [path: string, hash: string][] = [];
  let size = 0;
  for (const line of list.split('\0')) {
    // Links and submodules are no part of what Flux makes of a repository.
    const [, hash = '', bytes = '', path] =
      /^100\d{3} blob ([0-9a-f]{40}) +(\d+)\t([\s\S]*)$/.exec(line) ?? [];
    if (path === undefined || !isTaken(path, sparse)) continue;
    hashes.push([path, hash]);
    size += Number(bytes);
  }
  if (size > limits.unpacked)
    throw new PullFailure(`the commit holds more than ${showSize(limits.unpacked)}`);
  if (hashes.length > limits.files) throw new PullFailure(`the commit holds more than ${limits.files} files`);
  const wanted = [...new Set(hashes.map(([, hash]) => hash))];
  const output =
    wanted.length === 0
      ? Buffer.alloc(0)
      : await runGit(setting, ['cat-file', '--batch'], `${wanted.join('\n')}\n`);
  const contents = readBatch(output);
  return new Map(hashes.map(([path, hash]) => [path, contents.get(hash) ?? Buffer.alloc(0)]));
}

function isTaken(path: string, sparse: readonly string[]): boolean {
  if (sparse.length === 0) return true;
  return sparse.some((directory) => {
    const inner = directory.replace(/^(\.?\/)+|\/+$/g, '');
    return inner === '' || inner === '.' || path.startsWith(`${inner}/`);
  });
}

/** A line with name, type and size stands before each content, and a line break behind it. */
function readBatch(output: Buffer): Map<string, Buffer> {
  const contents = new Map<string, Buffer>();
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(10, at);
    const [hash = '', , size = '0'] = output.subarray(at, end).toString('latin1').split(' ');
    contents.set(hash, output.subarray(end + 1, end + 1 + Number(size)));
    at = end + 2 + Number(size);
  }
  return contents;
}
