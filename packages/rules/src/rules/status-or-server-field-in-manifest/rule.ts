import {
  type AppliedObject,
  defineRule,
  type Edits,
  isNull,
  nameOf,
  nodeAt,
  type Path,
  type Rule,
  scalarsOf,
  showPathOf,
} from '@fluxvet/core';
import { showList } from '../../questions/texts/show-list.js';

/** What the API server compares with the object in the cluster, or refuses. */
const COMPARED: readonly Path[] = [
  ['metadata', 'resourceVersion'],
  ['metadata', 'uid'],
  ['metadata', 'managedFields'],
];

/** What only the cluster writes. */
const WRITTEN: readonly Path[] = [
  ['metadata', 'creationTimestamp'],
  ['metadata', 'generation'],
  ['metadata', 'selfLink'],
  ['status'],
];

export const statusOrServerFieldInManifest: Rule = defineRule({
  id: 'status-or-server-field-in-manifest',
  title: 'A manifest holds fields that only the cluster writes',
  why: 'It was copied from a cluster: what it says is ignored, or stops Flux from applying it.',
  category: 'style',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    compared:
      "{kind} '{name}' holds {fields} of the cluster that it was copied from, and is refused by any other.",
    written: "{kind} '{name}' holds {fields}, which only the cluster writes.",
  },
  *check(model, { finding }) {
    for (const { objects } of model.clusters) {
      for (const object of objects) {
        for (const [message, paths] of [
          ['compared', COMPARED],
          ['written', WRITTEN],
        ] as const) {
          const found = paths.filter((path) => holdsAnything(object, path));
          const [first] = found;
          if (!first) continue;
          const fields = showList(found.map((path) => showPathOf(path)));
          const remove = {
            title: `Remove ${fields}`,
            safety: 'safe' as const,
            edits: (edits: Edits) => {
              for (const path of found) edits.remove({ in: object, path });
            },
          };
          const data = { kind: object.id.kind, name: nameOf(object), fields };
          yield finding(message, { in: object, path: first, on: 'key' }, { data, fix: remove });
        }
      }
    }
  },
});

/** Generators leave empty ones behind, which harm nobody; definitions carry a whole skeleton of a status. */
function holdsAnything({ id, body }: AppliedObject, path: Path): boolean {
  const node = nodeAt(body, ...path);
  if (!node || (path[0] === 'status' && id.kind === 'CustomResourceDefinition')) return false;
  for (const { node: value } of scalarsOf(node)) if (!isNull(value) && value.value !== '') return true;
  return false;
}
