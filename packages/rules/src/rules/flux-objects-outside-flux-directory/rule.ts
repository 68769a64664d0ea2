import {
  defineRule,
  type FluxModel,
  isFluxGroup,
  type KubernetesObject,
  objectsOf,
  type RepoPath,
  type Rule,
  showId,
} from '@fluxvet/core';

export const fluxObjectsOutsideFluxDirectory: Rule = defineRule({
  id: 'flux-objects-outside-flux-directory',
  title: "Flux objects stand outside the repository's flux directory",
  why: 'Who looks for what Flux does in flux/ does not find it.',
  category: 'style',
  severity: 'note',
  confidence: 'hint',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    outside: "'{directory}' has {count} Flux objects such as {object}, outside the directory 'flux'.",
    single: "{object} stands in '{directory}', outside the directory 'flux'.",
  },
  *check(model, { finding }) {
    if (!model.layout.clusterHomes.some((home) => home.startsWith(FLUX))) return;
    for (const [directory, objects] of fluxObjectsOutside(model)) {
      const [first] = objects;
      if (!first) continue;
      const data = { directory, count: objects.length, object: showId(first.id) };
      yield finding(
        objects.length === 1 ? 'single' : 'outside',
        { in: first },
        { data, identity: [directory] },
      );
    }
  },
});

const FLUX = 'flux/';

/** The Flux objects outside, by the first directory of their file. */
function fluxObjectsOutside(model: FluxModel): ReadonlyMap<string, readonly KubernetesObject[]> {
  const byDirectory = new Map<string, KubernetesObject[]>();
  const seen = new Set<string>();
  for (const { object } of objectsOf(model)) {
    const { file, start } = object.body.origin.span;
    const key = `${start}:${file}`;
    if (!isFluxGroup(object.id.group) || seen.has(key) || !isOutside(file, model)) continue;
    seen.add(key);
    const [directory = ''] = file.split('/', 1);
    const known = byDirectory.get(directory);
    if (known) known.push(object);
    else byDirectory.set(directory, [object]);
  }
  return byDirectory;
}

function isOutside(file: RepoPath, { tree }: FluxModel): boolean {
  const parts = file.split('/');
  if (parts.length < 2 || file.startsWith(FLUX) || file.startsWith('@')) return false;
  return (
    tree.read(file) !== undefined &&
    !parts.some((part) => /^(_.*|templates?|examples?|tests?|testdata|docs)$/.test(part))
  );
}
