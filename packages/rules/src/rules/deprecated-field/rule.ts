import {
  certainMinor,
  defineRule,
  isFluxGroup,
  nodeAt,
  objectsOf,
  own,
  type Rule,
  showPathOf,
} from '@fluxvet/core';
import { FLUX_FIELDS } from './fields.data.js';

export const deprecatedField: Rule = defineRule({
  id: 'deprecated-field',
  title: 'A field is used that is going to be removed',
  why: 'A later release refuses it, or does nothing with it, which nobody notices.',
  category: 'upgrade',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    // Without the name, a patch that sets the field on many objects is told once.
    flux: "The deprecated field '{field}' of {kind} is set: {instead}.",
  },
  *check(model, { finding }) {
    for (const { cluster, object } of objectsOf(model)) {
      if (!cluster || !isFluxGroup(object.id.group)) continue;
      const minor = certainMinor(cluster.flux);
      for (const { path, instead, since } of own(FLUX_FIELDS, object.id.kind) ?? []) {
        // Older releases have nothing to write instead.
        const isTooOld = since !== undefined && (minor === 'old' || (minor !== undefined && minor < since));
        if (isTooOld || nodeAt(object.body, ...path) === undefined) continue;
        const data = { kind: object.id.kind, field: showPathOf(path), instead };
        yield finding('flux', { in: object, path, on: 'key' }, { data });
      }
    }
  },
});
