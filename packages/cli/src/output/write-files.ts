/**
 * Writes files as a whole: beside their places first, then moved there. What fails leaves every file as it was.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { UsageError } from '@fluxvet/core';

/**
 * Writes a file.
 *
 * @throws UsageError where it cannot be written
 */
export function writeText(path: string, text: string): void {
  // What is given for a file can be a device, as /dev/stdout is.
  const found = statSync(path, { throwIfNoEntry: false });
  try {
    if (found && !found.isFile()) writeFileSync(path, text);
    else moveAll([prepared(found ? realpathSync(path) : path, text)]);
  } catch (error) {
    throw new UsageError('bad-argument', `'${path}' cannot be written: ${causeOf(error)}.`);
  }
}

/**
 * Writes files below a directory, and nothing outside of it whatever links are in it.
 *
 * @throws UsageError that tells which files are written, where not all are
 */
export function writeBelow(directory: string, files: ReadonlyMap<string, string>): void {
  const ready: Prepared[] = [];
  let name = '';
  try {
    const root = realpathSync(directory);
    for (const [path, text] of files) {
      name = path;
      const place = realpathSync(resolve(directory, path));
      if (!place.startsWith(root.endsWith(sep) ? root : root + sep))
        throw new Error('it is outside of the directory');
      ready.push(prepared(place, text));
    }
  } catch (error) {
    for (const { unfinished } of ready) rmSync(unfinished, { force: true });
    throw new UsageError(
      'bad-argument',
      `'${name}' cannot be written, and no file is changed: ${causeOf(error)}.`,
    );
  }
  moveAll(ready);
}

interface Prepared {
  readonly unfinished: string;
  readonly place: string;
}

function prepared(place: string, text: string): Prepared {
  const unfinished = join(
    dirname(place),
    `.${basename(place).slice(0, 200)}.${randomBytes(6).toString('hex')}.tmp`,
  );
  const mode = statSync(place, { throwIfNoEntry: false })?.mode;
  try {
    // Never into something that is there already.
    writeFileSync(unfinished, text, { flag: 'wx' });
    if (mode !== undefined) chmodSync(unfinished, mode & 0o7777);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  return { unfinished, place };
}

function moveAll(files: readonly Prepared[]): void {
  const moved: string[] = [];
  for (const [at, { unfinished, place }] of files.entries()) {
    try {
      renameSync(unfinished, place);
      moved.push(place);
    } catch (error) {
      for (const each of files.slice(at)) rmSync(each.unfinished, { force: true });
      const done = moved.length === 0 ? 'no file is changed' : `only ${moved.join(', ')} is changed`;
      throw new UsageError('bad-argument', `'${place}' cannot be written, and ${done}: ${causeOf(error)}.`);
    }
  }
}

function causeOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
