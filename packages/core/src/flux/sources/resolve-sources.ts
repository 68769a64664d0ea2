/**
 * The content of every source of a cluster, those included that are put together from others.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import { idKey, type ObjectId } from '../../kubernetes/object-id.js';
import type { Node, Origin } from '../../yaml/nodes/node.js';
import { itemsAt, nodeAt, textAt } from '../../yaml/nodes/node-path.js';
import type { ObjectIndex } from '../kinds/cluster-index.js';
import { HELM_GROUP, KUSTOMIZE_GROUP, SOURCE_EXTENSIONS_GROUP, SOURCE_GROUP } from '../kinds/kinds.data.js';
import { makeObject } from '../kinds/make-object.js';
import type { Opening } from '../unknown/opening.js';
import { generatedArtifacts, unknownArtifacts } from './artifact-generator.js';
import { isMountedByName } from './mounts.js';
import type { SourceContent } from './source-content.js';
import { contentOf, type FindSource, type Repositories } from './source-content.js';

/** The kinds whose artifacts a Flux Kustomization can apply. */
export const MANIFEST_SOURCES = ['GitRepository', 'OCIRepository', 'Bucket', 'ExternalArtifact'] as const;

/** The sources of a cluster. */
export interface ResolvedSources {
  /** By the key of their id. */
  readonly contents: ReadonlyMap<string, SourceContent>;
  /** Source objects that no file has: those that generators make, and those whose content is mounted by their name. */
  readonly generated: readonly GeneratedSource[];
  /** Generators of which nobody can say here what they make. */
  readonly openings: readonly Opening[];
}

/** A source object that no file has. */
export interface GeneratedSource {
  readonly object: KubernetesObject;
  /** The generator that makes it; a source that is mounted by its name has none. */
  readonly from: KubernetesObject | undefined;
}

/** Finds out what is in the artifact of every source. */
export function resolveSources(
  index: ObjectIndex<KubernetesObject>,
  repositories: Repositories,
  assumed: FindSource,
): ResolvedSources {
  const generated: GeneratedSource[] = [];
  const contents = new Map<string, SourceContent>();
  const open = new Set<string>();
  const find = (id: ObjectId): SourceContent | undefined => {
    const key = idKey(id);
    const known = contents.get(key);
    if (known) return known;
    const object = index.find(id);
    if (!object) return assumed(id);
    if (open.has(key)) return { kind: 'unknown', reason: 'it is made of itself' };
    open.add(key);
    const content = contentOf(object, repositories, find);
    contents.set(key, content);
    return content;
  };
  for (const kind of MANIFEST_SOURCES) {
    for (const object of index.ofKind(SOURCE_GROUP, kind)) find(object.id);
  }
  for (const object of mountedObjects(index, repositories)) {
    generated.push({ object, from: undefined });
    contents.set(idKey(object.id), contentOf(object, repositories, find));
  }
  const openings: Opening[] = [];
  for (const generator of index.ofKind(SOURCE_EXTENSIONS_GROUP, 'ArtifactGenerator')) {
    const { namespace, name: own } = generator.id;
    const unknown = unknownArtifacts(generator, find);
    if (unknown !== undefined) {
      openings.push({
        reason: `the ArtifactGenerator '${own}' cannot be followed: ${unknown}`,
        span: generator.body.origin.span,
        kinds: ['ExternalArtifact'],
        code: 'flux/artifact-generator',
        ...(namespace !== undefined && { namespace }),
      });
    }
    for (const { name, content, entry } of generatedArtifacts(generator, find)) {
      const by = entry.origin.span;
      const origin: Origin = { span: by, step: { kind: 'generated', what: 'artifacts', by } };
      const metadata = { name, namespace: generator.id.namespace };
      const object = makeObject(
        { apiVersion: `${SOURCE_GROUP}/v1`, kind: 'ExternalArtifact', metadata },
        origin,
      );
      generated.push({ object, from: generator });
      contents.set(idKey(object.id), content);
    }
  }
  return { contents, generated, openings };
}

/** The sources that something names, that no file has, and whose content is mounted by their name. */
function* mountedObjects(
  index: ObjectIndex<KubernetesObject>,
  { mounted }: Repositories,
): Generator<KubernetesObject> {
  if (!mounted.some(({ object }) => object)) return;
  const made = new Set<string>();
  for (const { id, at } of namedSources(index)) {
    if (made.has(idKey(id)) || index.find(id) || !isMountedByName(mounted, id)) continue;
    made.add(idKey(id));
    const by = at.origin.span;
    const origin: Origin = { span: by, step: { kind: 'generated', what: 'sources', by } };
    const { kind, namespace, name } = id;
    yield makeObject({ apiVersion: `${SOURCE_GROUP}/v1`, kind, metadata: { name, namespace } }, origin);
  }
}

function* namedSources(
  index: ObjectIndex<KubernetesObject>,
): Generator<{ readonly id: ObjectId; readonly at: Node }> {
  const named = function* (from: KubernetesObject, references: readonly (Node | undefined)[]) {
    for (const reference of references) {
      if (!reference) continue;
      const namespace = textAt(reference, 'namespace') ?? from.id.namespace;
      const [kind = '', name = ''] = [textAt(reference, 'kind'), textAt(reference, 'name')];
      const id = { group: SOURCE_GROUP, kind, ...(namespace !== undefined && { namespace }), name };
      yield { id, at: reference };
    }
  };
  for (const each of index.ofKind(KUSTOMIZE_GROUP, 'Kustomization')) {
    yield* named(each, [nodeAt(each.body, 'spec', 'sourceRef')]);
  }
  for (const each of index.ofKind(HELM_GROUP, 'HelmRelease')) {
    yield* named(each, [
      nodeAt(each.body, 'spec', 'chartRef'),
      nodeAt(each.body, 'spec', 'chart', 'spec', 'sourceRef'),
    ]);
  }
  for (const each of index.ofKind(SOURCE_EXTENSIONS_GROUP, 'ArtifactGenerator')) {
    yield* named(each, itemsAt(each.body, 'spec', 'sources'));
  }
}
