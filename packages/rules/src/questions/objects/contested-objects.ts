/**
 * Objects that two Flux Kustomizations of one cluster apply.
 *
 * @module
 */
import {
  type AppliedObject,
  annotationsOf,
  type Cluster,
  findObject,
  isWithin,
  type KustomizationApp,
  labelsOf,
  nodeAt,
} from '@fluxvet/core';

/** Two apps of a cluster and the objects that both apply. */
export interface Contest {
  readonly first: KustomizationApp;
  readonly second: KustomizationApp;
  readonly objects: readonly {
    readonly ofFirst: AppliedObject;
    readonly ofSecond: AppliedObject;
  }[];
}

/** The pairs of apps that fight for objects. */
export function contestsOf(cluster: Cluster): Contest[] {
  const contests = new Map<KustomizationApp, Map<KustomizationApp, Contest['objects'][number][]>>();
  for (const ofSecond of cluster.contested) {
    const ofFirst = findObject(cluster, ofSecond.id);
    const first = ofFirst?.appliedBy;
    const second = ofSecond.appliedBy;
    if (!ofFirst || !first || !second || first === second) continue;
    if (!isManaged(ofFirst) || !isManaged(ofSecond) || !isKnown(ofSecond)) continue;
    if (!isActive(first) || !isActive(second)) continue;
    const bySecond = contests.get(first) ?? new Map<KustomizationApp, Contest['objects'][number][]>();
    contests.set(first, bySecond);
    bySecond.set(second, [...(bySecond.get(second) ?? []), { ofFirst, ofSecond }]);
  }
  return [...contests].flatMap(([first, bySecond]) =>
    [...bySecond].map(([second, objects]) => ({ first, second, objects })),
  );
}

/** An app that fights with many others, which has one cause: mostly a directory that holds the paths of all of them. */
export interface Hub {
  readonly app: KustomizationApp;
  readonly contests: readonly Contest[];
}

const MANY = 5;

/** The contests of one app with many others, and those that are left. */
export function gatherHubs(contests: readonly Contest[]): { hubs: Hub[]; rest: Contest[] } {
  const byApp = new Map<KustomizationApp, Contest[]>();
  for (const contest of contests) {
    for (const app of [contest.first, contest.second]) byApp.set(app, [...(byApp.get(app) ?? []), contest]);
  }
  const taken = new Set<Contest>();
  const hubs: Hub[] = [];
  for (const [app, all] of [...byApp].sort(([, a], [, b]) => b.length - a.length)) {
    const own = all.filter((contest) => !taken.has(contest));
    if (own.length < MANY) continue;
    hubs.push({ app, contests: own });
    for (const contest of own) taken.add(contest);
  }
  return { hubs, rest: contests.filter((contest) => !taken.has(contest)) };
}

const CONTROL = 'kustomize.toolkit.fluxcd.io';

/** Whether Flux keeps an object as it stands in the files, rather than only creating or completing it. */
function isManaged({ body }: AppliedObject): boolean {
  const marks = new Map([...labelsOf(body), ...annotationsOf(body)]);
  const apply = marks.get(`${CONTROL}/ssa`)?.toLowerCase() ?? 'override';
  return apply === 'override' && marks.get(`${CONTROL}/reconcile`)?.toLowerCase() !== 'disabled';
}

function isKnown({ body }: AppliedObject): boolean {
  return ['name', 'namespace'].every((field) => {
    const node = nodeAt(body, 'metadata', field);
    return node?.kind !== 'scalar' || node.unknown === undefined;
  });
}

/** Whether an app is applied, and stands in the files: one that is only assumed may be set up otherwise. */
function isActive({ spec, object }: KustomizationApp): boolean {
  return spec.suspend !== true && object.body.origin.step === undefined;
}

/** Whether an object stays when an app no longer has it. */
export function isKept({ body }: AppliedObject): boolean {
  const marks = new Map([...labelsOf(body), ...annotationsOf(body)]);
  return marks.get(`${CONTROL}/prune`)?.toLowerCase() === 'disabled';
}

/** Whether one app applies, file by file, what the other one applies as its own path. */
export function overlaps(outer: KustomizationApp, inner: KustomizationApp): boolean {
  if (outer.path.kind !== 'built' || inner.path.kind !== 'built' || outer === inner) return false;
  if (!isActive(outer) || !isActive(inner)) return false;
  if (outer.source.kind !== 'found' || inner.source.kind !== 'found') return false;
  return (
    outer.source.target === inner.source.target &&
    outer.path.generated &&
    outer.path.directory !== inner.path.directory &&
    isWithin(outer.path.directory, inner.path.directory)
  );
}
