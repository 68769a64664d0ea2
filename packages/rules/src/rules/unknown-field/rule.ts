import { type Cluster, closest, defineRule, nameOf, type Rule, schemaOf, showPathOf } from '@fluxvet/core';
import { type Judgement, judgementsOf } from '../../questions/objects/schema-judgements.js';

export const unknownField: Rule = defineRule({
  id: 'unknown-field',
  title: 'A field does not exist',
  why: "The API server refuses the object, 'field not declared in schema', or the field is dropped without a word.",
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    unknown: "{kind} '{name}' has the field '{field}', which {apiVersion} does not have.",
    similar:
      "{kind} '{name}' has the field '{field}', which {apiVersion} does not have; there is '{similar}'.",
  },
  *check(model, { finding }) {
    for (const judged of judgementsOf(model)) {
      const { cluster, object, problems } = judged;
      for (const problem of problems) {
        if (problem.kind !== 'unknown-field' || isNoName(problem, cluster)) continue;
        const path = [...problem.path, problem.field];
        const similar = closest(problem.field, problem.known);
        const data = {
          kind: object.id.kind,
          name: nameOf(object),
          field: showPathOf(path),
          apiVersion: versionOf(judged),
        };
        const at = { in: object, path, on: 'key' as const };
        const more = isProven(judged, similar) ? {} : { atMost: 'warning' as const };
        if (similar === undefined) yield finding('unknown', at, { data, ...more });
        else yield finding('similar', at, { data: { ...data, similar }, ...more });
      }
    }
  },
});

/** Whether a key is a template, the mark of SOPS, or a directive of a patch that no kustomization uses. */
function isNoName(
  { field, path }: { readonly field: string; readonly path: readonly unknown[] },
  cluster: Cluster | undefined,
): boolean {
  if (field === 'sops' && path.length === 0) return true;
  return field.includes('${') || field.includes('<<') || (!cluster && field.startsWith('$'));
}

function versionOf({ object, found }: Judgement): string {
  const { group } = object.id;
  const version = group === '' ? object.version : `${group}/${object.version}`;
  return found.release === undefined ? version : `${version} of ${found.release}`;
}

/** Whether the object is certainly refused; a newer release than the newest that is known could have the field. */
function isProven({ cluster, object, found }: Judgement, similar: string | undefined): boolean {
  if (found.from === 'cluster' || found.from === 'older') return true;
  if (similar === undefined) return false;
  // kustomize-controller reads objects of built-in kinds into Go's types, which drops what they do not have; but not these.
  const isBuiltIn = schemaOf(object, cluster)?.from === 'kubernetes';
  return !isBuiltIn || (cluster !== undefined && /^(Cluster)?Role$/.test(object.id.kind));
}
