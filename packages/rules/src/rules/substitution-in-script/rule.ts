import {
  defineRule,
  type Fix,
  kustomizationsOf,
  nameOf,
  type Place,
  type Rule,
  type SubstitutedUse,
} from '@fluxvet/core';
import { assignedNames, isScript } from '../../questions/texts/script-text.js';
import {
  type SubstitutedText,
  substitutedTexts,
  textAround,
} from '../../questions/texts/substituted-texts.js';

export const substitutionInScript: Rule = defineRule({
  id: 'substitution-in-script',
  title: 'Flux changes a script that is meant to run as it is',
  why: 'The script silently runs with other words than it was written with.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    variable:
      "Flux Kustomization '{app}' replaces '{variable}' in {kind} '{name}' before the script there can give it a value.",
    dollars: "Flux Kustomization '{app}' makes one dollar sign of two in the script in {kind} '{name}'.",
  },
  *check(model, { finding }) {
    for (const { cluster, app } of kustomizationsOf(model)) {
      const { variables, uses, problems } = app.substitution;
      // What Flux cannot read fails the build, which others tell.
      if (!variables?.active || problems.some(({ kind }) => kind === 'syntax')) continue;
      const clusters = [cluster.name];
      for (const use of uses) {
        const text = couldBeOfScript(use) ? textAround(app, use.span) : undefined;
        if (!text || !isOfScript(use.name, text)) continue;
        const at: Place = { in: text.object, path: text.path, span: use.span };
        const data = { app: nameOf(app.object), variable: use.name, ...describe(text) };
        const written = model.tree.read(use.span.file)?.text.slice(use.span.start, use.span.end) ?? '';
        const suggestions = written.startsWith('${') ? [doubled(at, written)] : [];
        yield finding('variable', at, { data, clusters, identity: [use.name], suggestions });
      }
      for (const text of substitutedTexts(app)) {
        if (!PROCESS_ID.test(text.node.value) || !isScript(text.path, text.node.value)) continue;
        const data = { app: nameOf(app.object), ...describe(text) };
        yield finding('dollars', { in: text.object, path: text.path }, { data, clusters, identity: ['$$'] });
      }
    }
  },
});

/** The number of the running shell; `$$name` and `$$(` are escapes that do no harm. */
const PROCESS_ID = /(?:^|[\s/_=.-])\$\$(?![\w({$@*#?!])/m;

/** Without a default, `undefined-variable` has told it; a variable that Flux has is most often meant for Flux. */
function couldBeOfScript({ name, variable, hasDefault }: SubstitutedUse): boolean {
  if (/^\d+$/.test(name)) return hasDefault || variable === 'unknown';
  return hasDefault && variable === 'unset';
}

function isOfScript(name: string, { path, node }: SubstitutedText): boolean {
  return /^\d+$/.test(name) || (isScript(path, node.value) && assignedNames(node.value).has(name));
}

function describe({ object }: SubstitutedText): { kind: string; name: string } {
  return { kind: object.id.kind, name: nameOf(object) };
}

function doubled(at: Place, written: string): Fix {
  return {
    title: 'Keep Flux from replacing it',
    safety: 'unsafe',
    edits: (edits) => edits.set(at, `$${written}`),
  };
}
