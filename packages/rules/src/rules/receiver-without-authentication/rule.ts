import {
  defineRule,
  type Fix,
  fluxObjectsOf,
  isKind,
  NOTIFICATION_GROUP,
  nameOf,
  type Place,
  type Rule,
  textAt,
} from '@fluxvet/core';

export const receiverWithoutAuthentication: Rule = defineRule({
  id: 'receiver-without-authentication',
  title: 'A receiver takes any request for genuine',
  why: 'Whoever learns the address can make Flux fetch and apply without end; only the path of the address is secret.',
  category: 'security',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { generic: "Receiver '{name}' of type 'generic' does not check who sends a request." },
  *check(model, { finding }) {
    for (const { cluster, object } of fluxObjectsOf(model)) {
      if (!isKind(object, NOTIFICATION_GROUP, 'Receiver')) continue;
      if (textAt(object.body, 'spec', 'type') !== 'generic') continue;
      if (textAt(object.body, 'spec', 'suspend') === 'true') continue;
      const at: Place = { in: object, path: ['spec', 'type'] };
      const sign: Fix = {
        title: "Use 'generic-hmac'",
        safety: 'unsafe',
        edits: (edits) => edits.set(at, 'generic-hmac'),
      };
      yield finding('generic', at, {
        data: { name: nameOf(object) },
        suggestions: [sign],
        ...(!cluster && { atMost: 'note' as const }),
      });
    }
  },
});
