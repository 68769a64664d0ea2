import { type App, defineRule, nameOf, type Rule, textAt } from '@fluxvet/core';

export const nameTooLong: Rule = defineRule({
  id: 'name-too-long',
  title: 'The name of an app is longer than a label may be',
  why: 'Flux labels everything that it applies with the name of the app, and the API server refuses such a label.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    long: "The name of {kind} '{app}' has {length} characters; more than {most} do not fit into the labels that Flux sets.",
  },
  *check(model, { finding }) {
    for (const { apps } of model.clusters) {
      for (const { kind, object } of apps) {
        const name = knownName(object);
        if (name === undefined || name.length <= MOST) continue;
        const data = { kind, app: nameOf(object), length: name.length, most: MOST };
        yield finding('long', { in: object, path: ['metadata', 'name'] }, { data });
      }
    }
  },
});

/** The value of a label has at most so many characters. */
const MOST = 63;

function knownName({ body }: App['object']): string | undefined {
  return textAt(body, 'metadata', 'name');
}
