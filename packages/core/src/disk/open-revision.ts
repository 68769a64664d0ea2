/**
 * A revision of a git repository as a file tree, read through `git` without a checkout.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { type FileTree, type TreeNote, treeOf } from '../source/file-tree.js';
import type { RepoPath } from '../source/repo-path.js';
import { type SourceFile, sourceFile } from '../source/source-file.js';
import { UsageError } from '../source/usage-error.js';
import { readCheckout } from './read-checkout.js';

/**
 * Opens the state that a directory had at a revision.
 *
 * @param revision - whatever `git rev-parse` takes: a branch, a tag, a commit
 * @throws UsageError `bad-argument` where git is not there, the directory is in no repository, or the revision is unknown
 */
export function openRevision(directory: string, revision: string): FileTree {
  // Anything that begins with a hyphen would be an option.
  if (revision.startsWith('-')) throw new UsageError('bad-argument', `'${revision}' is no revision.`);
  const commit = commitOf(directory, revision);
  const listing = git(directory, ['ls-tree', '-r', '-z', commit]).toString('utf8');
  const blobs = new Map<RepoPath, string>();
  const links = new Set<RepoPath>();
  const submodules: RepoPath[] = [];
  for (const line of listing.split('\0').filter(Boolean)) {
    const [head = '', path = ''] = split(line, '\t');
    const [mode, , hash = ''] = head.split(' ');
    if (mode === '120000') links.add(path as RepoPath);
    else if (mode === '160000') submodules.push(path as RepoPath);
    else blobs.set(path as RepoPath, hash);
  }
  const notes: TreeNote[] = [...links].map((path) => ({ path, reason: 'link-broken' }));
  const contents = readBlobs(
    directory,
    new Set([...blobs].filter(([path]) => isRead(path)).map(([, hash]) => hash)),
  );
  const files = new Map<RepoPath, SourceFile | undefined>();
  const read = (path: RepoPath): SourceFile | undefined => {
    if (!files.has(path)) files.set(path, readFile(path));
    return files.get(path);
  };
  const checkout = readCheckout(realpathSync(directory));
  return {
    ...treeOf([...blobs.keys()].sort(), read, { links, notes, ...(checkout && { checkout }) }),
    submodules,
  };

  function readFile(path: RepoPath): SourceFile | undefined {
    const hash = blobs.get(path);
    if (hash === undefined) return undefined;
    const content = contents.get(hash) ?? git(directory, ['cat-file', 'blob', hash]);
    return sourceFile(path, content);
  }
}

/** Files that are read in one go; the others, such as those of generators, one by one when they are asked for. */
function isRead(path: string): boolean {
  return /\.(ya?ml|json|env|properties|txt)$|ignore$|\.gitmodules$/.test(path);
}

function split(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return [text.slice(0, index), text.slice(index + at.length)];
}

const MOST_BYTES = 2 ** 30;
const TIMEOUT = 60_000;

/**
 * What keeps git from running or fetching anything that the repository's configuration names: hooks, watchers of files,
 * programs for protocols, pages and credentials. What is asked for needs none of them.
 */
const SAFE = [
  '--no-pager',
  '--no-replace-objects',
  ...[
    'core.hooksPath=/dev/null',
    'core.fsmonitor=false',
    'core.sshCommand=false',
    'core.askPass=',
    'core.alternateRefsCommand=false',
    'credential.helper=',
    'protocol.allow=never',
    'uploadpack.packObjectsHook=',
    'diff.external=',
    'log.showSignature=false',
  ].flatMap((setting) => ['-c', setting]),
];

/** The environment of git: no settings of git in it count, but where the user keeps theirs. */
function safeEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^GIT_(?!CONFIG_(GLOBAL|SYSTEM)$)/.test(name),
  );
  return {
    ...Object.fromEntries(entries),
    // Objects that a partial clone does not have stay away, and no list of the configuration lets a protocol in.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_ATTR_NOSYSTEM: '1',
  };
}

function commitOf(directory: string, revision: string): string {
  const args = ['-C', directory, 'rev-parse', '--verify', '--quiet', `${revision}^{commit}`];
  const { status, stdout, stderr } = spawnSync('git', [...SAFE, ...args], {
    env: safeEnvironment(),
    timeout: TIMEOUT,
  });
  // It says nothing where only the revision is unknown.
  if (status === 1 && stderr.length === 0) {
    throw new UsageError('bad-argument', `The repository of '${directory}' has no revision '${revision}'.`);
  }
  return status === 0 ? stdout.toString().trim() : git(directory, args.slice(2)).toString().trim();
}

function git(directory: string, args: readonly string[], input?: string): Buffer {
  const result = spawnSync('git', [...SAFE, '-C', directory, ...args], {
    env: safeEnvironment(),
    timeout: TIMEOUT,
    maxBuffer: MOST_BYTES,
    ...(input !== undefined && { input }),
  });
  if (result.status === 0) return result.stdout;
  const why = result.error?.message ?? result.stderr.toString('utf8').trim();
  throw new UsageError(
    'bad-argument',
    `git ${args.join(' ')} fails in '${directory}'${why ? `: ${why}` : '.'}`,
  );
}

/** `git cat-file --batch` writes a line with hash, type and size before each content, and a line break behind it. */
function readBlobs(directory: string, hashes: ReadonlySet<string>): Map<string, Buffer> {
  const contents = new Map<string, Buffer>();
  if (hashes.size === 0) return contents;
  const output = git(directory, ['cat-file', '--batch'], `${[...hashes].join('\n')}\n`);
  let at = 0;
  while (at < output.length) {
    const lineEnd = output.indexOf(10, at);
    const [hash = '', type, size] = output.subarray(at, lineEnd).toString('utf8').split(' ');
    const start = lineEnd + 1;
    const length = type === 'blob' ? Number(size) : 0;
    if (type === 'blob') contents.set(hash, output.subarray(start, start + length));
    at = start + length + (type === 'blob' ? 1 : 0);
  }
  return contents;
}
