import { couldExist, defineRule, findObject, IMAGE_GROUP, type Rule } from '@fluxvet/core';
import { imageAutomationsOf } from '../../questions/texts/image-automations.js';
import { imageMarkersOf } from '../../questions/texts/image-markers.js';

export const markerOutsideUpdatePath: Rule = defineRule({
  id: 'marker-outside-update-path',
  title: 'A marker for image updates stands where no automation looks',
  why: 'The value is never updated, and nothing tells so.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    outside:
      "The marker of the image policy '{names}' stands outside of every path that image automation updates.",
  },
  *check(model, { finding }) {
    const automations = imageAutomationsOf(model);
    // Other automations, of this or of another repository, could look here.
    const isOpen = model.clusters.some((cluster) => couldExist(cluster, { kind: 'ImageUpdateAutomation' }));
    if (isOpen || automations.some(({ files }) => !files)) return;
    const own = automations.filter(({ source }) => source?.content.kind === 'tree' && source.content.self);
    if (own.length === 0) return;
    for (const { file, span, names } of imageMarkersOf(model)) {
      if (names === undefined || automations.some(({ files }) => files?.has(file.path))) continue;
      const using = model.clusters.filter(({ inputs }) => inputs.has(file.path)).map(({ name }) => name);
      const [namespace = '', name = ''] = names.split(':');
      const id = { group: IMAGE_GROUP, kind: 'ImagePolicy', namespace, name };
      const isMeantHere = using.length > 0 && model.clusters.some((cluster) => findObject(cluster, id));
      yield finding(
        'outside',
        { in: file, span },
        {
          data: { names },
          clusters: using,
          related: own.map(({ object }) => ({
            at: { in: object, path: ['spec', 'update', 'path'] },
            says: `'${object.id.name}' updates what stands here`,
          })),
          ...(!isMeantHere && { atMost: 'note' as const }),
        },
      );
    }
  },
});
