/**
 * `namespace:` puts every object into one namespace, with kustomize's special cases.
 * Source: api/filters/namespace of kustomize.
 *
 * @module
 */
import type { MapNode, Node, Origin } from '../../yaml/nodes/node.js';
import { itemsAt, nodeAt, textAt, updateAt, withItems } from '../../yaml/nodes/node-path.js';
import { type BuildContext, report } from '../load/context.js';
import { setScalar, updateField, updateFields } from '../objects/each-field.js';
import { idOf, type Resource, rememberId, resKey, showResId } from '../objects/resource.js';
import type { ResourceSet } from '../objects/resource-set.js';
import type { FieldSpec } from '../schema/field-specs.data.js';

/** Which subjects of role bindings get the namespace. */
export type SubjectMode = 'defaultOnly' | 'allServiceAccounts' | 'none';

export interface NamespaceOptions {
  readonly namespace: string;
  /** Why the namespace cannot be known. */
  readonly unknown?: string | undefined;
  readonly origin: Origin;
  readonly fieldSpecs: readonly FieldSpec[];
  /** Leaves objects alone that have a namespace. */
  readonly unsetOnly: boolean;
  readonly subjects: SubjectMode;
}

/** Sets the namespace of every object. */
export function setNamespace(set: ResourceSet, options: NamespaceOptions, context: BuildContext): void {
  for (const resource of set.items) {
    rememberId(resource, set.schema);
    resource.body = inNamespace(resource, options, set);
  }
  set.renamed();
  for (const resource of set.items) {
    const id = idOf(resource.body);
    const [first] = set.byCurrentKey(resKey(id, set.schema));
    if (first === resource) continue;
    const message = `In one namespace there are two objects ${showResId(id)}.`;
    report(context, 'namespace-conflict', message, options.origin.span);
  }
}

function inNamespace(resource: Resource, options: NamespaceOptions, set: ResourceSet): MapNode {
  const id = idOf(resource.body);
  const change = (old: Node): Node => {
    if (options.unsetOnly && old.kind === 'scalar' && old.value !== '') return old;
    const origin = { ...options.origin, ...(old.origin !== options.origin && { was: old.origin }) };
    return setScalar(old, options.namespace, origin, { tag: '!!str', unknown: options.unknown });
  };
  const creation = { kind: 'scalar', origin: options.origin } as const;
  let body = resource.body;
  if (!set.schema.isClusterScoped(id)) body = updateField(body, METADATA_NAMESPACE, change, creation);
  const isBinding = id.kind === 'RoleBinding' || id.kind === 'ClusterRoleBinding';
  if (isBinding && options.subjects !== 'none')
    body = bindSubjects(body, options.subjects, change, options.origin);
  const specs = options.fieldSpecs.filter((spec) =>
    isUsed(spec, id.group === '' && id.version === 'v1', isBinding),
  );
  return updateFields(body, specs, change, creation);
}

const METADATA_NAMESPACE: FieldSpec = { path: 'metadata/namespace', create: true };

/** Some fields have rules of their own above; the name is only set on the core group's Namespace objects. */
function isUsed(spec: FieldSpec, core: boolean, isBinding: boolean): boolean {
  if (spec.path === 'metadata/namespace') return false;
  if (spec.path === 'metadata/name') return core;
  const ofBinding = spec.kind === 'RoleBinding' || spec.kind === 'ClusterRoleBinding';
  return !(isBinding && ofBinding && spec.path === 'subjects/namespace');
}

function bindSubjects(
  body: MapNode,
  mode: SubjectMode,
  change: (old: Node) => Node,
  origin: Origin,
): MapNode {
  const wanted = (subject: Node): boolean =>
    mode === 'defaultOnly'
      ? textAt(subject, 'name') === 'default'
      : textAt(subject, 'kind') === 'ServiceAccount';
  if (!itemsAt(body, 'subjects').some(wanted)) return body;
  const empty: Node = { kind: 'scalar', tag: '!!str', value: '', style: 'plain', origin };
  const bound = (subject: Node): Node =>
    wanted(subject) ? updateAt(subject, ['namespace'], (old) => change(old ?? empty), origin) : subject;
  return updateAt(body, ['subjects'], (list) => {
    const subjects = list ?? nodeAt(body, 'subjects');
    return subjects?.kind === 'seq' ? withItems(subjects, subjects.items.map(bound)) : subjects;
  }) as MapNode;
}
