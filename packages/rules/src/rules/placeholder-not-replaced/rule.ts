import { defineRule, nameOf, nodeAt, type Rule, showPathOf, sourcesOf } from '@fluxvet/core';

// Only fields that would stop the sync; a placeholder in a text for people harms nobody.
const FIELDS: readonly (readonly string[])[] = [
  ['spec', 'url'],
  ['spec', 'endpoint'],
  ['spec', 'bucketName'],
  ['spec', 'ref', 'branch'],
  ['spec', 'secretRef', 'name'],
];

const PLACEHOLDER =
  /<[A-Za-z][\w .-]*>|\b(CHANGE_?ME|REPLACE_?ME|YOUR[-_](ORG|ORGANIZATION|REPO|REPOSITORY|USER|NAME)\w*)\b/i;

export const placeholderNotReplaced: Rule = defineRule({
  id: 'placeholder-not-replaced',
  title: 'A placeholder of an example was not replaced',
  why: 'Flux cannot fetch the source, and applies nothing that depends on it.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { placeholder: "{kind} '{name}': {field} still holds the placeholder '{placeholder}'." },
  *check(model, { finding }) {
    for (const { source } of sourcesOf(model)) {
      const { object } = source;
      for (const path of FIELDS) {
        const node = nodeAt(object.body, ...path);
        const placeholder = node?.kind === 'scalar' ? PLACEHOLDER.exec(node.value)?.[0] : undefined;
        if (placeholder === undefined) continue;
        const data = { kind: object.id.kind, name: nameOf(object), field: showPathOf(path), placeholder };
        yield finding('placeholder', { in: object, path }, { data });
      }
    }
  },
});
