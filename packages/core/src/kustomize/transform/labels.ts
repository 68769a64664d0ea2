/**
 * `labels:`, `commonLabels:` and `commonAnnotations:` set entries of mappings, in metadata and where selectors are.
 * Source: the LabelTransformer and AnnotationsTransformer of kustomize.
 *
 * @module
 */
import type { MapNode, Node, ScalarNode, Step } from '../../yaml/node.js';
import { entryOf, setEntry } from '../../yaml/node-path.js';
import { demandTextKey, setScalar, updateFields } from '../each-field.js';
import { Fault } from '../fault.js';
import type { FieldSpec, TransformerConfig } from '../field-specs.data.js';
import type { LabelEntry } from '../kustomization-schemas.js';
import type { ResourceSet } from '../resource-set.js';
import { mergeFieldSpecs, toFieldSpec } from '../transformer-config.js';

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
    for (const { key, value } of entries) {
      const origin = { span: value.origin.span, step };
      body = updateFields(body, fieldSpecs, (map) => withMark(map, key, value, step), {
        kind: 'map',
        origin,
      });
    }
    set.update(resource, body);
  }
}

function withMark(map: Node, key: ScalarNode, value: Node, step: Step): Node {
  if (map.kind !== 'map') {
    throw new Fault('bad-field-path', 'Labels are set where no mapping stands.', map.origin.span);
  }
  if (!entryOf(map, key.value)) demandTextKey(key.value, key.origin.span);
  const text = value.kind === 'scalar' ? value.value : '';
  const old = entryOf(map, key.value)?.value;
  const origin = { span: value.origin.span, step, ...(old && { was: old.origin }) };
  const fresh: ScalarNode = { kind: 'scalar', tag: '!!str', value: text, style: 'plain', origin };
  return setEntry(map, key, old?.kind === 'scalar' ? setScalar(old, text, origin, '!!str') : fresh);
}

/** The fields in which an entry of `labels:` sets its pairs. */
export function labelFields(entry: LabelEntry, config: TransformerConfig): readonly FieldSpec[] {
  let specs = mergeFieldSpecs((entry.fields ?? []).map(toFieldSpec), config.labels);
  if (entry.includeSelectors) return mergeFieldSpecs(specs, config.commonLabels);
  if (entry.includeTemplates) specs = mergeFieldSpecs(specs, config.templateLabels);
  if (entry.includeVolumeClaimTemplates) specs = mergeFieldSpecs(specs, config.volumeClaimTemplateLabels);
  return mergeFieldSpecs(specs, [{ path: 'metadata/labels', create: true }]);
}
