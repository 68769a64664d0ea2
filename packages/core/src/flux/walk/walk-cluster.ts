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
import { weightOf } from '../../yaml/nodes/weight.js';
import { readInstallation } from '../installation/installation.js';
import { indexObjects } from '../kinds/cluster-index.js';
import { KUSTOMIZE_GROUP } from '../kinds/kinds.data.js';
import type { OwnAddress } from '../sources/own-repository.js';
import { resolveSources } from '../sources/resolve-sources.js';
import type { Opening } from '../unknown/opening.js';
import { applyKustomization, assumedContent, failedVisit } from './apply.js';
import { derivedObjects } from './derived-objects.js';
import { openingsOf } from './openings.js';
import { learnAddresses } from './own-sources.js';
import type { Visit, Walked, WalkStart } from './walk-state.js';

/** Applies until no new app appears. */
export function walkCluster(given: WalkStart): Walked {
  let start = given;
  let visits = new Map<string, Visit>();
  let walked = look(start, visits, start.repositories.addresses);
  const seen = new Set<string>();
  // Rounds in which nothing came up that was not there before.
  let idle = 0;
  let round = 0;
  for (; round < MAX_ROUNDS && idle < MAX_IDLE; round++) {
    const { visits: next, beyond } = visitAll(start, walked, visits);
    if (beyond) return withOpening(look(start, next, walked.addresses), beyond);
    const settled =
      next.size === visits.size &&
      [...next].every(([key, visit]) => visits.get(key)?.objects === visit.objects);
    visits = next;
    start = withRenderedEntry(start, walked);
    const learned = walked.addresses.length;
    walked = look(start, visits, walked.addresses);
    if (settled && walked.addresses.length === learned) return walked;
    const known = seen.size;
    for (const key of next.keys()) seen.add(key);
    idle = seen.size > known || walked.addresses.length > learned ? 0 : idle + 1;
  }
  // Others go back and forth between states, and bring nothing that was not seen.
  const last = withoutVanished(start, walked);
  return round < MAX_ROUNDS ? last : withOpening(last, endless(start));
}

function withOpening(walked: Walked, opening: Opening): Walked {
  return { ...walked, openings: [...walked.openings, opening] };
}

/** What Git has of the entry replaces what was put into the cluster by hand, and stays even if it does not apply itself. */
function withRenderedEntry(start: WalkStart, { index, owners }: Walked): WalkStart {
  const objects = start.objects.map((object) => {
    const rendered = isApp(object.id) ? index.find(object.id) : undefined;
    return rendered && owners.has(rendered) ? rendered : object;
  });
  return objects.every((object, at) => object === start.objects[at]) ? start : { ...start, objects };
}

/** A walk that does not come to rest, less the apps that its last state no longer brings, and what those bring. */
function withoutVanished(start: WalkStart, walked: Walked): Walked {
  let left = walked;
  for (;;) {
    const visits = new Map([...left.visits].filter(([, { object }]) => left.index.find(object.id)));
    if (visits.size === left.visits.size) return left;
    left = look(start, visits, left.addresses);
  }
}

function endless({ entry }: WalkStart): Opening {
  return {
    reason: 'the Flux Kustomizations bring new ones again and again, and not all of them are followed',
    span: { file: entry.file, start: 0, end: 0 },
    code: 'flux/endless',
  };
}

// An app that brings an app that brings an app: only one that rewrites itself without end gets here.
const MAX_ROUNDS = 100;
// A value goes from app to app in a round each; a circle in which values never rest is left after this many.
const MAX_IDLE = 12;

/** What can be seen after some applications. */
function look(start: WalkStart, visits: ReadonlyMap<string, Visit>, before: readonly OwnAddress[]): Walked {
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
  const addresses = learnAddresses(start, { index: known, visits, owners }, before);
  const resolved = resolveSources(known, { ...start.repositories, addresses }, (id) =>
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
    ...openingsOf(start.entry, visits.values(), (id) => index.find(id), addresses),
  ];
  return { index, visits, owners, contested, contents, addresses, installation, openings };
}

/** Every app once; those that bring others like themselves would be millions, so that not all may be followed. */
function visitAll(
  start: WalkStart,
  walked: Walked,
  before: ReadonlyMap<string, Visit>,
): { readonly visits: Map<string, Visit>; readonly beyond?: Opening } {
  const visits = new Map<string, Visit>();
  const most = limits();
  let beyond: Opening | undefined;
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
      beyond ??= { reason: lowerFirst(visit.message), code: visit.code, span };
      // What was followed in the round before stays: what came later must not crowd it out.
      const old = before.get(key);
      if (old) visits.set(key, old);
      continue;
    }
    const made = 'code' in visit ? failedVisit(object, visit, walked) : visit;
    visits.set(key, made);
    objects += made.objects.length;
    for (const each of made.objects) size += weightOf(each.body).values;
  }
  return { visits, ...(beyond && { beyond }) };
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
