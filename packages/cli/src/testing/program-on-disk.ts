/**
 * Files on disk and the program run among them, for tests.
 *
 * @module
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { main } from '../main.js';

/** Texts by their paths below a directory. */
export type Files = Readonly<Record<string, string>>;

/** Makes directories with files in them, which are taken away after the tests of the file that asks for this. */
export function directoriesOnDisk(): (files?: Files) => string {
  const roots: string[] = [];
  afterAll(() => {
    for (const root of roots) rmSync(root, { recursive: true, force: true });
  });
  return (files = {}) => {
    const root = mkdtempSync(join(tmpdir(), 'fluxvet-'));
    roots.push(root);
    writeFiles(root, files);
    return root;
  };
}

/** Writes files below a directory. */
export function writeFiles(root: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** What a run of the program printed. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the program in a directory. */
export async function runIn(
  cwd: string,
  argv: readonly string[],
  color = false,
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await main(argv, {
    cwd,
    write: (text) => {
      out += text;
    },
    warn: (text) => {
      err += text;
    },
    color,
    watched: false,
    env,
  });
  return { code, out, err };
}
