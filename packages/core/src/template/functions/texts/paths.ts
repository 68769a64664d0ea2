/**
 * Paths with slashes.
 * Source: package path of Go; path/filepath is the same where slashes part.
 *
 * @module
 */
import { type Functions, fn } from '../call/define.js';

export function cleanPath(path: string): string {
  if (path === '') return '.';
  const rooted = path.startsWith('/');
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!rooted) kept.push(part);
  }
  const joined = (rooted ? '/' : '') + kept.join('/');
  return joined === '' ? '.' : joined;
}

export function baseName(path: string): string {
  if (path === '') return '.';
  const stripped = path.replace(/\/+$/, '');
  return stripped === '' ? '/' : stripped.slice(stripped.lastIndexOf('/') + 1);
}

function extension(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot);
}

const BASE = fn(['string'], baseName);
const CLEAN = fn(['string'], cleanPath);
const DIR = fn(['string'], (path) => cleanPath(path.slice(0, path.lastIndexOf('/') + 1)));
const EXT = fn(['string'], extension);
const IS_ABS = fn(['string'], (path) => path.startsWith('/'));

export const PATHS: Functions = {
  base: BASE,
  clean: CLEAN,
  dir: DIR,
  ext: EXT,
  isAbs: IS_ABS,
  osBase: BASE,
  osClean: CLEAN,
  osDir: DIR,
  osExt: EXT,
  osIsAbs: IS_ABS,
};
