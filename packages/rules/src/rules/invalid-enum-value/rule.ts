import { closest, defineRule, type Edits, isOpenValue, nameOf, type Rule, showPathOf } from '@fluxvet/core';
import { judgementsOf } from '../../questions/objects/schema-judgements.js';
import { showList } from '../../questions/texts/show-list.js';

export const invalidEnumValue: Rule = defineRule({
  id: 'invalid-enum-value',
  title: 'A value is none of those that its field allows',
  why: 'The API server refuses the object, and with it everything that is applied together with it.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { value: "{kind} '{name}': {field} is '{value}'; allowed: {allowed}." },
  *check(model, { finding }) {
    for (const judged of judgementsOf(model)) {
      const { cluster, object, found, problems } = judged;
      const isOwn = found.from === 'cluster';
      const isDraft = !cluster && found.from === 'kubernetes';
      for (const problem of problems) {
        if (problem.kind !== 'not-in-enum') continue;
        if (isOpenValue(judged, problem.path)) continue;
        const operator = !isOwn && OPERATOR_KINDS.has(problem.value) && (cluster?.flux.by ?? 'unknown');
        if (operator === 'flux-operator') continue;
        const at = { in: object, path: problem.path };
        const { value, allowed } = problem;
        const data = {
          kind: object.id.kind,
          name: nameOf(object),
          field: showPathOf(problem.path),
          value,
          allowed: showList(allowed),
        };
        const meant = closest(value, allowed);
        const use = meant !== undefined && {
          suggestions: [
            {
              title: `Write '${meant}'`,
              safety: 'unsafe' as const,
              edits: (edits: Edits) => edits.set(at, meant),
            },
          ],
        };
        const atMost =
          operator === 'unknown'
            ? ('note' as const)
            : (isDraft || (!isOwn && !meant)) && ('warning' as const);
        yield finding('value', at, { data, ...use, ...(atMost && { atMost }) });
      }
    }
  },
});

/** The kinds that the Flux Operator adds to those that Alerts and Receivers take, in the definitions that it installs. */
const OPERATOR_KINDS = new Set(['FluxInstance', 'ResourceSet', 'ResourceSetInputProvider']);
