/**
 * Brings a chart of a Helm repository: finds the version in the index, and fetches the archive that it names.
 * Source: source-controller/internal/helm/repository/chart_repository.go.
 *
 * @module
 */
import { parseYaml, type RepoPath, sourceFile, toPlain } from '@fluxvet/core';
import { sha256 } from '../lock/packed-tree.js';
import { PullFailure } from './ask/failure.js';
import { type Client, demandGood, parseUrl } from './ask/http-client.js';
import type { Brought, ChartAsk } from './content/brought.js';
import { chartFiles } from './content/chart-files.js';
import { compareVersions, isWhole, parseRange, parseVersion } from './content/versions.js';

interface ChartVersion {
  readonly version: string;
  readonly urls: readonly string[];
  readonly digest: string | undefined;
  readonly created: string;
}

/** Indexes that were read in this run. */
export type Indexes = Map<string, Promise<unknown>>;

export async function bringChart(ask: ChartAsk, client: Client, indexes: Indexes): Promise<Brought> {
  const base = parseUrl(ask.url);
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  const index = indexes.get(base.href) ?? readIndex(base, client);
  indexes.set(base.href, index);
  const chosen = choose(versionsOf(await index, ask.chart), ask);
  const [first] = chosen.urls;
  if (first === undefined)
    throw new PullFailure(`the index names no address of ${ask.chart} ${chosen.version}`);
  const address = parseUrl(first, base);
  if (address.search === '') address.search = base.search;
  // Credentials of the repository are not for other servers.
  if (address.origin === base.origin && address.username === '') {
    address.username = base.username;
    address.password = base.password;
  }
  const answer = await client.ask(address, { limit: client.limits.archive });
  const archive = demandGood(answer, `the archive of ${ask.chart} ${chosen.version}`);
  const digest = chosen.digest?.replace(/^sha256:/, '').toLowerCase();
  if (digest !== undefined && digest !== sha256(archive)) {
    throw new PullFailure(
      `the archive of ${ask.chart} ${chosen.version} has another digest than the index says`,
    );
  }
  return { files: await chartFiles(archive, ask.chart, client.limits), revision: chosen.version };
}

async function readIndex(base: URL, client: Client): Promise<unknown> {
  const url = new URL(base);
  url.pathname += 'index.yaml';
  const answer = await client.ask(url, { limit: client.limits.index });
  const text = demandGood(answer, 'the index').toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    // Most are YAML.
  }
  const { documents, diagnostics } = parseYaml(sourceFile('index.yaml' as RepoPath, text));
  const [problem] = diagnostics;
  const root = documents[0]?.root;
  if (!root || problem)
    throw new PullFailure(`the index cannot be read: ${problem?.message ?? 'it is empty'}`);
  return toPlain(root);
}

function versionsOf(index: unknown, chart: string): ChartVersion[] {
  const entries = field(index, 'entries');
  if (typeof entries !== 'object' || entries === null)
    throw new PullFailure("the index is none: it has no 'entries'");
  const list = Object.hasOwn(entries, chart) ? field(entries, chart) : undefined;
  if (!Array.isArray(list) || list.length === 0) throw new PullFailure(`the index has no chart '${chart}'`);
  return list.flatMap((each): ChartVersion[] => {
    const version = field(each, 'version');
    const urls = field(each, 'urls');
    const digest = field(each, 'digest');
    if (typeof version !== 'string') return [];
    return [
      {
        version,
        urls: Array.isArray(urls) ? urls.filter((url) => typeof url === 'string') : [],
        digest: typeof digest === 'string' && digest !== '' ? digest : undefined,
        created: String(field(each, 'created') ?? ''),
      },
    ];
  });
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** A version that is written exactly so, or the highest that the range lets in; of equal ones the one made last. */
function choose(versions: readonly ChartVersion[], { chart, version, revision }: ChartAsk): ChartVersion {
  const wanted = revision ?? version;
  const exact = versions.find((each) => each.version === wanted);
  if (exact) return exact;
  if (revision !== undefined) throw new PullFailure(`the index has no ${chart} ${revision} any more`);
  const range = parseRange(wanted);
  if (!range) throw new PullFailure(`'${wanted}' is no range of versions`);
  const fitting = versions.flatMap((each) => {
    const read = isWhole(each.version) ? parseVersion(each.version) : undefined;
    return read && range(read) ? [{ each, read }] : [];
  });
  fitting.sort((a, b) => compareVersions(b.read, a.read) || (a.each.created < b.each.created ? 1 : -1));
  const [best] = fitting;
  if (!best) throw new PullFailure(`the index has no ${chart} of version '${wanted}'`);
  return best.each;
}
