import { defineRule, kustomizationsOf, nameOf, type Rule, securePath, showPath } from '@fluxvet/core';

export const pathClimbsOutOfSource: Rule = defineRule({
  id: 'path-climbs-out-of-source',
  title: 'A path climbs out of its source',
  why: 'The path is relative to the root of the source, and Flux cuts off what climbs above it: it names the directory that is meant by accident, or another one.',
  category: 'correctness',
  severity: 'note',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    climbs:
      "The path '{path}' of Flux Kustomization '{app}' climbs out of the source with '..'; Flux takes it for '{taken}'. Write that.",
  },
  *check(model, { finding }) {
    for (const { app } of kustomizationsOf(model)) {
      const { path = '' } = app.spec;
      if (!climbs(path)) continue;
      const data = {
        app: nameOf(app.object),
        path,
        taken: `./${showPath(securePath(path)).replace(/^\.$/, '')}`,
      };
      yield finding('climbs', { in: app.object, path: ['spec', 'path'] }, { data });
    }
  },
});

function climbs(path: string): boolean {
  let depth = 0;
  for (const part of path.split('/')) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}
