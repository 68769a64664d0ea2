/**
 * The content of every source of a cluster, those included that are put together from others.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import { idKey, type ObjectId } from '../../kubernetes/object-id.js';
import type { Origin } from '../../yaml/nodes/node.js';
import type { ObjectIndex } from '../kinds/cluster-index.js';
import { SOURCE_EXTENSIONS_GROUP, SOURCE_GROUP } from '../kinds/kinds.data.js';
import { makeObject } from '../kinds/make-object.js';
import type { Opening } from '../unknown/opening.js';
import { generatedArtifacts, unknownArtifacts } from './artifact-generator.js';
import type { SourceContent } from './source-content.js';
import { contentOf, type FindSource, type Repositories } from './source-content.js';

/** The kinds whose artifacts a Flux Kustomization can apply. */
export const MANIFEST_SOURCES = ['GitRepository', 'OCIRepository', 'Bucket', 'ExternalArtifact'] as const;

/** The sources of a cluster. */
export interface ResolvedSources {
  /** By the key of their id. */
  readonly contents: ReadonlyMap<string, SourceContent>;
  /** The ExternalArtifacts that generators make, each with its generator. */
  readonly generated: readonly { readonly object: KubernetesObject; readonly from: KubernetesObject }[];
  /** Generators of which nobody can say here what they make. */
  readonly openings: readonly Opening[];
}

/** Finds out what is in the artifact of every source. */
export function resolveSources(
  index: ObjectIndex<KubernetesObject>,
  repositories: Repositories,
  assumed: FindSource,
): ResolvedSources {
  const generated: { object: KubernetesObject; from: KubernetesObject }[] = [];
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
