import { defineRule, nameOf, type Rule, referencesOf } from '@fluxvet/core';
import { isMadeElsewhere, lostConfig } from '../../questions/objects/lost-config.js';

export const substituteFromNotFound: Rule = defineRule({
  id: 'substitute-from-not-found',
  title: 'Variables are taken from an object that the cluster does not have',
  why: 'Flux applies nothing of the app: it cannot read the variables.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  absenceOf: ['ConfigMap', 'Secret'],
  messages: {
    missing:
      "Flux Kustomization '{from}' takes variables from {kind} '{wanted}', which its cluster does not have.",
    unproven:
      "Flux Kustomization '{from}' takes variables from {kind} '{wanted}', which no file brings: it must exist in the cluster.",
    similar:
      "Flux Kustomization '{from}' takes variables from {kind} '{wanted}', which its cluster does not have; there is '{similar}'.",
    elsewhere:
      "Flux Kustomization '{from}' takes variables from {kind} '{wanted}', but that {kind} stands in namespace '{namespace}'.",
    hashed:
      "Flux Kustomization '{from}' takes variables from {kind} '{wanted}', but kustomize gives it a name with a hash and does not change this field.",
  },
  *check(model, { finding }) {
    for (const { cluster, reference } of referencesOf(model, 'variables')) {
      const { from, path, wanted } = reference;
      const lost = lostConfig(cluster, reference);
      if (!lost) continue;
      const at = { in: from, path };
      const data = { from: nameOf(from), kind: wanted.kind, wanted: nameOf({ id: wanted }) };
      if (lost.kind === 'missing') {
        const usual = isMadeElsewhere(model, cluster, reference);
        yield finding('missing', at, { data, ...(usual && { atMost: 'note' }) });
      } else if (lost.kind === 'unproven') yield finding('unproven', at, { data, atMost: 'note' });
      else if (lost.kind === 'similar')
        yield finding('similar', at, { data: { ...data, similar: lost.name } });
      else {
        const related = [{ at: { in: lost.object }, says: `The ${wanted.kind} stands here` }];
        const namespace = lost.object.id.namespace ?? '';
        if (lost.kind === 'hashed') yield finding('hashed', at, { data, related });
        else yield finding('elsewhere', at, { data: { ...data, namespace }, related });
      }
    }
  },
});
