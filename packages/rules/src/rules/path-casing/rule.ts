import { defineRule, kustomizationsOf, nameOf, type Place, type Rule } from '@fluxvet/core';
import { pathProblem } from '../../questions/files/path-problem.js';

export const pathCasing: Rule = defineRule({
  id: 'path-casing',
  title: 'A spec.path is written with other letter case than the directory',
  why: 'Flux never applies the app: letter case counts where it runs, though not on every laptop.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    casing: "Flux Kustomization '{app}' applies '{path}', but the directory is called '{spelled}'.",
  },
  *check(model, { finding }) {
    for (const { app } of kustomizationsOf(model)) {
      const problem = pathProblem(app);
      if (problem?.kind !== 'casing' || problem.spelled === undefined) continue;
      const at: Place = { in: app.object, path: ['spec', 'path'] };
      const { directory, spelled } = problem;
      const title = `Write './${spelled}'`;
      yield finding('casing', at, {
        data: { app: nameOf(app.object), path: directory, spelled },
        fix: { title, safety: 'safe', edits: (edits) => edits.set(at, `./${spelled}`) },
      });
    }
  },
});
