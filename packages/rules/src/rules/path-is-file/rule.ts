import { defineRule, directoryOf, kustomizationsOf, nameOf, type Place, type Rule } from '@fluxvet/core';
import { pathProblem } from '../../questions/files/path-problem.js';

export const pathIsFile: Rule = defineRule({
  id: 'path-is-file',
  title: 'A spec.path names a file',
  why: 'Flux never applies the app: it builds directories, and a file is none.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { file: "Flux Kustomization '{app}' applies '{path}', which is a file." },
  *check(model, { finding }) {
    for (const { app } of kustomizationsOf(model)) {
      const problem = pathProblem(app);
      if (problem?.kind !== 'file') continue;
      const at: Place = { in: app.object, path: ['spec', 'path'] };
      const parent = `./${directoryOf(problem.directory)}`;
      yield finding('file', at, {
        data: { app: nameOf(app.object), path: problem.directory },
        // The directory can hold more than the one file.
        suggestions: [
          { title: `Use '${parent}'`, safety: 'unsafe', edits: (edits) => edits.set(at, parent) },
        ],
      });
    }
  },
});
