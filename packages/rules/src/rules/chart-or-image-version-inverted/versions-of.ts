/**
 * The versions that an object names: of its chart, its images, or the artifact that it fetches.
 *
 * @module
 */
import {
  HELM_GROUP,
  isKind,
  itemsAt,
  type KubernetesObject,
  nodeAt,
  normalizeUrl,
  type Path,
  SOURCE_GROUP,
  scalarsOf,
  textAt,
} from '@fluxvet/core';

export interface NamedVersion {
  readonly version: string;
  readonly path: Path;
}

/** Versions by what they are versions of, in words. */
export function versionsOf(object: KubernetesObject): ReadonlyMap<string, NamedVersion> {
  if (isKind(object, HELM_GROUP, 'HelmRelease'))
    return new Map([...chartVersion(object), ...imageTags(object)]);
  if (object.id.group === SOURCE_GROUP) return new Map(tagOf(object));
  return PODS.has(object.id.kind) ? new Map(images(object)) : NONE;
}

type Entry = readonly [what: string, version: NamedVersion];

function* chartVersion({ body }: KubernetesObject): Generator<Entry> {
  const path = ['spec', 'chart', 'spec', 'version'];
  const version = textAt(body, ...path);
  const chart = textAt(body, 'spec', 'chart', 'spec', 'chart');
  if (version !== undefined && chart !== undefined) yield [`chart '${chart}'`, { version, path }];
}

/** `image.tag` in the values, as most charts call it. */
function* imageTags({ body }: KubernetesObject): Generator<Entry> {
  const values = nodeAt(body, 'spec', 'values');
  if (!values) return;
  for (const { node, path } of scalarsOf(values, ['spec', 'values'])) {
    if (path.at(-1) !== 'tag' || path.at(-2) !== 'image' || node.unknown !== undefined) continue;
    const image = path.slice(0, -1);
    const repository = textAt(body, ...image, 'repository') ?? image.slice(2).join('.');
    yield [`image '${repository}'`, { version: node.value, path }];
  }
}

function* tagOf({ body }: KubernetesObject): Generator<Entry> {
  const path = ['spec', 'ref', 'tag'];
  const version = textAt(body, ...path);
  const url = textAt(body, 'spec', 'url');
  if (version !== undefined && url !== undefined) yield [`'${normalizeUrl(url)}'`, { version, path }];
}

const PODS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Job']);

function* images({ id, body }: KubernetesObject): Generator<Entry> {
  const pod = ['spec', ...(id.kind === 'CronJob' ? ['jobTemplate', 'spec'] : []), 'template', 'spec'];
  for (const field of ['initContainers', 'containers']) {
    for (const at of itemsAt(body, ...pod, field).keys()) {
      const path = [...pod, field, at, 'image'];
      // The port of a registry is no tag, and a digest says more than the tag before it.
      const [, image, version] = /^([^@]+):([^/@]+)$/.exec(textAt(body, ...path) ?? '') ?? [];
      if (image !== undefined && version !== undefined) yield [`image '${image}'`, { version, path }];
    }
  }
}

const NONE: ReadonlyMap<string, NamedVersion> = new Map();
