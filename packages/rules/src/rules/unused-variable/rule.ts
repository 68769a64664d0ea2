import {
  defineRule,
  type FluxModel,
  type KustomizationApp,
  kustomizationsOf,
  nameOf,
  nodeAt,
  type Rule,
} from '@fluxvet/core';

export const unusedVariable: Rule = defineRule({
  id: 'unused-variable',
  title: 'A variable is defined and never used',
  why: 'It misleads readers, and is often the sign of a name that is spelled differently where it is used.',
  category: 'style',
  severity: 'note',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: { unused: "The variable '{variable}' of Flux Kustomization '{app}' is used nowhere." },
  *check(model, { finding }) {
    for (const { app, name } of unusedIn(model)) {
      yield finding(
        'unused',
        { in: app.object, path: ['spec', 'postBuild', 'substitute', name], on: 'key' },
        { data: { variable: name, app: nameOf(app.object) } },
      );
    }
  },
});

interface Definition {
  readonly app: KustomizationApp;
  readonly name: string;
}

/** Definitions that no app uses: one text can define a variable for the apps of several clusters. */
function unusedIn(model: FluxModel): Definition[] {
  const used = new Set<string>();
  const unused = new Map<string, Definition[]>();
  for (const { app } of kustomizationsOf(model)) {
    const names = new Set(app.substitution.uses.map(({ name }) => name));
    // Only where everything is seen that the app renders.
    const isSeen = app.state === 'whole' && app.objects.length > 0;
    const substitute = nodeAt(app.object.body, 'spec', 'postBuild', 'substitute');
    for (const { key, value } of substitute?.kind === 'map' ? substitute.entries : []) {
      const { file, start } = key.origin.span;
      const text = `${file}:${start}`;
      // What a patch gives to many apps need not be used by each of them.
      const isShared = [value.origin, key.origin].some(
        ({ step }) => step !== undefined && step.kind !== 'substituted',
      );
      if (!isSeen || isShared || names.has(key.value)) used.add(text);
      else unused.set(text, [...(unused.get(text) ?? []), { app, name: key.value }]);
    }
  }
  return [...unused].flatMap(([text, definitions]) => (used.has(text) ? [] : definitions));
}
