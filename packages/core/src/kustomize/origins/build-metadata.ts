/**
 * What `buildMetadata:` asks kustomize to write into the objects, and what it takes out of them at the end.
 * Source: api/krusty/kustomizer.go and api/resource/origin.go of kustomize.
 *
 * @module
 */
import { annotationsOf } from '../../kubernetes/object.js';
import { type MapEntry, type MapNode, type Node, type Origin, scalar } from '../../yaml/nodes/node.js';
import { entriesAt, nodeAt, removeEntry, updateAt } from '../../yaml/nodes/node-path.js';
import { demandTextKey } from '../objects/each-field.js';
import type { BuildOrigin, Resource } from '../objects/resource.js';

const ORIGIN = 'config.kubernetes.io/origin';
const TRANSFORMATIONS = 'alpha.config.kubernetes.io/transformations';

/** Annotations that are bookkeeping of kustomize: they never get out. */
const INTERNAL = new Set([
  ...['previousKinds', 'previousNames', 'previousNamespaces', 'prefixes', 'suffixes', 'refBy'].map(internal),
  ...['allowNameChange', 'allowKindChange', 'generatorBehavior', 'needsHashSuffix'].map(internal),
  ...['path', 'index', 'id', 'seqindent', 'annotations-migration-resource-id'].map(internal),
  ...['config.kubernetes.io/path', 'config.kubernetes.io/index', 'config.k8s.io/id'],
]);

function internal(name: string): string {
  return `internal.config.kubernetes.io/${name}`;
}

/** Finishes the annotations of an object: all become text, bookkeeping goes, and what `buildMetadata` asks for comes. */
export function finishAnnotations(resource: Resource, asked: readonly string[], origin: Origin): MapNode {
  for (const { key } of entriesAt(resource.body, 'metadata', 'labels')) {
    if (key.tag !== '!!str') demandTextKey(key.value, key.origin.span);
  }
  const kept: MapEntry[] = [];
  const annotations = nodeAt(resource.body, 'metadata', 'annotations');
  for (const { key, value } of annotations?.kind === 'map' ? annotations.entries : []) {
    if (INTERNAL.has(key.value) || key.value === ORIGIN || key.value === TRANSFORMATIONS) continue;
    // kustomize writes all annotations anew, their names without quotes.
    demandTextKey(key.value, key.origin.span);
    kept.push({ key, value: asText(value) });
  }
  const add = (name: string, text: string): void => {
    kept.push({ key: scalar(name, origin), value: scalar(text, origin) });
  };
  if (asked.includes('originAnnotations') && resource.origin) add(ORIGIN, originText(resource.origin));
  if (asked.includes('transformerAnnotations') && resource.transformations.length > 0) {
    add(TRANSFORMATIONS, resource.transformations.map(listItem).join(''));
  }
  if (kept.length === 0) {
    if (!annotations) return resource.body;
    const without = (metadata: Node | undefined): Node | undefined =>
      metadata?.kind === 'map' ? removeEntry(metadata, 'annotations') : metadata;
    return updateAt(resource.body, ['metadata'], without) as MapNode;
  }
  const unchanged =
    annotations?.kind === 'map' &&
    kept.length === annotations.entries.length &&
    kept.every((entry, at) => entry.value === annotations.entries[at]?.value);
  if (unchanged) return resource.body;
  const holder: MapNode = { kind: 'map', entries: kept, origin: annotations?.origin ?? origin };
  return updateAt(resource.body, ['metadata', 'annotations'], () => holder, origin) as MapNode;
}

function asText(value: Node): Node {
  if (value.kind === 'scalar') return value.tag === '!!str' ? value : { ...value, tag: '!!str' };
  return scalar('', value.origin);
}

function originText(origin: BuildOrigin): string {
  return `${lines(origin).join('\n')}\n`;
}

function listItem(origin: BuildOrigin): string {
  return lines(origin)
    .map((line, at) => `${at === 0 ? '- ' : '  '}${line}\n`)
    .join('');
}

function lines({ path, configuredIn, configuredBy }: BuildOrigin): string[] {
  return [
    ...(path ? [`path: ${path}`] : []),
    ...(configuredIn ? [`configuredIn: ${configuredIn}`] : []),
    ...(configuredBy
      ? [
          'configuredBy:',
          `  apiVersion: ${configuredBy.apiVersion}`,
          `  kind: ${configuredBy.kind}`,
          ...(configuredBy.name ? [`  name: ${configuredBy.name}`] : []),
          ...(configuredBy.namespace ? [`  namespace: ${configuredBy.namespace}`] : []),
        ]
      : []),
  ];
}

/** Whether an object is only there for the build and never applied. */
export function isLocalConfig(body: MapNode): boolean {
  const mark = annotationsOf(body).get('config.kubernetes.io/local-config');
  return mark !== undefined && mark !== 'false';
}
