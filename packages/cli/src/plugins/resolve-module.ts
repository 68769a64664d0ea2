/**
 * Where the module of a plug-in or a configuration stands: resolved from the file that names it, never from the working
 * directory or from fluxvet's own installation.
 *
 * @module
 */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { own } from '@fluxvet/core';

/** The file of a module, or `undefined` where there is none. */
export function resolveModule(specifier: string, from: string): string | undefined {
  if (/^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..') {
    return fileOf(resolve(dirname(from), specifier), '.');
  }
  const [, name = '', rest = ''] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(specifier) ?? [];
  for (let at = dirname(from); ; at = dirname(at)) {
    const directory = join(at, 'node_modules', name);
    if (name !== '' && existsSync(directory)) return fileOf(directory, `.${rest}`);
    if (dirname(at) === at) return undefined;
  }
}

const INDEXES = ['index.js', 'index.mjs', 'index.ts', 'index.mts'];

function fileOf(path: string, entry: string): string | undefined {
  if (!existsSync(path)) return undefined;
  if (!statSync(path).isDirectory()) return path;
  const candidates = [
    ...fromManifest(join(path, 'package.json'), entry),
    ...(entry === '.' ? INDEXES : [entry]),
  ];
  return candidates
    .map((each) => join(path, each))
    .find((each) => existsSync(each) && statSync(each).isFile());
}

function fromManifest(path: string, entry: string): string[] {
  if (!existsSync(path)) return [];
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as { exports?: unknown; main?: unknown };
  const exported = target(manifest.exports, entry);
  if (exported !== undefined) return [exported];
  return entry === '.' && typeof manifest.main === 'string' ? [manifest.main] : [];
}

/** The file that `exports` names for an entry, under the conditions that an import has. */
function target(exports: unknown, entry: string): string | undefined {
  if (typeof exports === 'string') return entry === '.' ? exports : undefined;
  if (typeof exports !== 'object' || exports === null) return undefined;
  const map = exports as Record<string, unknown>;
  if (Object.keys(map).some((key) => key.startsWith('.'))) return conditional(own(map, entry));
  return entry === '.' ? conditional(map) : undefined;
}

function conditional(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [condition, inner] of Object.entries(value)) {
    if (!['node', 'import', 'module', 'default'].includes(condition)) continue;
    const found = conditional(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}
