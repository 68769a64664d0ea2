import {
  type AppliedObject,
  type Cluster,
  defineRule,
  entriesAt,
  isCredentialName,
  kustomizationsOf,
  nameOf,
  type Origin,
  type Path,
  type Rule,
  type Span,
  scalarsOf,
  textAt,
} from '@fluxvet/core';

export const secretVariableExposed: Rule = defineRule({
  id: 'secret-variable-exposed',
  title: 'A variable out of a Secret ends in plain text',
  why: 'Whoever may read workloads in the cluster can read it there, and need not be allowed to read Secrets.',
  category: 'security',
  severity: 'note',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    variable:
      "The variable '{variable}' comes out of Secret '{secret}' and stands in plain text in {kind} '{name}': use a secretKeyRef.",
    annotation:
      "The variable '{variable}' comes out of Secret '{secret}' and stands in plain text in an annotation of {kind} '{name}'.",
  },
  *check(model, { finding }) {
    for (const { cluster, app } of kustomizationsOf(model)) {
      const secrets = secretEntries(cluster, app.object);
      if (secrets.length === 0) continue;
      for (const object of app.objects) {
        if (object.id.kind === 'Secret') continue;
        for (const { node, path } of scalarsOf(object.body)) {
          const place = placeOf(path);
          const entry = place && secrets.find(({ span }) => comesFrom(node.origin, span));
          if (!entry) continue;
          const field =
            place === 'environment' ? textAt(object.body, ...path.slice(0, -1), 'name') : path.at(-1);
          if (!isCredentialName(entry.variable) && !isCredentialName(String(field ?? ''))) continue;
          const { variable, secret } = entry;
          const data = { variable, secret, kind: object.id.kind, name: nameOf(object) };
          yield finding(place === 'environment' ? 'variable' : 'annotation', { in: object, path }, { data });
        }
      }
    }
  },
});

interface SecretEntry {
  readonly variable: string;
  readonly secret: string;
  readonly span: Span;
}

/** The values of the Secrets from which an app takes variables. */
function secretEntries(cluster: Cluster, app: AppliedObject): SecretEntry[] {
  return cluster.references.flatMap(({ from, role, to }) => {
    if (from !== app || role !== 'variables' || to.kind !== 'found' || to.target.id.kind !== 'Secret')
      return [];
    const { target } = to;
    const entries = ['data', 'stringData'].flatMap((field) => entriesAt(target.body, field));
    return entries.map(({ key, value }) => ({
      variable: key.value,
      secret: nameOf(target),
      span: value.origin.span,
    }));
  });
}

/** Whether a place is one that people read who may not read Secrets. */
function placeOf(path: Path): 'environment' | 'annotation' | undefined {
  if (path.at(-1) === 'value' && path.at(-3) === 'env') return 'environment';
  return path.at(-2) === 'annotations' ? 'annotation' : undefined;
}

function comesFrom(origin: Origin, { file, start }: Span): boolean {
  for (let at: Origin | undefined = origin; at; at = at.was) {
    if (at.step?.from?.some(({ span }) => span.file === file && span.start === start)) return true;
  }
  return false;
}
