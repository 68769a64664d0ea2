/**
 * The same thing in two environments: what runs in production, and what was tried before it gets there.
 * Clusters belong together where their names differ in the environment only.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import { showId } from '../../kubernetes/object-id.js';
import { type Environment, withoutEnvironment } from '../clusters/environment.js';
import type { AppliedObject, Cluster, FluxModel, KustomizationApp } from '../model.js';

/** Two things that are one but for the environment. */
export interface Counterparts<T> {
  /** In the environment that comes right before production. */
  readonly staging: T;
  readonly production: T;
}

// The nearest one to production comes first: what differs further away differs on purpose.
const BEFORE_PRODUCTION: readonly Environment[] = ['staging', 'test', 'development'];

const clusterPairs = new WeakMap<FluxModel, readonly Counterparts<Cluster>[]>();

/** The clusters of production, each with its counterparts. */
export function clusterCounterparts(model: FluxModel): readonly Counterparts<Cluster>[] {
  const known = clusterPairs.get(model);
  if (known) return known;
  const families = grouped(model.clusters, familyOf);
  const pairs = [...families.values()].flatMap((family) => {
    const nearest = BEFORE_PRODUCTION.find((each) => family.some(({ environment }) => environment === each));
    const before = family.filter(({ environment }) => nearest !== undefined && environment === nearest);
    const live = family.filter(({ environment }) => environment === 'production');
    return live.flatMap((production) => before.map((staging) => ({ staging, production })));
  });
  clusterPairs.set(model, pairs);
  return pairs;
}

function familyOf({ name, entry }: Cluster): string {
  return `${entry.repository}:${withoutEnvironment(name)}`;
}

const objectPairs = new WeakMap<Counterparts<Cluster>, readonly Counterparts<AppliedObject>[]>();

/** The objects that both clusters have. */
export function objectCounterparts(pair: Counterparts<Cluster>): readonly Counterparts<AppliedObject>[] {
  let known = objectPairs.get(pair);
  if (!known) {
    known = pairUp(pair.staging.objects, pair.production.objects, (object) => object);
    objectPairs.set(pair, known);
  }
  return known;
}

/** The Flux Kustomizations that both clusters have and whose objects are known. */
export function appCounterparts({
  staging,
  production,
}: Counterparts<Cluster>): readonly Counterparts<KustomizationApp>[] {
  return pairUp(followedApps(staging), followedApps(production), ({ object }) => object);
}

function followedApps({ apps }: Cluster): KustomizationApp[] {
  return apps.filter((app) => app.kind === 'Kustomization').filter(({ state }) => state === 'whole');
}

/** Who an object is apart from the environment that its name or namespace speaks of. */
export function neutralId({ id }: KubernetesObject): string {
  const namespace = withoutEnvironment(id.namespace ?? '');
  return `${id.group}/${id.kind}/${namespace}/${withoutEnvironment(id.name)}`;
}

/** Equal names first; then those that are equal but for the environment, where there is no choice. */
function pairUp<T>(
  staging: readonly T[],
  production: readonly T[],
  objectOf: (each: T) => KubernetesObject,
): Counterparts<T>[] {
  const exact = (each: T): string => `${objectOf(each).id.group}/${showId(objectOf(each).id)}`;
  const neutral = (each: T): string => neutralId(objectOf(each));
  const first = match(staging, production, exact);
  const taken = new Set(first.flatMap((pair) => [pair.staging, pair.production]));
  const isLeft = (each: T): boolean => !taken.has(each);
  return [...first, ...match(staging.filter(isLeft), production.filter(isLeft), neutral)];
}

function match<T>(
  staging: readonly T[],
  production: readonly T[],
  keyOf: (each: T) => string,
): Counterparts<T>[] {
  const before = grouped(staging, keyOf);
  const live = grouped(production, keyOf);
  return [...live].flatMap(([key, [one, ...others]]) => {
    const [other, ...more] = before.get(key) ?? [];
    const isClear = others.length === 0 && more.length === 0;
    return one !== undefined && other !== undefined && isClear ? [{ staging: other, production: one }] : [];
  });
}

function grouped<T>(all: readonly T[], keyOf: (each: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}
