import {
  baseName,
  closest,
  defineRule,
  directoryOf,
  type FileTree,
  kustomizationsOf,
  listDirectory,
  nameOf,
  type Place,
  type RepoPath,
  type Rule,
} from '@fluxvet/core';
import { pathProblem } from '../../questions/files/path-problem.js';

export const pathNotFound: Rule = defineRule({
  id: 'path-not-found',
  title: 'A spec.path names a directory that its source does not have',
  why: "Flux never applies the app: 'kustomization path not found'.",
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    missing: "Flux Kustomization '{app}' applies '{path}', which its source does not have.",
    similar:
      "Flux Kustomization '{app}' applies '{path}', which its source does not have; there is '{similar}'.",
  },
  *check(model, { finding }) {
    for (const { app } of kustomizationsOf(model)) {
      const problem = pathProblem(app);
      if (problem?.kind !== 'missing') continue;
      const at: Place = { in: app.object, path: ['spec', 'path'] };
      const data = { app: nameOf(app.object), path: problem.directory };
      const similar = similarDirectory(problem.tree, problem.directory);
      if (similar === undefined) {
        yield finding('missing', at, { data });
        continue;
      }
      const title = `Use './${similar}'`;
      yield finding('similar', at, {
        data: { ...data, similar },
        suggestions: [{ title, safety: 'unsafe', edits: (edits) => edits.set(at, `./${similar}`) }],
      });
    }
  },
});

/** The directory that differs from the wanted one in a single segment that is spelled almost alike. */
function similarDirectory(tree: FileTree, wanted: RepoPath): string | undefined {
  let existing = wanted;
  let rest = '';
  while (existing !== '' && !tree.isDirectory(existing)) {
    rest = rest === '' ? baseName(existing) : `${baseName(existing)}/${rest}`;
    existing = directoryOf(existing);
  }
  const [wrong = '', ...below] = rest.split('/');
  const names = listDirectory(tree, existing).directories.map(baseName);
  const meant = closest(wrong, names);
  if (meant === undefined) return undefined;
  const path = [existing, meant, ...below].filter((part) => part !== '').join('/') as RepoPath;
  return tree.isDirectory(path) ? path : undefined;
}
