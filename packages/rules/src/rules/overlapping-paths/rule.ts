import { defineRule, type KustomizationApp, nameOf, type Rule } from '@fluxvet/core';
import { contestsOf, overlaps } from '../../questions/objects/contested-objects.js';

export const overlappingPaths: Rule = defineRule({
  id: 'overlapping-paths',
  title: 'A Flux Kustomization applies a directory that another one applies too',
  why: 'What stands there is applied twice, under the settings of each of them.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    overlap:
      "Flux Kustomization '{inner}' applies '{innerPath}', which '{outer}' applies too, as a part of '{outerPath}'.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      const apps = cluster.apps.filter((app) => app.kind === 'Kustomization');
      const outers = apps.filter(({ path, remote }) => path.kind === 'built' && path.generated && !remote);
      // Where they fight for objects, that is the thing to say.
      const fights = new Map(contestsOf(cluster).map(({ first, second }) => [keyOf(first, second), true]));
      for (const outer of outers) {
        for (const inner of apps) {
          if (!overlaps(outer, inner) || inner.remote || !takesIn(outer, inner)) continue;
          if (fights.has(keyOf(outer, inner)) || fights.has(keyOf(inner, outer))) continue;
          const data = {
            inner: nameOf(inner.object),
            outer: nameOf(outer.object),
            innerPath: inner.path.kind === 'built' ? inner.path.directory : '',
            outerPath: outer.path.kind === 'built' ? outer.path.directory : '',
          };
          const at = { in: inner.object, path: ['spec', 'path'] };
          const related = [{ at: { in: outer.object, path: ['spec', 'path'] }, says: 'It begins here' }];
          yield finding('overlap', at, { data, related });
        }
      }
    }
  },
});

function keyOf(a: KustomizationApp, b: KustomizationApp): string {
  return `${nameOf(a.object)} ${nameOf(b.object)}`;
}

/** Whether the outer one reads something that the inner one renders. */
function takesIn(outer: KustomizationApp, inner: KustomizationApp): boolean {
  if (outer.path.kind !== 'built' || inner.path.kind !== 'built') return false;
  const { inputs } = outer.path.build;
  return inner.path.build.objects.some(({ body }) => inputs.has(body.origin.span.file));
}
