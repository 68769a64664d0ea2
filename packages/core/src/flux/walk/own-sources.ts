/**
 * Learns on the way which sources of a cluster are the repository itself. What was learned stays learned, so that a walk
 * only grows: an app that was followed is not lost when the source comes up that it was assumed to have.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import { idKey } from '../../kubernetes/object-id.js';
import { isWithin, ROOT } from '../../source/repo-path.js';
import { textAt } from '../../yaml/nodes/node-path.js';
import type { ObjectIndex } from '../kinds/cluster-index.js';
import { KUSTOMIZE_GROUP, OPERATOR_GROUP, SOURCE_GROUP } from '../kinds/kinds.data.js';
import { securePath } from '../kustomization/path-build.js';
import { syncObjects } from '../operator/flux-instance.js';
import { normalizeUrl } from '../sources/normalize-url.js';
import {
  addressOf,
  judgeSource,
  type OwnAddress,
  type OwnEvidence,
  refOf,
  unknownAddress,
} from '../sources/own-repository.js';
import { sourceIdOf } from '../sources/source-ref.js';
import type { Visit, WalkStart } from './walk-state.js';

/** What a walk sees at one moment. */
export interface Sight {
  readonly index: ObjectIndex<KubernetesObject>;
  readonly visits: ReadonlyMap<string, Visit>;
  readonly owners: ReadonlyMap<KubernetesObject, Visit>;
}

/** The addresses that were known before, and those that what is seen now adds to them. */
export function learnAddresses(
  start: WalkStart,
  sight: Sight,
  before: readonly OwnAddress[],
): readonly OwnAddress[] {
  const known = [...before];
  const learn = (source: KubernetesObject | undefined, by: OwnEvidence): void => {
    const address = source && addressOf(source);
    if (!source || address === undefined || unknownAddress(source) !== undefined) return;
    const url = normalizeUrl(address);
    // One content is available locally: what the cluster was first known to follow.
    if (known.some((each) => each.url === url && each.ref !== undefined)) return;
    known.push({ url, ref: refOf(source), by });
  };
  for (const instance of sight.index.ofKind(OPERATOR_GROUP, 'FluxInstance')) {
    const path = textAt(instance.body, 'spec', 'sync', 'path');
    const isHere = path !== undefined && start.repositories.own.isDirectory(securePath(path));
    if (isHere)
      learn(
        syncObjects(instance).find(({ id }) => id.group === SOURCE_GROUP),
        'sync',
      );
  }
  for (const { source, by } of ownSources(start, sight, known)) learn(source, by);
  for (const source of sourcesMet(start, sight, known)) learn(source, 'remote');
  return known.length === before.length ? before : known;
}

/** Sources at an address that is known to be the repository's: what they follow is what is available locally. */
function sourcesMet(start: WalkStart, { index }: Sight, known: readonly OwnAddress[]): KubernetesObject[] {
  const met = SOURCE_KINDS.flatMap((kind) => index.ofKind(SOURCE_GROUP, kind)).filter(
    (source) => judgeSource(source, known).kind === 'own',
  );
  const branch = start.tree.checkout?.branch;
  const isCheckedOut = (source: KubernetesObject): boolean => refOf(source) === `branch '${branch}'`;
  return [...met.filter(isCheckedOut), ...met];
}

const SOURCE_KINDS = ['GitRepository', 'OCIRepository', 'Bucket'] as const;

/** The sources that must be the repository, by what is applied from them. */
function* ownSources(
  { entry, objects, repositories: { own } }: WalkStart,
  { index, visits, owners }: Sight,
  known: readonly OwnAddress[],
): Generator<{ readonly source: KubernetesObject | undefined; readonly by: OwnEvidence }> {
  if (entry.kind !== 'unbootstrapped' && entry.kind !== 'incomplete') return;
  const entries = new Set(objects.map(({ id }) => idKey(id)));
  const all = index.ofKind(KUSTOMIZE_GROUP, 'Kustomization');
  // What stands in the entry's own directory, and what was put into the cluster to begin with.
  const first = all.filter((each) => {
    const owner = owners.get(each);
    return entries.has(idKey(each.id)) || !owner || entries.has(idKey(owner.object.id));
  });
  for (const each of first) {
    const path = securePath(textAt(each.body, 'spec', 'path') ?? '');
    const file = each.body.origin.span.file;
    if (path === entry.directory && isWithin(path, file))
      yield { source: index.find(sourceIdOf(each)), by: 'self-applied' };
  }
  for (const each of first) {
    const visit = visits.get(idKey(each.id));
    const wasAssumed = visit?.source.kind === 'tree' && visit.source.self;
    if (wasAssumed) yield { source: index.find(sourceIdOf(each)), by: 'paths' };
  }
  // Where nothing else is known to be the repository, a source is, if every path that is applied from it exists here.
  if (known.length > 0 || visits.size === 0) return;
  const assumed = all.some((each) => {
    const visit = visits.get(idKey(each.id));
    const isEntry = entries.has(idKey(each.id));
    return !isEntry && visit?.source.kind === 'tree' && visit.source.self && !index.find(sourceIdOf(each));
  });
  if (assumed) return;
  for (const each of first) {
    const source = index.find(sourceIdOf(each));
    const users = all.filter((other) => idKey(sourceIdOf(other)) === idKey(sourceIdOf(each)));
    const paths = users.map(({ body }) => securePath(textAt(body, 'spec', 'path') ?? ''));
    if (paths.every((path) => path !== ROOT && own.isDirectory(path))) yield { source, by: 'paths' };
  }
}
