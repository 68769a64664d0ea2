import { defineRule, directoryOf, nameOf, type Rule } from '@fluxvet/core';
import { circlesOf, type Need, stagesOf } from './ready-order.js';

export const dependsOnWaitParentDeadlock: Rule = defineRule({
  id: 'depends-on-wait-parent-deadlock',
  title: 'An app depends on one that waits for it',
  why: 'Each waits for the other until the timeout, again and again: neither becomes ready.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    deadlock: "{kind} '{from}' depends on '{wanted}', which cannot be ready before it: {way}.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      for (const circle of circlesOf(stagesOf(cluster))) {
        // Circles of dependencies alone are told by depends-on-cycle.
        if (circle.every(({ because }) => because === 'depends' || because === 'itself')) continue;
        const start = circle.findIndex(({ because }) => because === 'depends');
        const [first, ...others] = [...circle.slice(start), ...circle.slice(0, start)].filter(
          ({ because }) => because !== 'itself',
        );
        if (start < 0 || !first?.reference) continue;
        const { from, path } = first.reference;
        // By whom the first objects come in is not certain where nothing says how Flux gets there.
        const guessed = cluster.entry.kind === 'unbootstrapped' || cluster.entry.kind === 'incomplete';
        // Who puts the parent there by hand most often puts there what stands beside it, too.
        if (guessed && circle.some(standsBesideParent)) continue;
        const data = {
          kind: from.id.kind,
          from: nameOf(from),
          wanted: nameOf(first.stage.app),
          way: others.map(tell).join(', '),
        };
        const related = others.map((need) => ({ at: placeOf(need), says: tell(need) }));
        const byParent = circle.some(({ because }) => because === 'applied-by');
        const atMost = guessed && byParent ? { atMost: 'warning' as const } : {};
        yield finding('deadlock', { in: from, path }, { data, related, ...atMost });
      }
    }
  },
});

function standsBesideParent({ of, stage, because }: Need): boolean {
  const [child, parent] = [of, stage.app].map(({ body }) => directoryOf(body.origin.span.file));
  return because === 'applied-by' && child === parent;
}

function tell({ of, stage, because }: Need): string {
  const [from, to] = [nameOf(of), nameOf(stage.app)];
  if (because === 'depends') return `'${from}' depends on '${to}'`;
  if (because === 'source') return `the source of '${from}' comes with '${to}'`;
  if (because === 'checks') return `'${from}' checks the health of '${to}'`;
  return because === 'waits' ? `'${from}' waits for '${to}'` : `'${from}' is applied by '${to}'`;
}

function placeOf({ of, because, reference }: Need): { in: Need['of']; path: (string | number)[] } {
  if (reference) return { in: reference.from, path: [...reference.path] };
  return because === 'waits' ? { in: of, path: ['spec', 'wait'] } : { in: of, path: ['metadata', 'name'] };
}
