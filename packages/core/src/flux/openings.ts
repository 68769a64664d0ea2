/**
 * Where objects of a cluster can come from that the files at hand do not show.
 *
 * @module
 */
import type { ObjectId } from '../kubernetes/object-id.js';
import { sameId } from '../kubernetes/object-id.js';
import { nodeAt, textAt } from '../yaml/node-path.js';
import type { ClusterEntry, Opening } from './model.js';
import { sourceIdOf } from './source-ref.js';
import type { Visit } from './walk-state.js';

/** Whether an object could come through an opening. */
export function couldBring(opening: Opening, wanted: ObjectId): boolean {
  return (
    (opening.namespace === undefined ||
      wanted.namespace === undefined ||
      opening.namespace === wanted.namespace) &&
    (opening.kinds?.includes(wanted.kind) ?? true) &&
    (opening.name === undefined || opening.name === wanted.name)
  );
}

/** The openings of the apps of a cluster, and of the way in which Flux gets there. */
export function openingsOf(entry: ClusterEntry, visits: Iterable<Visit>, isKnown: IsKnown): Opening[] {
  const openings: Opening[] = [];
  for (const visit of visits) {
    const opening = openingOf(visit, isKnown);
    if (opening) openings.push(opening);
    if (entry.kind !== 'unbootstrapped' && entry.kind !== 'incomplete') continue;
    const source = sourceIdOf(visit.object);
    const reason = 'nothing in the files says how Flux gets to the cluster';
    const { span } = (nodeAt(visit.object.body, 'spec', 'sourceRef') ?? visit.object.body).origin;
    // What sets Flux up makes a source and a Flux Kustomization of one name.
    if (visit.source.kind === 'tree' && visit.source.self) {
      const { name, namespace } = source;
      openings.push({
        reason,
        span,
        kinds: [source.kind, 'Kustomization'],
        name,
        ...(namespace !== undefined && { namespace }),
      });
    }
  }
  return openings.filter((each, at) => openings.findIndex((other) => sameOpening(each, other)) === at);
}

function openingOf({ object, source, path, finished, remote }: Visit, isKnown: IsKnown): Opening | undefined {
  if (remote) return undefined;
  const reason = whyOpen(object.id, path, finished.problems.length > 0);
  if (reason === undefined) return undefined;
  const namespace = textAt(object.body, 'spec', 'targetNamespace');
  const { span } = (nodeAt(object.body, 'spec', 'path') ?? object.body).origin;
  const waitsFor = source.kind === 'unknown' && !isKnown(sourceIdOf(object)) ? sourceIdOf(object) : undefined;
  return {
    reason,
    span,
    app: object.id,
    ...(namespace !== undefined && { namespace }),
    ...(waitsFor && { waitsFor }),
  };
}

/** Whether an object is among those of the cluster. */
export type IsKnown = (id: ObjectId) => boolean;

function whyOpen(id: ObjectId, path: Visit['path'], hasProblems: boolean): string | undefined {
  const name = `the Flux Kustomization '${id.namespace ?? ''}/${id.name}'`;
  if (path.kind === 'unknown') return `${name} cannot be followed: ${path.reason}`;
  if (path.kind !== 'built') return `the path of ${name} does not exist`;
  const [gap] = path.build.gaps;
  if (gap) return `${name} is not rendered completely: ${lowerFirst(gap.message)}`.replace(/\.$/, '');
  return path.build.complete && !hasProblems ? undefined : `${name} cannot be rendered`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function sameOpening(a: Opening, b: Opening): boolean {
  if (a === b) return true;
  if (a.reason !== b.reason || a.name !== b.name || a.namespace !== b.namespace) return false;
  return a.app === undefined ? b.app === undefined : b.app !== undefined && sameId(a.app, b.app);
}
