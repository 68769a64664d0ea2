import {
  defineRule,
  evaluate,
  type Fix,
  kustomizationsOf,
  nameOf,
  type Place,
  type Rule,
  showId,
} from '@fluxvet/core';
import { assignedNames, isScript } from '../../questions/texts/script-text.js';
import { type SubstitutedText, substitutedTexts } from '../../questions/texts/substituted-texts.js';

export const ineffectivePostBuild: Rule = defineRule({
  id: 'ineffective-post-build',
  title: 'A postBuild has no variables, and replaces nothing',
  why: 'Flux applies the text with dollar sign and braces as it is, and puts no default in.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    ineffective:
      "Flux Kustomization '{app}' has a postBuild without variables, so that '{variable}' keeps its dollar sign in '{object}'.",
  },
  *check(model, { finding }) {
    for (const { cluster, app } of kustomizationsOf(model)) {
      const { variables } = app.substitution;
      // A variable that cannot be read is one all the same.
      if (!variables || variables.active || variables.problems.length > 0) continue;
      for (const text of substitutedTexts(app)) {
        const variable = variableWithDefault(text);
        if (variable === undefined) continue;
        const at: Place = { in: app.object, path: ['spec', 'postBuild'], on: 'key' };
        const minor = cluster.flux.version?.minor;
        const canForce = typeof minor === 'number' && minor >= FIRST_WITH_STRATEGY;
        yield finding('ineffective', at, {
          data: { app: nameOf(app.object), variable, object: showId(text.object.id) },
          related: [{ at: { in: text.object, path: text.path }, says: 'The variable' }],
          suggestions: canForce ? [always(at)] : [],
        });
        break;
      }
    }
  },
});

/** The first minor of Flux that can be told to replace defaults without any variable. */
const FIRST_WITH_STRATEGY = 9;

/** A variable that was written for Flux: with a default, and not in a script. */
function variableWithDefault({ path, node }: SubstitutedText): string | undefined {
  if (isScript(path, node.value)) return undefined;
  const assigned = assignedNames(node.value);
  const { uses } = evaluate(node.value, () => ({ kind: 'unset' }), 'lenient');
  return uses.find(({ name, hasDefault }) => hasDefault && !/^\d/.test(name) && !assigned.has(name))?.name;
}

function always(at: Place): Fix {
  return {
    title: "Set 'substituteStrategy: Always'",
    safety: 'unsafe',
    edits: (edits) => edits.add({ in: at.in, path: ['spec', 'postBuild'] }, 'substituteStrategy', 'Always'),
  };
}
