import {
  type AppliedObject,
  defineRule,
  type Fix,
  nameOf,
  nodeAt,
  type Place,
  type Rule,
} from '@fluxvet/core';
import { SUBSTITUTE_MARK, substitutedTexts } from '../../questions/texts/substituted-texts.js';

export const substituteAnnotationCase: Rule = defineRule({
  id: 'substitute-annotation-case',
  title: 'The mark that keeps variables from being replaced has no effect',
  why: "Flux replaces the variables all the same: it reads this mark in lower case only, and only as 'disabled'.",
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    ineffective: "{kind} '{name}' opts out of nothing: '{mark}' must be 'disabled', and is '{value}'.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      for (const object of cluster.objects) {
        for (const field of ['labels', 'annotations']) {
          const path = ['metadata', field, SUBSTITUTE_MARK];
          const node = nodeAt(object.body, ...path);
          if (node?.kind !== 'scalar' || node.unknown !== undefined) continue;
          const { value } = node;
          // Who writes `enabled` wants what happens anyway.
          if (value === 'disabled' || /^(enabled?|true|yes|on|)$/i.test(value)) continue;
          const at: Place = { in: object, path };
          const meant: Fix = {
            title: "Write 'disabled'",
            safety: 'unsafe',
            edits: (edits) => edits.set(at, 'disabled'),
          };
          yield finding('ineffective', at, {
            data: { kind: object.id.kind, name: nameOf(object), mark: SUBSTITUTE_MARK, value },
            suggestions: [meant],
            ...(!isSubstituted(object) && { atMost: 'warning' as const }),
          });
        }
      }
    }
  },
});

/** Whether the object holds something that Flux replaces. */
function isSubstituted(object: AppliedObject): boolean {
  const app = object.appliedBy;
  if (!app?.substitution.variables?.active) return false;
  return substitutedTexts(app).some((text) => text.object === object);
}
