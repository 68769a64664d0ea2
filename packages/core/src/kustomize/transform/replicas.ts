/**
 * `replicas:` sets the count of workloads by name.
 * Source: the ReplicaCountTransformer of kustomize.
 *
 * @module
 */
import type { Node, Step } from '../../yaml/nodes/node.js';
import { entryOf } from '../../yaml/nodes/node-path.js';
import { type BuildContext, noteIneffective } from '../load/context.js';
import type { Replica } from '../load/kustomization-schemas.js';
import type { Entry } from '../load/read-fields.js';
import { setScalar, updateField } from '../objects/each-field.js';
import { NotFound } from '../objects/fault.js';
import { fitsGvk, idOf, type Resource } from '../objects/resource.js';
import type { ResourceSet } from '../objects/resource-set.js';
import type { FieldSpec } from '../schema/field-specs.data.js';

/** Sets the count of every workload that has or had the name; a fault where there is none. */
export function setReplicas(
  set: ResourceSet,
  entry: Entry<Replica>,
  fieldSpecs: readonly FieldSpec[],
  step: Step,
  context: BuildContext,
): void {
  const name = entry.value.name ?? '';
  const count = String(entry.value.count ?? 0);
  const span = (entryOf(entry.node, 'count')?.value ?? entry.node).origin.span;
  let matched = false;
  for (const spec of fieldSpecs) {
    for (const resource of set.byAnyName(name)) {
      if (!hadIdentity(resource, name, spec)) continue;
      matched = true;
      const change = (old: Node): Node =>
        setScalar(old, count, { span, step, was: old.origin }, { tag: '!!int' });
      set.update(
        resource,
        updateField(resource.body, spec, change, { kind: 'scalar', origin: { span, step } }),
      );
    }
  }
  if (matched) return;
  const named = (entryOf(entry.node, 'name')?.value ?? entry.node).origin.span;
  noteIneffective(context, { field: 'replicas', span: named, wanted: name });
  throw new NotFound('replicas-without-match', `No workload is named '${name}'.`, named);
}

function hadIdentity(resource: Resource, name: string, spec: FieldSpec): boolean {
  const id = idOf(resource.body);
  const all = [...resource.previous.map((previous) => ({ ...id, ...previous })), id];
  return all.some((each) => each.name === name && fitsGvk(each, spec));
}
