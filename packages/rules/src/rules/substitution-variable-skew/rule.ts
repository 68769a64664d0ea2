import {
  annotationsOf,
  appCounterparts,
  clusterCounterparts,
  defineRule,
  type KustomizationApp,
  labelsOf,
  nameOf,
  type Place,
  placeOfSpan,
  type Rule,
  scalarsOf,
} from '@fluxvet/core';

export const substitutionVariableSkew: Rule = defineRule({
  id: 'substitution-variable-skew',
  title: 'A variable is set in one environment only',
  why: 'Flux 2.8 and older replaces it with nothing, or leaves it as it is: what was tried in one environment fails in the other.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    empty:
      "Flux Kustomization '{app}' uses the variable '{variable}', which is set in {environment} but not in {other}: there it becomes an empty text.",
    literal:
      "Flux Kustomization '{app}' uses the variable '{variable}', which is set in {environment}; in {other} it replaces no variables, and the text stays as it is.",
  },
  *check(model, { finding }) {
    for (const pair of clusterCounterparts(model)) {
      const environments = [pair.staging.environment ?? '', pair.production.environment ?? ''] as const;
      for (const { staging, production } of appCounterparts(pair)) {
        const ways = [
          { set: staging, lacks: production, environment: environments[0], other: environments[1] },
          { set: production, lacks: staging, environment: environments[1], other: environments[0] },
        ];
        for (const { set, lacks, environment, other } of ways) {
          const messageId = lacks.substitution.variables?.active ? 'empty' : 'literal';
          for (const variable of missingVariables(set, lacks)) {
            const definition = set.substitution.variables?.defined.get(variable);
            const at = definition && placeOfSpan(model, definition.origin.span);
            const place: Place = { in: lacks.object, path: ['spec', 'postBuild'], on: 'key' };
            const data = { app: nameOf(lacks.object), variable, environment, other };
            yield finding(messageId, place, {
              data,
              identity: [variable],
              ...(at && { related: [{ at, says: `Set for ${environment} here` }] }),
            });
          }
        }
      }
    }
  },
});

/** The variables that both use and only the first one has; one with a default is left out on purpose. */
function missingVariables(set: KustomizationApp, lacks: KustomizationApp): string[] {
  const { variables, uses } = set.substitution;
  if (!variables?.active) return [];
  const used = new Set(uses.filter(({ name }) => variables.defined.has(name)).map(({ name }) => name));
  const there = lacks.substitution;
  const unset = there.variables?.active
    ? there.uses.filter(({ variable, hasDefault }) => variable === 'unset' && !hasDefault)
    : literalUses(lacks, set);
  return [...new Set(unset.map(({ name }) => name))].filter((name) => used.has(name)).sort();
}

/** The variables that one app replaces and that stay in the objects of another. */
function literalUses(app: KustomizationApp, set: KustomizationApp): { readonly name: string }[] {
  const byFile = new Map<string, Set<string>>();
  for (const { name, span, hasDefault } of set.substitution.uses) {
    if (!hasDefault) byFile.set(span.file, (byFile.get(span.file) ?? new Set()).add(name));
  }
  if (byFile.size === 0) return [];
  return app.objects.flatMap(({ body }) => {
    if ([labelsOf(body), annotationsOf(body)].some((marks) => marks.get(MARK) === 'disabled')) return [];
    return scalarsOf(body).flatMap(({ node }) =>
      [...(byFile.get(node.origin.span.file) ?? [])]
        .filter((name) => node.value.includes(`\${${name}}`))
        .map((name) => ({ name })),
    );
  });
}

const MARK = 'kustomize.toolkit.fluxcd.io/substitute';
