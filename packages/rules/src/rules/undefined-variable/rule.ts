import {
  closest,
  defineRule,
  type Fix,
  kustomizationsOf,
  nameOf,
  type Place,
  placeOfSpan,
  type Rule,
} from '@fluxvet/core';
import { certainStrictness } from '../../questions/clusters/certain-strictness.js';
import { assignedNames, isScript } from '../../questions/texts/script-text.js';
import {
  isOfFluxDefinition,
  type SubstitutedText,
  textAround,
} from '../../questions/texts/substituted-texts.js';

export const undefinedVariable: Rule = defineRule({
  id: 'undefined-variable',
  title: 'A variable is used that nothing defines',
  why: 'Flux 2.9 and later stop there and apply nothing of the app; earlier releases put an empty text in its place.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    undefined: "The variable '{variable}' is defined nowhere for Flux Kustomization '{app}'.",
    similar:
      "The variable '{variable}' is defined nowhere for Flux Kustomization '{app}'; there is '{similar}'.",
  },
  *check(model, { finding }) {
    for (const { cluster, app } of kustomizationsOf(model)) {
      const { variables, uses } = app.substitution;
      for (const { name, span, hasDefault, variable } of uses) {
        // A ConfigMap or Secret that is not in the files may define it: then it is `unknown`.
        if (variable !== 'unset' || hasDefault || !variables) continue;
        const text = textAround(app, span);
        // A rule of its own tells what to do about the definitions of Flux.
        if (text && isOfFluxDefinition(text)) continue;
        const at: Place | undefined = text
          ? { in: text.object, path: text.path, span }
          : placeOfSpan(model, span);
        if (!at) continue;
        const written = model.tree.read(span.file)?.text.slice(span.start, span.end);
        const similar = closest(name, variables.defined.keys());
        const data = { variable: name, app: nameOf(app.object) };
        const more = {
          identity: [name],
          clusters: [cluster.name],
          suggestions: remedies(name, { at, written, text, similar }),
          ...leniency(certainStrictness(cluster, app), model.tree.read(span.file)?.text, span.start),
        };
        if (similar === undefined) yield finding('undefined', at, { data, ...more });
        else yield finding('similar', at, { data: { ...data, similar }, ...more });
      }
    }
  },
});

/** Where Flux may go on, it puts an empty text in; in a comment that harms nobody. */
function leniency(
  strictness: 'strict' | 'lenient' | 'unknown',
  text: string | undefined,
  at: number,
): { atMost?: 'warning' | 'note' } {
  if (strictness === 'strict') return {};
  const line = text?.slice(text.lastIndexOf('\n', at - 1) + 1, at) ?? '';
  return { atMost: strictness === 'lenient' && /^\s*#/.test(line) ? 'note' : 'warning' };
}

interface Use {
  readonly at: Place;
  /** What stands at the place. */
  readonly written: string | undefined;
  readonly text: SubstitutedText | undefined;
  readonly similar: string | undefined;
}

/** What can be written instead: in a program the variable is one of the program, elsewhere it lacks a value. */
function remedies(name: string, { at, written, text, similar }: Use): Fix[] {
  // Only where the characters of the use are known, and not just the value around them.
  if (!written?.startsWith('${') || !written.endsWith('}')) return [];
  const instead = (title: string, value: string): Fix => ({
    title,
    safety: 'unsafe',
    edits: (edits) => edits.set(at, value),
  });
  const plain = instead('Keep Flux from replacing it', `$${written}`);
  if (text && isOfScript(name, text)) return [plain];
  const meant = similar === undefined ? [] : [instead(`Use '${similar}'`, written.replace(name, similar))];
  const empty = written === `\${${name}}` ? [instead('Give it an empty default', `\${${name}:=}`)] : [];
  return [...meant, ...empty, plain];
}

function isOfScript(name: string, { path, node }: SubstitutedText): boolean {
  return /^\d+$/.test(name) || isScript(path, node.value) || assignedNames(node.value).has(name);
}
