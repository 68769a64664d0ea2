/**
 * What must have happened before an app is applied, and before it is ready: the order in which a cluster comes up.
 *
 * @module
 */
import {
  type AppliedObject,
  type Cluster,
  isNull,
  KUSTOMIZE_GROUP,
  nodeAt,
  type Reference,
  textAt,
} from '@fluxvet/core';

/** A state that an app reaches. */
export interface Stage {
  readonly app: AppliedObject;
  readonly state: 'applied' | 'ready';
  readonly needs: Need[];
}

/** Why a state is reached only after another one. */
export interface Need {
  readonly of: AppliedObject;
  readonly stage: Stage;
  /** `itself`: what is not applied cannot be ready. */
  readonly because: 'itself' | 'depends' | 'waits' | 'checks' | 'applied-by' | 'source';
  /** The entry of `dependsOn` or `healthChecks`, or the reference to a source, that says so. */
  readonly reference?: Reference;
}

/** The states of all apps of a cluster, in the order of the apps. */
export function stagesOf(cluster: Cluster): readonly Stage[] {
  const applied = new Map<AppliedObject, Stage>();
  const ready = new Map<AppliedObject, Stage>();
  for (const { object } of cluster.apps) {
    // Nobody waits for what is switched off.
    if (textAt(object.body, 'spec', 'suspend') === 'true') continue;
    const before: Stage = { app: object, state: 'applied', needs: [] };
    applied.set(object, before);
    ready.set(object, {
      app: object,
      state: 'ready',
      needs: [{ of: object, stage: before, because: 'itself' }],
    });
  }
  const contested = new Set(cluster.contested.map(({ id }) => JSON.stringify(id)));
  for (const reference of cluster.references) {
    const { from, role, to } = reference;
    if (to.kind !== 'found' || to.target === from) continue;
    if (role === 'source') {
      // An app is not ready before its source is there, which comes with what applies the source.
      const app = to.target.appliedBy;
      // What an operator makes is there before, where it was installed by hand.
      const bringer = app?.objects.includes(to.target) ? app.object : undefined;
      const brought = bringer && bringer !== from ? applied.get(bringer) : undefined;
      if (brought && !contested.has(JSON.stringify(to.target.id)))
        ready.get(from)?.needs.push({ of: from, stage: brought, because: 'source', reference });
      continue;
    }
    const stage = ready.get(to.target);
    if (!stage) continue;
    if (role === 'dependency' && !hasOwnCondition(reference))
      applied.get(from)?.needs.push({ of: from, stage, because: 'depends', reference });
    if (role === 'health-check' && from.id.group === KUSTOMIZE_GROUP && !isRemote(from) && !waits(from))
      ready.get(from)?.needs.push({ of: from, stage, because: 'checks', reference });
  }
  for (const [app, stage] of applied) {
    const parent = app.appliedBy;
    if (!parent || parent.object === app) continue;
    const own = ready.get(app);
    if (own && waits(parent.object) && !parent.remote)
      ready.get(parent.object)?.needs.push({ of: parent.object, stage: own, because: 'waits' });
    const first = applied.get(parent.object);
    // Another app may bring it as well.
    if (first && !contested.has(JSON.stringify(app.id)))
      stage.needs.push({ of: app, stage: first, because: 'applied-by' });
  }
  return [...applied.values(), ...ready.values()];
}

function waits({ body }: AppliedObject): boolean {
  return textAt(body, 'spec', 'wait') === 'true';
}

function isRemote({ body }: AppliedObject): boolean {
  return !isNull(nodeAt(body, 'spec', 'kubeConfig'));
}

/** Whether an expression decides instead of the usual check. */
function hasOwnCondition({ from, path }: Reference): boolean {
  return nodeAt(from.body, ...path.slice(0, -1), 'readyExpr') !== undefined;
}

/** Circles among the states, no two with a state in common; each as the needs that lead around it. */
export function circlesOf(stages: readonly Stage[]): Need[][] {
  const left = new Map<Stage, number>();
  const neededBy = new Map<Stage, Stage[]>();
  for (const stage of stages) {
    left.set(stage, stage.needs.length);
    for (const need of stage.needs) {
      const known = neededBy.get(need.stage);
      if (known) known.push(stage);
      else neededBy.set(need.stage, [stage]);
    }
  }
  const settle = (start: readonly Stage[]): void => {
    const open = [...start];
    for (let stage = open.pop(); stage; stage = open.pop()) {
      if (!left.delete(stage)) continue;
      for (const each of neededBy.get(stage) ?? []) {
        const count = left.get(each);
        if (count === undefined) continue;
        left.set(each, count - 1);
        if (count === 1) open.push(each);
      }
    }
  };
  settle(stages.filter(({ needs }) => needs.length === 0));
  const circles: Need[][] = [];
  for (const stage of stages) {
    if (!left.has(stage)) continue;
    const circle = circleFrom(stage, left);
    circles.push(circle);
    settle(circle.map((need) => need.stage));
  }
  return circles;
}

/** Follows needs that are not settled until one comes back. */
function circleFrom(start: Stage, left: ReadonlyMap<Stage, number>): Need[] {
  const way: Need[] = [];
  const seen = new Map<Stage, number>([[start, 0]]);
  for (let stage = start; ; ) {
    const need = stage.needs.find((each) => left.has(each.stage));
    if (!need) return [];
    way.push(need);
    const at = seen.get(need.stage);
    if (at !== undefined) return way.slice(at);
    seen.set(need.stage, way.length);
    stage = need.stage;
  }
}
