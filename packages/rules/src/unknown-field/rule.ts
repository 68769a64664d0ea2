import {
  type Cluster,
  closest,
  defineRule,
  fluxObjectsOf,
  nameOf,
  problemsOf,
  type Rule,
  schemaOf,
  showPathOf,
} from '@fluxvet/core';

export const unknownField: Rule = defineRule({
  id: 'unknown-field',
  title: 'A field does not exist',
  why: "The API server refuses the object: 'field not declared in schema'; and nothing else of its app is applied.",
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
    for (const { cluster, object } of fluxObjectsOf(model)) {
      const isOwn = schemaOf(object, cluster)?.from !== 'newest';
      for (const problem of problemsOf(object, cluster)) {
        if (problem.kind !== 'unknown-field') continue;
        if (isNoName(problem, cluster)) continue;
        const path = [...problem.path, problem.field];
        const { group, kind } = object.id;
        const data = {
          kind,
          name: nameOf(object),
          field: showPathOf(path),
          apiVersion: `${group}/${object.version}`,
        };
        const similar = closest(problem.field, problem.known);
        const at = { in: object, path, on: 'key' as const };
        // A newer Flux than the newest that is known could have the field.
        const more = isOwn || similar !== undefined ? {} : { atMost: 'warning' as const };
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
