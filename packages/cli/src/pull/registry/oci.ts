/**
 * Brings an artifact of a registry: manifests that Flux pushed, or a chart.
 * Source: source-controller/docs/spec/v1/ocirepositories.md and internal/helm/repository/oci_chart_repository.go.
 *
 * @module
 */
import { goRegexp, type SourceRef } from '@fluxvet/core';
import type { Env } from '../../lock/cache.js';
import { PullFailure } from '../ask/failure.js';
import type { Client } from '../ask/http-client.js';
import type { Brought, ChartAsk } from '../content/brought.js';
import { chartFiles } from '../content/chart-files.js';
import { unpack } from '../content/unpack.js';
import { highest, isWhole, parseRange } from '../content/versions.js';
import { type Registry, registryOf } from './registry.js';

/** What is asked of a registry. */
export interface OciAsk {
  readonly url: string;
  readonly ref: SourceRef | undefined;
  readonly insecure: boolean;
  /** The type of the layer that is taken; the first one where none is given. */
  readonly layer?: string | undefined;
  /** The revision of an earlier time, to bring again. */
  readonly revision?: string | undefined;
}

const CHART = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

export async function bringOci(ask: OciAsk, client: Client, env: Env): Promise<Brought> {
  const registry = registryOf(ask.url, ask.insecure, client, env);
  const tag = ask.revision === undefined ? await tagOf(ask, registry) : '';
  const pinned = /sha256:[0-9a-f]{64}$/.exec(ask.revision ?? '')?.[0];
  const { digest, layers } = await imageAt(registry, pinned ?? tag);
  const layer = ask.layer === undefined ? layers[0] : layers.find(({ mediaType }) => mediaType === ask.layer);
  if (!layer)
    throw new PullFailure(`it has no layer${ask.layer === undefined ? '' : ` of the type '${ask.layer}'`}`);
  const archive = await registry.blob(layer.digest, client.limits.archive);
  const revision = ask.revision ?? (tag.startsWith('sha256:') ? tag : `${tag}@${digest}`);
  return { files: await unpack(archive, client.limits), revision };
}

/** Brings a chart of a Helm repository that is a registry. */
export async function bringOciChart(
  ask: ChartAsk,
  insecure: boolean,
  client: Client,
  env: Env,
): Promise<Brought> {
  const registry = registryOf(`${ask.url.replace(/\/+$/, '')}/${ask.chart}`, insecure, client, env);
  const [version, pinned] = ask.revision?.split('@') ?? [await chartVersion(ask, registry)];
  const { digest, layers } = await imageAt(registry, pinned ?? (version ?? '').replaceAll('+', '_'));
  const layer = layers.find(({ mediaType }) => mediaType === CHART || mediaType === 'application/tar+gzip');
  if (!layer) throw new PullFailure('it is no chart');
  const archive = await registry.blob(layer.digest, client.limits.archive);
  return {
    files: await chartFiles(archive, ask.chart.split('/').at(-1) ?? '', client.limits),
    revision: ask.revision ?? `${version}@${digest}`,
  };
}

async function chartVersion({ version }: ChartAsk, registry: Registry): Promise<string> {
  if (/^\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/.test(version)) return version;
  const range = parseRange(version);
  if (!range) throw new PullFailure(`'${version}' is no range of versions`);
  const tags = (await registry.tags()).map((tag) => tag.replaceAll('_', '+'));
  const found = highest(
    range,
    tags.filter((tag) => /^\d+\.\d+\.\d+/.test(tag)),
    (tag) => tag,
  );
  if (found === undefined) throw new PullFailure(`it has no version of '${version}'`);
  return found;
}

async function tagOf({ ref = {}, layer }: OciAsk, registry: Registry): Promise<string> {
  const { digest, semver, semverFilter, tag } = ref;
  if (digest !== undefined) return digest;
  if (semver === undefined) return tag ?? 'latest';
  const range = parseRange(semver);
  if (!range) throw new PullFailure(`'${semver}' is no range of versions`);
  const filter = semverFilter === undefined ? (): boolean => true : goRegexp(semverFilter);
  if (typeof filter !== 'function') throw new PullFailure(`'${semverFilter}' is no regular expression`);
  const tags = (await registry.tags()).filter((each) => isWhole(each) && filter(each));
  const found = highest(range, tags.sort(), (each) => (layer === CHART ? each.replaceAll('_', '+') : each));
  if (found === undefined) throw new PullFailure(`it has no tag with a version of '${semver}'`);
  return found;
}

interface Layer {
  readonly mediaType: string;
  readonly digest: string;
}

interface Image {
  readonly digest: string;
  readonly layers: readonly Layer[];
}

/** The layers behind a tag or a digest; of several platforms those of linux/amd64, as Flux takes them. */
async function imageAt(registry: Registry, reference: string): Promise<Image> {
  const { digest, value } = await registry.manifest(reference);
  const { layers, manifests } = value as { layers?: unknown; manifests?: unknown };
  if (Array.isArray(manifests)) {
    const platform = (each: { platform?: { os?: string; architecture?: string } }): boolean =>
      each.platform?.os === 'linux' && each.platform.architecture === 'amd64';
    const chosen: { digest?: unknown } | undefined = manifests.find(platform) ?? manifests[0];
    if (typeof chosen?.digest !== 'string' || !isDigest(chosen.digest))
      throw new PullFailure('its index names no manifest');
    const { value: inner } = await registry.manifest(chosen.digest);
    return { digest, layers: layersOf((inner as { layers?: unknown }).layers) };
  }
  return { digest, layers: layersOf(layers) };
}

function layersOf(layers: unknown): Layer[] {
  if (!Array.isArray(layers)) throw new PullFailure('its manifest has no layers');
  return layers.flatMap((each: Record<string, unknown> | null): Layer[] => {
    const { mediaType, digest } = each ?? {};
    if (typeof mediaType !== 'string' || typeof digest !== 'string' || !isDigest(digest)) return [];
    return [{ mediaType, digest }];
  });
}

function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}
