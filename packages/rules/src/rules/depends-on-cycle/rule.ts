import { type App, type Cluster, defineRule, nameOf, type Reference, type Rule } from '@fluxvet/core';

export const dependsOnCycle: Rule = defineRule({
  id: 'depends-on-cycle',
  title: 'Apps depend on each other in a circle',
  why: 'None of them is ever applied, and Flux stops reacting to new revisions of their source.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { cycle: "{kind} '{from}' depends on itself: {way}." },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      for (const cycle of cyclesOf(cluster)) {
        const [first] = cycle;
        if (!first) continue;
        const way = [...cycle.map(({ from }) => nameOf(from)), nameOf(first.from)].join(' → ');
        yield finding(
          'cycle',
          { in: first.from, path: first.path },
          {
            data: { kind: first.from.id.kind, from: nameOf(first.from), way },
            related: cycle.slice(1).map(({ from, path, wanted }) => ({
              at: { in: from, path },
              says: `'${nameOf(from)}' depends on '${nameOf({ id: wanted })}'`,
              role: 'after' as const,
            })),
          },
        );
      }
    }
  },
});

/** The circles of a cluster, each once, from the app whose name comes first. */
function cyclesOf(cluster: Cluster): Reference[][] {
  const edges = new Map<App['object'], Reference[]>();
  for (const reference of cluster.references) {
    if (reference.role !== 'dependency' || reference.to.kind !== 'found') continue;
    edges.set(reference.from, [...(edges.get(reference.from) ?? []), reference]);
  }
  const cycles: Reference[][] = [];
  const done = new Set<App['object']>();
  const starts = [...edges.keys()].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  for (const start of starts) {
    const way: Reference[] = [];
    const open = new Map<App['object'], number>();
    const visit = (app: App['object']): void => {
      const at = open.get(app);
      if (at !== undefined) {
        cycles.push(way.slice(at));
        return;
      }
      if (done.has(app)) return;
      open.set(app, way.length);
      for (const edge of edges.get(app) ?? []) {
        if (edge.to.kind !== 'found') continue;
        way.push(edge);
        visit(edge.to.target);
        way.pop();
      }
      open.delete(app);
      done.add(app);
    };
    visit(start);
  }
  return cycles;
}
