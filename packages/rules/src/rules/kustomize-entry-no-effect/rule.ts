import {
  defineRule,
  entriesAt,
  entryOf,
  itemsAt,
  kustomizationsOf,
  type MapNode,
  type Node,
  nameOf,
  nodeAt,
  type Path,
  parseYaml,
  placeOfSpan,
  type Rule,
  textAt,
} from '@fluxvet/core';
import { idleEntries } from '../../questions/files/ineffective-entries.js';
import { clustersWith, inputsOf, isKustomizationFile } from '../../questions/files/kustomization-files.js';

export const kustomizeEntryNoEffect: Rule = defineRule({
  id: 'kustomize-entry-no-effect',
  title: 'An entry of a kustomization changes nothing',
  why: 'The build succeeds without a word, and the objects are not as the entry was meant to make them.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    replacement:
      "The replacement changes nothing: Flux Kustomization '{app}' builds no object for '{wanted}'.",
    image:
      "The entry for the image '{image}' changes nothing: it has neither a new name, a tag nor a digest.",
    options: "'generatorOptions' changes nothing: the file has no generator, and the options reach no other.",
    labels: "The entry of 'labels' changes nothing: it has no pairs.",
  },
  *check(model, { finding }) {
    for (const { span, app, wanted, clusters, isShared } of idleEntries(model, 'replacements')) {
      const at = placeOfSpan(model, span);
      const data = { app: nameOf(app.object), wanted };
      if (at) yield finding('replacement', at, { data, clusters, ...(isShared && { atMost: 'note' }) });
    }
    // Flux lays the images of its own objects into the file at their path.
    const laidIn = new Set(
      [...kustomizationsOf(model)].flatMap(({ app }) =>
        itemsAt(app.object.body, 'spec', 'images').map((image) => textAt(image, 'name')),
      ),
    );
    for (const path of [...inputsOf(model)].filter(isKustomizationFile)) {
      const file = model.tree.read(path);
      const root = file && parseYaml(file).documents[0]?.root;
      if (!file || root?.kind !== 'map' || nodeAt(root, 'spec')) continue;
      const clusters = clustersWith(path, model);
      for (const { image, at } of idleImages(root))
        if (!laidIn.has(image)) yield finding('image', { in: file, path: at }, { data: { image }, clusters });
      if (hasIdleOptions(root))
        yield finding('options', { in: file, path: ['generatorOptions'], on: 'key' }, { clusters });
      for (const [at, entry] of itemsAt(root, 'labels').entries()) {
        if (entriesAt(entry, 'pairs').length > 0 || entry.kind !== 'map') continue;
        yield finding('labels', { in: file, path: ['labels', at] }, { clusters });
      }
    }
  },
});

const CHANGES = ['newName', 'newTag', 'tagSuffix', 'digest'];

function* idleImages(root: MapNode): Generator<{ readonly image: string; readonly at: Path }> {
  for (const [at, entry] of itemsAt(root, 'images').entries()) {
    const image = textAt(entry, 'name');
    const isChange = (node: Node | undefined): boolean => node?.kind === 'scalar' && node.value !== '';
    if (image === undefined || CHANGES.some((field) => isChange(entryOf(entry, field)?.value))) continue;
    yield { image, at: ['images', at, 'name'] };
  }
}

function hasIdleOptions(root: MapNode): boolean {
  const generators = ['configMapGenerator', 'secretGenerator', 'generators', 'helmCharts'];
  return (
    entriesAt(root, 'generatorOptions').length > 0 &&
    generators.every((field) => itemsAt(root, field).length === 0)
  );
}
