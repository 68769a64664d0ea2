import { defineRule, kustomizationsOf, nameOf, type Rule } from '@fluxvet/core';
import { pathProblem } from '../../questions/files/path-problem.js';

export const pathExcludedByIgnore: Rule = defineRule({
  id: 'path-excluded-by-ignore',
  title: 'A spec.path names a directory that its source leaves out',
  why: 'Flux never applies the app: what .sourceignore, spec.ignore or sparseCheckout leave out is not in the artifact.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    leftOut:
      "Flux Kustomization '{app}' applies '{path}', which exists, but source '{source}' leaves it out of its artifact.",
  },
  *check(model, { finding }) {
    for (const { app } of kustomizationsOf(model)) {
      const problem = pathProblem(app);
      if (problem?.kind !== 'left-out' || app.source.kind !== 'found') continue;
      const source = app.source.target.object;
      yield finding(
        'leftOut',
        { in: app.object, path: ['spec', 'path'] },
        {
          data: { app: nameOf(app.object), path: problem.directory, source: nameOf(source) },
          related: [{ at: { in: source, path: ['spec', 'ignore'] }, says: 'The source' }],
        },
      );
    }
  },
});
