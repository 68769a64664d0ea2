import { baseName, defineRule, itemsAt, type Node, parseYaml, type Rule, textAt } from '@fluxvet/core';
import { showList } from '../../questions/texts/show-list.js';

export const fluxSystemKustomizationModified: Rule = defineRule({
  id: 'flux-system-kustomization-modified',
  title: 'The kustomization file of flux-system is not as bootstrap wrote it',
  why: 'It decides how Flux itself runs: what it leaves out or renames, Flux deletes or cannot find any more.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    drops: "'{file}' leaves out '{dropped}': Flux does not apply it any more.",
    renames:
      "'{file}' sets '{field}', which gives the objects of Flux other names than the controllers expect.",
    adds: "'{file}' has {fields}, which bootstrap does not write.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      const { kustomization, components, sync } = cluster.flux.files;
      const file = kustomization === undefined ? undefined : model.tree.read(kustomization);
      const root = file && parseYaml(file).documents[0]?.root;
      const isOperated = cluster.flux.by === 'flux-operator';
      if (!file || root?.kind !== 'map' || isOperated || (components ?? sync) === undefined) continue;
      const more = { clusters: [cluster.name] };
      const listed = new Set(itemsAt(root, 'resources').flatMap((item) => nameOfEntry(item) ?? []));
      for (const path of [components, sync]) {
        if (path === undefined || listed.has(baseName(path))) continue;
        const data = { file: file.path, dropped: baseName(path) };
        const at = { in: file, path: ['resources'], on: 'key' } as const;
        yield finding('drops', at, { data, identity: [baseName(path)], ...more });
      }
      const added: string[] = [];
      for (const { key, value } of root.entries) {
        const field = key.value;
        const isKept = field === 'namespace' && value.kind === 'scalar' && value.value === 'flux-system';
        if (WRITTEN.has(field) || (field === 'resources' && [...listed].every((name) => GENERATED.has(name))))
          continue;
        if (!RENAMING.has(field) || isKept) added.push(field);
        else
          yield finding(
            'renames',
            { in: file, path: [field], on: 'key' },
            { data: { file: file.path, field }, ...more },
          );
      }
      const [first] = added;
      if (first === undefined) continue;
      // This is where Flux wants changes to be: some teams forbid them all the same.
      const data = {
        file: file.path,
        fields: first === 'resources' && added.length === 1 ? "more 'resources'" : showList(added),
      };
      yield finding('adds', { in: file, path: [first], on: 'key' }, { data, atMost: 'note', ...more });
    }
  },
});

const WRITTEN = new Set(['apiVersion', 'kind']);
const GENERATED = new Set(['gotk-components.yaml', 'gotk-sync.yaml']);
const RENAMING = new Set(['namespace', 'namePrefix', 'nameSuffix']);

function nameOfEntry(item: Node): string | undefined {
  return textAt(item)?.replace(/^\.\//, '');
}
