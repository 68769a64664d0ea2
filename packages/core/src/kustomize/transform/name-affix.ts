/**
 * `namePrefix:` and `nameSuffix:` rename every object but those whose names are fixed by what they are.
 * Source: the PrefixTransformer and SuffixTransformer of kustomize.
 *
 * @module
 */

import { joined } from '../../source/bounds/made-text.js';
import type { Span } from '../../source/span.js';
import type { Node, Step } from '../../yaml/nodes/node.js';
import { setScalar, updateField } from '../objects/each-field.js';
import { fitsGvk, idOf, originalId, rememberId } from '../objects/resource.js';
import type { ResourceSet } from '../objects/resource-set.js';
import type { FieldSpec, GvkPattern } from '../schema/field-specs.data.js';

export interface Affix {
  readonly side: 'prefix' | 'suffix';
  readonly text: string;
  /** Why the text cannot be known. */
  readonly unknown?: string | undefined;
  /** Where the text stands. */
  readonly span: Span;
  readonly step: Step;
  readonly fieldSpecs: readonly FieldSpec[];
}

const KEPT: readonly GvkPattern[] = [
  { kind: 'CustomResourceDefinition' },
  { group: 'apiregistration.k8s.io', kind: 'APIService' },
  { kind: 'Namespace' },
];

/** Adds the text to the names of all objects; an empty text only says that they went through this kustomization. */
export function addAffix(set: ResourceSet, affix: Affix): void {
  for (const resource of set.items) {
    const { group, version } = idOf(resource.body);
    const original = { group, version, kind: originalId(resource, set.schema).kind };
    if (KEPT.some((pattern) => fitsGvk(original, pattern))) continue;
    for (const spec of affix.fieldSpecs) {
      if (!fitsGvk(original, spec)) continue;
      if (spec.path === 'metadata/name' && affix.text !== '') {
        if (affix.side === 'prefix') resource.prefixes = [...resource.prefixes, affix.text];
        else resource.suffixes = [...resource.suffixes, affix.text];
        rememberId(resource, set.schema);
      }
      resource.body = updateField(resource.body, spec, (old) => affixed(old, affix), {
        kind: 'scalar',
        origin: { span: affix.span, step: affix.step },
      });
    }
  }
  set.renamed();
}

function affixed(old: Node, affix: Affix): Node {
  const text = old.kind === 'scalar' ? old.value : '';
  const value = joined(affix.side === 'prefix' ? [affix.text, text] : [text, affix.text]);
  const unknown = affix.unknown ?? (old.kind === 'scalar' ? old.unknown : undefined);
  return setScalar(old, value, { span: affix.span, step: affix.step, was: old.origin }, { unknown });
}
