/**
 * Runs a module of JavaScript or TypeScript and answers what it exports.
 *
 * @module
 */
import { pathToFileURL } from 'node:url';

/** The exports of a module. TypeScript is loaded by jiti, which costs time and is loaded only then. */
export async function importModule(path: string): Promise<Readonly<Record<string, unknown>>> {
  if (!/\.[mc]?ts$/.test(path)) return (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  const { createJiti } = await import('jiti');
  return (await createJiti(path).import(path)) as Record<string, unknown>;
}
