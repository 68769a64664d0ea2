/**
 * Brings one thing that is wanted, from wherever it is.
 *
 * @module
 */

import type { Env } from '../lock/cache.js';
import { PullFailure } from './ask/failure.js';
import { type Client, demandGood, parseUrl } from './ask/http-client.js';
import type { Brought } from './content/brought.js';
import { bringGit } from './git/bring-git.js';
import { bringChart, type Indexes } from './helm-repository.js';
import { bringOci, bringOciChart } from './registry/oci.js';
import type { Want } from './wants.js';

/** What is needed to bring things. */
export interface Means {
  readonly client: Client;
  readonly env: Env;
  readonly indexes: Indexes;
}

/**
 * Brings what is wanted; with a revision what was brought at an earlier time.
 *
 * @throws PullFailure where that cannot be done
 */
export function bring(
  want: Want,
  revision: string | undefined,
  { client, env, indexes }: Means,
): Promise<Brought> {
  const { kind, url, ref, chart, insecure, layer, sparse } = want;
  switch (kind) {
    case 'git':
      return bringGit({ url, ref, sparse, revision }, client, env);
    case 'oci':
      return bringOci(
        { url, ref: typeof ref === 'object' ? ref : undefined, insecure, layer, revision },
        client,
        env,
      );
    case 'chart': {
      const ask = { url, chart: chart ?? '', version: typeof ref === 'string' ? ref : '*', revision };
      return url.startsWith('oci://')
        ? bringOciChart(ask, insecure, client, env)
        : bringChart(ask, client, indexes);
    }
    case 'file':
      return bringFile(url, client);
  }
}

async function bringFile(address: string, client: Client): Promise<Brought> {
  const url = parseUrl(address);
  const body = demandGood(await client.ask(url, { limit: client.limits.archive }), 'the file');
  const name = url.pathname.split('/').at(-1);
  if (!name) throw new PullFailure('the address names no file');
  return { files: new Map([[decodeURIComponent(name), body]]), revision: url.pathname };
}
