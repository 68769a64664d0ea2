import {
  defineRule,
  type KubernetesObject,
  kustomizationsOf,
  nameOf,
  nodeAt,
  type Path,
  type Rule,
  showPathOf,
} from '@fluxvet/core';
import { substitutedTexts } from '../../questions/texts/substituted-texts.js';

export const unquotedNumericSubstitution: Rule = defineRule({
  id: 'unquoted-numeric-substitution',
  title: 'A variable turns a text into a number or a boolean',
  why: 'The quotes around a variable are gone when its value is put in, and the API server takes only text there.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    type: "'{field}' of {kind} '{name}' must be text, and becomes {type} with the variables of Flux Kustomization '{app}'.",
  },
  *check(model, { finding }) {
    for (const { cluster, app } of kustomizationsOf(model)) {
      if (!app.substitution.variables?.active) continue;
      for (const { object, path, node } of substitutedTexts(app)) {
        if (node.tag !== '!!str' || !mustBeText(object, path)) continue;
        const after = nodeAt(object.body, ...path);
        const known = after?.kind === 'scalar' && after.unknown === undefined;
        const type = known ? TYPES[after.tag] : undefined;
        if (type === undefined) continue;
        const data = {
          field: showPathOf(path),
          kind: object.id.kind,
          name: nameOf(object),
          type,
          app: nameOf(app.object),
        };
        yield finding('type', { in: object, path }, { data, clusters: [cluster.name] });
      }
    }
  },
});

const TYPES: Readonly<Record<string, string>> = {
  '!!int': 'a whole number',
  '!!float': 'a number',
  '!!bool': 'a boolean',
  '!!null': 'null',
};

/** The kinds of Kubernetes that hold containers. */
const WORKLOADS: ReadonlySet<string> = new Set([
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Job',
  'CronJob',
]);
const WORKLOAD_GROUPS: ReadonlySet<string> = new Set(['', 'apps', 'batch']);

/** Whether the API server takes nothing but text there; for other fields the schema of the kind would have to be known. */
function mustBeText({ id }: KubernetesObject, path: Path): boolean {
  const [first, second] = path;
  if (first === 'metadata') return second === 'labels' || second === 'annotations';
  if (id.group === '' && id.kind === 'ConfigMap') return first === 'data';
  if (id.group === '' && id.kind === 'Secret') return first === 'stringData';
  if (!WORKLOADS.has(id.kind) || !WORKLOAD_GROUPS.has(id.group)) return false;
  const last = path.at(-1);
  const parent = path.at(-2);
  if (typeof last === 'number') return parent === 'args' || parent === 'command';
  if (last === 'value') return path.at(-3) === 'env';
  return ['labels', 'annotations', 'matchLabels', 'nodeSelector'].includes(String(parent));
}
