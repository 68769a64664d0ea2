/**
 * Where objects of a cluster can come from that the files do not show.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import type { ObjectId } from '../../kubernetes/object-id.js';
import { nodeAt, textAt } from '../../yaml/nodes/node-path.js';
import type { ClusterEntry } from '../clusters/cluster-entry.js';
import { addressOf, type OwnAddress } from '../sources/own-repository.js';
import { sourceIdOf } from '../sources/source-ref.js';
import type { Opening } from '../unknown/opening.js';
import { addressIn, limitOf } from './publishers.js';
import type { Visit } from './walk-state.js';

/** Whether an object could come through an opening. */
export function couldBring(opening: Opening, wanted: ObjectId): boolean {
  return (
    (opening.namespace === undefined ||
      wanted.namespace === undefined ||
      opening.namespace === wanted.namespace) &&
    (opening.kinds?.includes(wanted.kind) ?? true) &&
    !opening.unlikely?.includes(wanted.kind) &&
    (opening.name === undefined || opening.name === wanted.name)
  );
}

/** The openings of the apps of a cluster, and of the way in which Flux gets there. */
export function openingsOf(
  entry: ClusterEntry,
  visits: Iterable<Visit>,
  find: FindObject,
  own: readonly OwnAddress[],
): Opening[] {
  const openings: Opening[] = [];
  for (const visit of visits) {
    openings.push(...openingsOfVisit(visit, find, own));
    if (entry.kind !== 'unbootstrapped' && entry.kind !== 'incomplete') continue;
    const source = sourceIdOf(visit.object);
    const reason = 'nothing in the files says how Flux gets to the cluster';
    const { span } = (nodeAt(visit.object.body, 'spec', 'sourceRef') ?? visit.object.body).origin;
    // What sets Flux up makes a source and a Flux Kustomization of one name, and puts in the variables of a path.
    const isSetUp = visit.source.kind === 'tree' && visit.source.self;
    const path = textAt(visit.object.body, 'spec', 'path') ?? '';
    if (isSetUp || (path.includes('${') && !find(source))) {
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
  const byKey = new Map(
    openings.map((each) => [
      JSON.stringify([each.reason, each.app, each.kinds, each.name, each.namespace]),
      each,
    ]),
  );
  return [...byKey.values()];
}

function* openingsOfVisit(visit: Visit, find: FindObject, own: readonly OwnAddress[]): Generator<Opening> {
  const { object, source, path, objects, remote, finished } = visit;
  if (remote) return;
  const namespace = textAt(object.body, 'spec', 'targetNamespace');
  const at = nodeAt(object.body, 'spec', 'path') ?? object.body;
  const from = find(sourceIdOf(object));
  const waitsFor = source.kind === 'unknown' && !from ? sourceIdOf(object) : undefined;
  const common = {
    span: at.origin.span,
    app: object.id,
    ...(namespace !== undefined && { namespace }),
    ...(waitsFor && { waitsFor }),
  };
  for (const { reason, kinds, address } of whyOpen(object.id, path)) {
    const limit = limitOf(address ?? (from && path.kind === 'unknown' ? addressOf(from) : undefined), own);
    yield {
      ...common,
      ...limit,
      reason,
      ...(kinds && { kinds: kinds.filter((kind) => !limit.kinds || limit.kinds.includes(kind)) }),
    };
  }
  const name = `the Flux Kustomization '${object.id.namespace ?? ''}/${object.id.name}'`;
  for (const { message } of finished.gaps)
    yield {
      ...common,
      reason: `${name} is not applied completely: ${lowerFirst(message)}`.replace(/\.$/, ''),
    };
  for (const each of objects) {
    const unknown = unknownName(each.body);
    if (unknown !== undefined) yield { ...common, reason: unknown, kinds: [each.id.kind] };
  }
}

/** Looks up an object of the cluster. */
export type FindObject = (id: ObjectId) => KubernetesObject | undefined;

/** Problems after which objects may be missing from a build that stand in the files all the same. */
const HIDING = new Set([
  'kustomize/missing-kustomization',
  'kustomize/multiple-kustomizations',
  'kustomize/cycle',
  'kustomize/wrong-kind',
  'kustomize/bad-kustomization',
  'kustomize/bad-type-meta',
  'kustomize/not-an-object',
  'kustomize/bad-annotations',
  'kustomize/key-not-text',
  'kustomize/outside-tree',
  'kustomize/outside-directory',
  'flux/not-a-manifest',
]);

function* whyOpen(
  id: ObjectId,
  path: Visit['path'],
): Generator<Pick<Opening, 'reason' | 'kinds'> & { readonly address?: string | undefined }> {
  const name = `the Flux Kustomization '${id.namespace ?? ''}/${id.name}'`;
  if (path.kind === 'unknown') {
    const reason = `${name} cannot be followed: ${path.reason}`;
    yield /\bcrds?\b/i.test(id.name) ? { reason, kinds: ['CustomResourceDefinition'] } : { reason };
    return;
  }
  // A path that is not there brings nothing, and its own rule says so.
  if (path.kind !== 'built') return;
  for (const { code, message } of path.build.gaps) {
    const reason = `${name} is not rendered completely: ${lowerFirst(message)}`.replace(/\.$/, '');
    if (code === 'kustomize/remote-file') {
      yield { reason, kinds: ['ConfigMap', 'Secret'], address: addressIn(message) };
      continue;
    }
    // Addresses of definitions of custom resources say so, and bring nothing else.
    yield /\bcrds?\b/i.test(message)
      ? { reason, kinds: ['CustomResourceDefinition'] }
      : { reason, address: addressIn(message) };
  }
  const hidden = path.build.diagnostics.find(
    ({ code, severity }) =>
      severity === 'error' && (code.startsWith('yaml/') || code.startsWith('internal/') || HIDING.has(code)),
  );
  if (hidden)
    yield { reason: `${name} cannot be rendered: ${lowerFirst(hidden.message)}`.replace(/\.$/, '') };
}

function unknownName(body: Visit['object']['body']): string | undefined {
  for (const field of ['name', 'namespace']) {
    const node = nodeAt(body, 'metadata', field);
    if (node?.kind === 'scalar' && node.unknown !== undefined) return node.unknown;
  }
  return undefined;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
