import {
  defineRule,
  type FluxModel,
  indexOf,
  isUnsettled,
  nameOf,
  nodeAt,
  type Path,
  type Rule,
  showPathOf,
} from '@fluxvet/core';
import { type Judgement, judgementsOf } from '../../questions/objects/schema-judgements.js';
import { showList } from '../../questions/texts/show-list.js';
import { isWrittenElsewhere } from './is-written-elsewhere.js';

export const missingRequiredField: Rule = defineRule({
  id: 'missing-required-field',
  title: 'A required field is missing',
  why: 'The API server refuses the object, and with it everything that is applied together with it.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { missing: "{kind} '{name}' lacks {fields}, which {isRequired} required." },
  *check(model, { finding }) {
    for (const judged of judgementsOf(model)) {
      const { object, problems } = judged;
      const byParent = new Map<string, { path: readonly (string | number)[]; fields: string[] }>();
      for (const problem of problems) {
        if (problem.kind !== 'missing-field' || isCompletedElsewhere(model, judged, problem)) continue;
        const parent = showPathOf(problem.path);
        const known = byParent.get(parent) ?? { path: problem.path, fields: [] };
        byParent.set(parent, { ...known, fields: [...known.fields, problem.field] });
      }
      for (const { path, fields } of byParent.values()) {
        const full = fields.map((field) => showPathOf([...path, field]));
        const data = {
          kind: object.id.kind,
          name: nameOf(object),
          fields: showList(full),
          isRequired: fields.length === 1 ? 'is' : 'are',
        };
        yield finding(
          'missing',
          { in: object, path: path.length === 0 ? ['metadata', 'name'] : path, on: 'key' },
          { data, identity: fields, ...limitOf(judged) },
        );
      }
    }
  },
});

/** Whether what no cluster applies as it stands is a patch, or one of a kind to which overlays add the field elsewhere. */
function isCompletedElsewhere(
  model: FluxModel,
  { cluster, object }: Judgement,
  { path, field }: { readonly path: Path; readonly field: string },
): boolean {
  if (cluster) return false;
  if (/(^|\/)patch(es)?\//.test(object.body.origin.span.file)) return true;
  const { group, kind } = object.id;
  // A patch that nothing lists yet has the name of the object that it is meant for.
  if (isWrittenElsewhere(model, object)) return true;
  const key = [group, kind, ...path, field].join('/');
  const known = remembered.get(model) ?? new Map<string, boolean>();
  remembered.set(model, known);
  let isAdded = known.get(key);
  if (isAdded === undefined) {
    isAdded = model.clusters.some((each) =>
      indexOf(each)
        .ofKind(group, kind)
        .some(({ body }) => {
          const added = nodeAt(body, ...path, field)?.origin;
          // What stood there before was changed, not added.
          return added !== undefined && !added.was && added.span.file !== body.origin.span.file;
        }),
    );
    known.set(key, isAdded);
  }
  return isAdded;
}

const remembered = new WeakMap<FluxModel, Map<string, boolean>>();

function limitOf(judged: Judgement): { readonly atMost?: 'warning' | 'note' } {
  // What a cluster does not apply as it stands may be completed where it is used.
  if (isUnsettled(judged)) return { atMost: 'note' };
  // Admission webhooks may complete built-in kinds, and earlier releases of Flux demanded less.
  return judged.found.from === 'kubernetes' || judged.found.from === 'older' ? { atMost: 'warning' } : {};
}
