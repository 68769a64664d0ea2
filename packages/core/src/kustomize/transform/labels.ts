/**
 * `labels:`, `commonLabels:` and `commonAnnotations:` set entries of mappings, in metadata and where selectors are.
 * Source: the LabelTransformer and AnnotationsTransformer of kustomize.
 *
 * @module
 */
import type { MapNode, Node, ScalarNode, Step } from '../../yaml/nodes/node.js';
import { entryOf, setEntry } from '../../yaml/nodes/node-path.js';
import type { LabelEntry } from '../load/kustomization-schemas.js';
import { demandTextKey, setScalar, updateFields } from '../objects/each-field.js';
import { Fault } from '../objects/fault.js';
import { hasKeptAnnotations } from '../objects/kept-annotations.js';
import type { ResourceSet } from '../objects/resource-set.js';
import type { FieldSpec, TransformerConfig } from '../schema/field-specs.data.js';
import { mergeFieldSpecs, toFieldSpec } from './transformer-config.js';

/** Sets the entries of a mapping in the fields of all objects. */
export function setMarks(
  set: ResourceSet,
  marks: MapNode,
  fieldSpecs: readonly FieldSpec[],
  step: Step,
): void {
  const entries = [...marks.entries].sort((a, b) => (a.key.value < b.key.value ? -1 : 1));
  for (const resource of set.items) {
    let { body } = resource;
    // Where kustomize keeps annotations of its own, there are some to add to.
    const specs = hasKeptAnnotations(resource)
      ? fieldSpecs.map((spec) => (spec.path === 'metadata/annotations' ? { ...spec, create: true } : spec))
      : fieldSpecs;
    const several: ScalarNode[] = [];
    for (const { key, value } of entries) {
      const origin = { span: value.origin.span, step };
      const text = value.kind === 'scalar' ? value.value : '';
      // All fields that get it new get the same one.
      const unknown = value.kind === 'scalar' && value.unknown !== undefined && { unknown: value.unknown };
      const fresh: ScalarNode = {
        kind: 'scalar',
        tag: '!!str',
        value: text,
        style: 'plain',
        origin,
        ...unknown,
      };
      several.push(fresh);
      body = updateFields(body, specs, (map) => withMark(map, key, fresh), { kind: 'map', origin });
    }
    set.update(resource, body);
    resource.shared = new Set([...resource.shared, ...several]);
  }
}

function withMark(map: Node, key: ScalarNode, fresh: ScalarNode): Node {
  if (map.kind !== 'map') {
    throw new Fault('bad-field-path', 'Labels are set where no mapping stands.', map.origin.span);
  }
  const old = entryOf(map, key.value)?.value;
  if (!old) demandTextKey(key.value, key.origin.span);
  if (old?.kind !== 'scalar') {
    return setEntry(map, key, old ? { ...fresh, origin: { ...fresh.origin, was: old.origin } } : fresh);
  }
  return setEntry(
    map,
    key,
    setScalar(
      old,
      fresh.value,
      { ...fresh.origin, was: old.origin },
      {
        tag: '!!str',
        unknown: fresh.unknown,
      },
    ),
  );
}

/** The fields in which an entry of `labels:` sets its pairs. */
export function labelFields(entry: LabelEntry, config: TransformerConfig): readonly FieldSpec[] {
  let specs = mergeFieldSpecs((entry.fields ?? []).map(toFieldSpec), config.labels);
  if (entry.includeSelectors) return mergeFieldSpecs(specs, config.commonLabels);
  if (entry.includeTemplates) specs = mergeFieldSpecs(specs, config.templateLabels);
  return mergeFieldSpecs(specs, [{ path: 'metadata/labels', create: true }]);
}
