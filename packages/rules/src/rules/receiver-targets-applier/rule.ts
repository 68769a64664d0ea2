import {
  defineRule,
  fluxObjectsOf,
  isKind,
  itemsAt,
  NOTIFICATION_GROUP,
  nameOf,
  type Rule,
  textAt,
} from '@fluxvet/core';

export const receiverTargetsApplier: Rule = defineRule({
  id: 'receiver-targets-applier',
  title: 'A receiver triggers what applies instead of what fetches',
  why: 'Flux applies the old revision once more: the commit that the webhook tells of is not fetched yet.',
  category: 'correctness',
  severity: 'note',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    applier: "Receiver '{name}' triggers {kind} '{target}', which does not fetch what the webhook tells of.",
  },
  *check(model, { finding }) {
    for (const { object } of fluxObjectsOf(model)) {
      if (!isKind(object, NOTIFICATION_GROUP, 'Receiver')) continue;
      for (const [at, resource] of itemsAt(object.body, 'spec', 'resources').entries()) {
        const kind = textAt(resource, 'kind');
        const target = textAt(resource, 'name');
        if ((kind !== 'Kustomization' && kind !== 'HelmRelease') || target === undefined) continue;
        yield finding(
          'applier',
          { in: object, path: ['spec', 'resources', at, 'kind'] },
          { data: { name: nameOf(object), kind, target } },
        );
      }
    }
  },
});
