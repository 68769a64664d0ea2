/**
 * Walks a cluster from its entry: applies every Flux Kustomization that it finds, collects what comes out,
 * and goes on with the Flux objects in it until nothing new appears.
 *
 * What an app needs from others (its source, its variables) may come up later, so the walk goes in rounds:
 * each round applies again only what has other inputs than before.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import { idKey, type ObjectId } from '../../kubernetes/object-id.js';
import { LimitReached, type Limits, limits, show } from '../../source/bounds/limits.js';
import type { Diagnostic } from '../../source/diagnostic.js';
import { LIMIT_CODE, within } from '../../source/fault-boundary.js';
import { textAt } from '../../yaml/nodes/node-path.js';
import { weightOf } from '../../yaml/nodes/weight.js';
import { readInstallation } from '../installation/installation.js';
import { indexObjects, type ObjectIndex } from '../kinds/cluster-index.js';
import { KUSTOMIZE_GROUP, OPERATOR_GROUP, SOURCE_GROUP } from '../kinds/kinds.data.js';
import { securePath } from '../kustomization/path-build.js';
import { syncObjects } from '../operator/flux-instance.js';
import { normalizeUrl } from '../sources/normalize-url.js';
import { resolveSources } from '../sources/resolve-sources.js';
import { addressOf, type Repositories, refOf } from '../sources/source-content.js';
import type { Opening } from '../unknown/opening.js';
import { applyKustomization, assumedContent, failedVisit } from './apply.js';
import { derivedObjects } from './derived-objects.js';
import { openingsOf } from './openings.js';
import type { Visit, Walked, WalkStart } from './walk-state.js';

/** Applies until no new app appears. */
export function walkCluster(start: WalkStart): Walked {
  let visits = new Map<string, Visit>();
  let walked = look(start, visits);
  const seen = new Set<string>();
  let grows = false;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const { visits: next, beyond } = visitAll(start, walked, visits);
    if (beyond) return withOpening(look(start, next), beyond);
    const settled =
      next.size === visits.size &&
      [...next].every(([key, visit]) => visits.get(key)?.objects === visit.objects);
    visits = next;
    walked = look(start, visits);
    if (settled) return walked;
    const known = seen.size;
    for (const key of next.keys()) seen.add(key);
    grows = seen.size > known;
  }
  // Others go back and forth between states, and bring nothing that was not seen.
  return grows ? withOpening(walked, endless(start)) : walked;
}

function withOpening(walked: Walked, opening: Opening): Walked {
  return { ...walked, openings: [...walked.openings, opening] };
}

function endless({ entry }: WalkStart): Opening {
  return {
    reason: 'the Flux Kustomizations bring new ones again and again, and not all of them are followed',
    span: { file: entry.file, start: 0, end: 0 },
    code: 'flux/endless',
  };
}

// Nesting is never deep; only a repository whose Kustomizations rewrite themselves without end gets here.
const MAX_ROUNDS = 25;

/** What can be seen after some applications. */
function look(start: WalkStart, visits: ReadonlyMap<string, Visit>): Walked {
  const owners = new Map<KubernetesObject, Visit>();
  const rendered: KubernetesObject[] = [];
  const contested: { object: KubernetesObject; by: Visit }[] = [];
  const taken = new Set<string>();
  for (const visit of visits.values()) {
    if (visit.remote) continue;
    for (const object of visit.objects) {
      const key = idKey(object.id);
      if (taken.has(key)) {
        contested.push({ object, by: visit });
        continue;
      }
      taken.add(key);
      owners.set(object, visit);
      rendered.push(object);
    }
  }
  const written = indexObjects([...rendered, ...start.objects]);
  const derived = derivedObjects(written, owners);
  const known = indexObjects([...written.objects, ...derived.objects]);
  const resolved = resolveSources(known, withOperatorUrls(start.repositories, known), (id) =>
    id.name === 'flux-system' ? assumedContent(start) : undefined,
  );
  const { contents, generated } = resolved;
  for (const { object, from } of generated) {
    const owner = from && owners.get(from);
    if (owner) owners.set(object, owner);
  }
  const index = indexObjects([...known.objects, ...generated.map(({ object }) => object)]);
  const installation = readInstallation(index, start.tree, start.fluxSystem);
  const openings = [
    ...start.externals,
    ...derived.openings,
    ...resolved.openings,
    ...openingsOf(start.entry, visits.values(), (id) => index.find(id) !== undefined),
  ];
  return { index, visits, owners, contested, contents, installation, openings };
}

/** What a FluxInstance syncs is the repository at hand, if the path that it names exists here. */
function withOperatorUrls(repositories: Repositories, index: ObjectIndex<KubernetesObject>): Repositories {
  const ownUrls = new Map(repositories.ownUrls);
  for (const instance of index.ofKind(OPERATOR_GROUP, 'FluxInstance')) {
    const path = textAt(instance.body, 'spec', 'sync', 'path');
    const source = syncObjects(instance).find(({ id }) => id.group === SOURCE_GROUP);
    const url = source && addressOf(source);
    if (path === undefined || !source || url === undefined) continue;
    const isHere = repositories.own.isDirectory(securePath(path));
    if (isHere && !ownUrls.has(normalizeUrl(url))) ownUrls.set(normalizeUrl(url), refOf(source));
  }
  return { ...repositories, ownUrls };
}

/** Every app once; those that bring others like themselves would be millions, so that not all may be followed. */
function visitAll(
  start: WalkStart,
  walked: Walked,
  before: ReadonlyMap<string, Visit>,
): { readonly visits: Map<string, Visit>; readonly beyond?: Opening } {
  const visits = new Map<string, Visit>();
  const most = limits();
  let objects = 0;
  let size = 0;
  for (const object of inOrderOfApplication(start, walked)) {
    const { span } = object.body.origin;
    const unit = { what: `the Flux Kustomization '${object.id.namespace ?? ''}/${object.id.name}'`, span };
    const key = idKey(object.id);
    const visit = within<Visit | Diagnostic>(
      unit,
      () => {
        demandRoom('apps', visits.size, most, 'Flux Kustomizations');
        demandRoom('clusterObjects', objects, most, 'objects');
        demandRoom('clusterSize', size, most, 'values in its objects');
        return applyKustomization(object, walked, start, before.get(key));
      },
      (diagnostic) => diagnostic,
    );
    if ('code' in visit && visit.code === LIMIT_CODE) {
      return { visits, beyond: { reason: lowerFirst(visit.message), code: visit.code, span } };
    }
    const made = 'code' in visit ? failedVisit(object, visit, walked) : visit;
    visits.set(key, made);
    objects += made.objects.length;
    for (const each of made.objects) size += weightOf(each.body).values;
  }
  return { visits };
}

function demandRoom(
  limit: 'apps' | 'clusterObjects' | 'clusterSize',
  used: number,
  most: Limits,
  what: string,
): void {
  if (used < most[limit]) return;
  throw new LimitReached(limit, `The cluster has more than ${show(most[limit])} ${what}.`);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function isApp({ group, kind }: ObjectId): boolean {
  return group === KUSTOMIZE_GROUP && kind === 'Kustomization';
}

/** Each Flux Kustomization after the one that brings it, and beside others in the order of the build. */
function inOrderOfApplication(start: WalkStart, { index, owners }: Walked): KubernetesObject[] {
  const all = index.ofKind(KUSTOMIZE_GROUP, 'Kustomization');
  const children = new Map<string, KubernetesObject[]>();
  for (const object of all) {
    const owner = owners.get(object);
    const key = owner ? idKey(owner.object.id) : '';
    const siblings = children.get(key);
    if (siblings) siblings.push(object);
    else children.set(key, [object]);
  }
  const order = new Map<string, KubernetesObject>();
  const add = (from: readonly KubernetesObject[]): void => {
    const stack = [...from].reverse();
    for (let object = stack.pop(); object; object = stack.pop()) {
      const key = idKey(object.id);
      if (order.has(key)) continue;
      order.set(key, object);
      stack.push(...(children.get(key) ?? []).toReversed());
    }
  };
  // What brings the cluster up comes first, although it mostly applies itself as well.
  add(start.objects.flatMap(({ id }) => (isApp(id) ? (index.find(id) ?? []) : [])));
  add(children.get('') ?? []);
  // Those that apply one another in a circle hang below none.
  add(all);
  return [...order.values()];
}
