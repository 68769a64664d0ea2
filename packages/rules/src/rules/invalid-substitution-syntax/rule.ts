import {
  defineRule,
  evaluate,
  type Fix,
  kustomizationsOf,
  nameOf,
  type Place,
  placeOfSpan,
  type Rule,
  showPathOf,
} from '@fluxvet/core';
import { textAround } from '../../questions/texts/substituted-texts.js';

export const invalidSubstitutionSyntax: Rule = defineRule({
  id: 'invalid-substitution-syntax',
  title: 'A text cannot be read when variables are replaced',
  why: 'One such text fails the whole build, and Flux applies nothing of the app.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    syntax:
      "{kind} '{name}' has a variable in '{field}' that Flux Kustomization '{app}' cannot read: {reason}.",
    unclear: "There is a variable here that Flux Kustomization '{app}' cannot read.",
    broken:
      "{kind} '{name}' is no valid YAML any more with the variables of Flux Kustomization '{app}' in '{field}'.",
  },
  *check(model, { finding }) {
    for (const { cluster, app } of kustomizationsOf(model)) {
      for (const { kind, span } of app.substitution.problems) {
        if (kind === 'unset') continue;
        const data = { app: nameOf(app.object) };
        const clusters = [cluster.name];
        const text = textAround(app, span);
        const reason = text && evaluate(text.node.value, () => ({ kind: 'unset' }), 'lenient').error?.message;
        if (!text || (kind === 'syntax' && reason === undefined)) {
          const at = placeOfSpan(model, span);
          if (at) yield finding('unclear', at, { data, clusters });
          continue;
        }
        const { object, path } = text;
        const at: Place = { in: object, path, span };
        const where = { ...data, kind: object.id.kind, name: nameOf(object), field: showPathOf(path) };
        if (kind === 'broken-yaml') {
          yield finding('broken', at, { data: where, clusters });
          continue;
        }
        const written = model.tree.read(span.file)?.text.slice(span.start, span.end);
        const suggestions = written?.startsWith('${') ? [keepPlain(at, written)] : [];
        yield finding('syntax', at, { data: { ...where, reason: reason ?? '' }, clusters, suggestions });
      }
    }
  },
});

function keepPlain(at: Place, written: string): Fix {
  return {
    title: 'Keep Flux from replacing it',
    safety: 'unsafe',
    edits: (edits) => edits.set(at, `$${written}`),
  };
}
