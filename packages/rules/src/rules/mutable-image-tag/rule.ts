import { defineRule, itemsAt, nameOf, type Path, type Rule, textAt } from '@fluxvet/core';
import { podsOf } from '../../questions/objects/pods.js';
import { imageMarkersOf } from '../../questions/texts/image-markers.js';

export const mutableImageTag: Rule = defineRule({
  id: 'mutable-image-tag',
  title: 'A container runs whatever image is newest',
  why: 'Two Pods of one workload may run different images, and no commit says what changed.',
  category: 'reliability',
  severity: 'note',
  confidence: 'hint',
  stability: 'experimental',
  since: '0.1.0',
  messages: {
    none: "{kind} '{name}' runs the image '{image}' without a tag, which is ':latest'.",
    latest: "{kind} '{name}' runs the image '{image}', which is whatever was pushed last.",
  },
  *check(model, { finding }) {
    const marked = new Set(imageMarkersOf(model).map(({ file }) => file.path));
    for (const { object, path } of podsOf(model)) {
      for (const list of ['initContainers', 'containers']) {
        for (const [index, each] of itemsAt(object.body, ...path, list).entries()) {
          const image = textAt(each, 'image');
          const at: Path = [...path, list, index, 'image'];
          if (image === undefined || image === '' || /[@$<{]/.test(image)) continue;
          // The image automation writes what stands here.
          if (marked.has(object.body.origin.span.file)) continue;
          const tag = /:([^/:]*)$/.exec(image)?.[1];
          if (tag !== undefined && tag !== 'latest') continue;
          const data = { kind: object.id.kind, name: nameOf(object), image };
          yield finding(tag === undefined ? 'none' : 'latest', { in: object, path: at }, { data });
        }
      }
    }
  },
});
