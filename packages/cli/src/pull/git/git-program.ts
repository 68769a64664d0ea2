/**
 * Runs the `git` program of the user, with the user's own credentials, in a way that nothing a repository says is run:
 * no hooks, no prompts, no configuration of the repository at hand, no transport but the one of the address.
 *
 * @module
 */
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../../lock/cache.js';
import { PullFailure } from '../ask/failure.js';
import { type Limits, showSize } from '../ask/limits.js';

/** A place where git works, and what it may take. */
export interface GitSetting {
  /** A directory of our own: a bare repository without hooks. */
  readonly directory: string;
  readonly env: Env;
  readonly limits: Limits;
  /** The only transports that git may use. */
  readonly protocols: string;
  /** Further settings, as `-c` takes them. */
  readonly settings: readonly string[];
}

const SETTINGS = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.symlinks=false',
  'submodule.recurse=false',
  'fetch.recurseSubmodules=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'credential.interactive=false',
  // Where an address leads is decided here, by the rules for redirects.
  'http.followRedirects=false',
  'http.lowSpeedLimit=1',
];

// What points at the repository at hand, or at programs for other commands.
const LEFT_OUT =
  /^GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_.*|NAMESPACE|CEILING_.*|TRACE.*|EXEC_PATH|TEMPLATE_DIR|PREFIX|PROXY_COMMAND|EXTERNAL_DIFF|PAGER|EDITOR|SEQUENCE_EDITOR)$/;

/** The most of what git prints is the content of a commit. */
const MOST_OUTPUT = 768 * 1024 * 1024;

/**
 * Runs git and answers what it prints.
 *
 * @throws PullFailure where it fails, takes too long or takes too much
 */
export function runGit(setting: GitSetting, args: readonly string[], input?: string): Promise<Buffer> {
  const { directory, limits, settings, protocols } = setting;
  const slow = `http.lowSpeedTime=${Math.ceil(limits.silence / 1000)}`;
  const all = [...SETTINGS, slow, ...settings].flatMap((each) => ['-c', each]);
  return new Promise((done, fail) => {
    const child = spawn('git', ['--git-dir', directory, ...all, ...args], {
      cwd: directory,
      env: environmentOf(setting.env, protocols),
      // A session of its own has no terminal that ssh could ask for a password.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const chunks: Buffer[] = [];
    let size = 0;
    let told = '';
    let why: string | undefined;
    const stop = (reason: string): void => {
      why ??= reason;
      killGroup(child.pid);
    };
    const timer = setTimeout(
      () => stop(`git is too slow: it is not done within ${Math.round(limits.time / 1000)} seconds`),
      limits.time,
    );
    const watch = setInterval(() => {
      if (sizeOf(directory) > limits.repository) stop(`git fetches more than ${showSize(limits.repository)}`);
    }, 200);
    const finish = (): void => {
      clearTimeout(timer);
      clearInterval(watch);
    };
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MOST_OUTPUT) stop(`git prints more than ${showSize(MOST_OUTPUT)}`);
      else chunks.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (told.length < 8192) told += chunk.toString('utf8');
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      finish();
      fail(new PullFailure(error.code === 'ENOENT' ? "the program 'git' is not installed" : error.message));
    });
    child.on('close', (code) => {
      finish();
      if (code === 0 && why === undefined) done(Buffer.concat(chunks));
      else fail(new PullFailure(why ?? explained(told)));
    });
    child.stdin.on('error', () => {
      // git has ended before it has read everything, which its own exit tells
    });
    child.stdin.end(input);
  });
}

function environmentOf(given: Env, protocols: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(given)) if (!LEFT_OUT.test(name)) env[name] = value;
  return {
    ...env,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: protocols,
    GIT_PROTOCOL_FROM_USER: '0',
    GIT_LFS_SKIP_SMUDGE: '1',
    SSH_ASKPASS_REQUIRE: 'never',
    GCM_INTERACTIVE: 'never',
  };
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // it has ended already
  }
}

function sizeOf(directory: string): number {
  let size = 0;
  try {
    for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) size += statSync(join(entry.parentPath, entry.name)).size;
    }
  } catch {
    // files come and go while git works
  }
  return size;
}

/** What git says, in one line: the last words are the reason. */
function explained(told: string): string {
  const lines = told
    .split('\n')
    .filter((line) => /^(fatal|error|remote|ssh|git@|Permission|Host key|.*denied)/i.test(line));
  const words = lines.map((line) => line.replace(/^(fatal|error|remote): */i, '')).filter(Boolean);
  if (/could not read (Username|Password)|Authentication failed|terminal prompts disabled/i.test(told)) {
    return 'it wants credentials, and git has none for it';
  }
  if (/Permission denied|publickey/i.test(told)) return 'the server refuses the keys that ssh offers';
  if (/Host key verification failed/i.test(told)) return "the server's host key is not known to ssh";
  if (/returned error: 404|not found/i.test(told)) return 'there is no such repository, or not for us (404)';
  const [first = told.trim() || 'git fails'] = words;
  return `git says: ${first}`;
}
