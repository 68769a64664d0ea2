/**
 * A repository on disk whose cluster takes its apps from elsewhere, and `fluxvet pull` run in it, for tests.
 *
 * @module
 */
import { bootstrapped, parseRepo } from '@fluxvet/core/testing';
import { directoriesOnDisk, type Files, type Ran, runIn, writeFiles } from './program-on-disk.js';

/** A repository and a cache of its own. */
export interface PullOnDisk {
  readonly root: string;
  readonly env: Record<string, string>;
  fluxvet(...argv: readonly string[]): Promise<Ran>;
}

/** The files of a cluster with further objects, and a configuration that lets hosts be asked. */
export function clusterFiles(objects: string, allow: readonly string[]): Files {
  const { files } = parseRepo(`${bootstrapped('clusters/prod')}# === clusters/prod/apps.yaml\n${objects}`);
  return { ...files, 'fluxvet.config.yaml': `pull: { allow: ${JSON.stringify(allow)} }\n` };
}

/** Makes repositories, each with a cache of its own. */
export function pullsOnDisk(): (files: Files) => PullOnDisk {
  const directory = directoriesOnDisk();
  return (files) => {
    const root = directory(files);
    const home = directory();
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      FLUXVET_CACHE: `${home}/cache`,
      GIT_CONFIG_NOSYSTEM: '1',
    };
    return { root, env, fluxvet: (...argv) => runIn(root, argv, false, env) };
  };
}

/** Writes the credentials that docker would have for a registry. */
export function logIn({ env }: PullOnDisk, host: string, user: string, password: string): void {
  const auth = Buffer.from(`${user}:${password}`).toString('base64');
  writeFiles(env['HOME'] ?? '', { '.docker/config.json': JSON.stringify({ auths: { [host]: { auth } } }) });
}
