import {
  type Cluster,
  defineRule,
  findObject,
  itemsAt,
  type KubernetesObject,
  type KustomizationApp,
  kustomizationsOf,
  nameOf,
  nodeAt,
  type Path,
  type Rule,
  textAt,
} from '@fluxvet/core';
import { showSome } from '../../questions/texts/show-some.js';
import { isOptedOut } from '../../questions/texts/substituted-texts.js';

export const invalidVariableName: Rule = defineRule({
  id: 'invalid-variable-name',
  title: 'A variable has a name that Flux refuses',
  why: 'Flux applies nothing of the app, whether anything uses the variable or not.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    own: "Flux Kustomization '{app}' defines {variables}, which cannot be the name of a variable.",
    from: "Flux Kustomization '{app}' takes variables from {kind} '{source}', where {variables} cannot be the name of one.",
  },
  *check(model, { finding }) {
    for (const { cluster, app } of kustomizationsOf(model)) {
      const names = [...(app.substitution.variables?.defined.keys() ?? [])].filter(
        (name) => !VALID.test(name),
      );
      if (names.length === 0) continue;
      // Where nothing is rendered, or all of it has opted out, no name is looked at.
      const harmless = app.path.kind === 'built' && app.objects.every(isOptedOut);
      if (harmless) continue;
      const more = app.path.kind === 'built' ? {} : { atMost: 'warning' as const };
      for (const { object, path, variables } of definitionsOf(names, app, cluster)) {
        const [first = ''] = variables;
        const data = { app: nameOf(app.object), variables: showSome(variables) };
        const at = { in: object, path: [...path, first], on: 'key' as const };
        if (object === app.object) yield finding('own', at, { data, ...more });
        else {
          const source = { kind: object.id.kind, source: nameOf(object) };
          yield finding('from', at, { data: { ...data, ...source }, identity: [data.app], ...more });
        }
      }
    }
  },
});

const VALID = /^[_A-Za-z][_A-Za-z0-9]*$/;

interface Definitions {
  readonly object: KubernetesObject;
  readonly path: Path;
  readonly variables: readonly string[];
}

/** The objects that define the names, each with those that stand in it. */
function* definitionsOf(
  names: readonly string[],
  app: KustomizationApp,
  cluster: Cluster,
): Generator<Definitions> {
  const own: Path = ['spec', 'postBuild', 'substitute'];
  const places: { object: KubernetesObject; path: Path }[] = [{ object: app.object, path: own }];
  for (const reference of itemsAt(app.object.body, 'spec', 'postBuild', 'substituteFrom')) {
    const { namespace } = app.object.id;
    const [kind = '', name = ''] = [textAt(reference, 'kind'), textAt(reference, 'name')];
    const object = findObject(cluster, {
      group: '',
      kind,
      ...(namespace !== undefined && { namespace }),
      name,
    });
    if (object) places.push({ object, path: ['data'] }, { object, path: ['stringData'] });
  }
  for (const { object, path } of places) {
    const variables = names.filter((name) => nodeAt(object.body, ...path, name) !== undefined);
    if (variables.length > 0) yield { object, path, variables };
  }
}
