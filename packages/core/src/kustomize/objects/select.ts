/**
 * Picking the resources that a patch or a replacement is meant for.
 * Source: api/types/selector.go and api/resmap of kustomize: group, version, kind, name and namespace
 * are regular expressions over the whole text, labels and annotations are label selectors.
 *
 * @module
 */
import { z } from 'zod';
import { type LabelSelector, parseLabelSelector } from '../../kubernetes/label-selector.js';
import { annotationsOf, labelsOf } from '../../kubernetes/object.js';
import { anchoredGoRegexp, type GoRegexp } from '../../source/go-regexp.js';
import type { Span } from '../../source/span.js';
import type { GvkPattern } from '../schema/field-specs.data.js';
import { Fault } from './fault.js';
import { effectiveNamespace, idOf, originalId, type ResId, type Resource } from './resource.js';
import type { ResourceSet } from './resource-set.js';

const text = z.string().nullish();

type Text = string | null | undefined;

/** A `target:` or `select:`. */
export interface Selector {
  group?: Text;
  version?: Text;
  kind?: Text;
  name?: Text;
  namespace?: Text;
  labelSelector?: Text;
  annotationSelector?: Text;
}

/** The shape of a selector. */
export const selectorSchema: z.ZodType<Selector> = z.strictObject({
  group: text,
  version: text,
  kind: text,
  name: text,
  namespace: text,
  labelSelector: text,
  annotationSelector: text,
});

/** A selector with its expressions compiled. */
export interface Matcher {
  readonly selector: Selector;
  gvk(id: GvkPattern): boolean;
  name(name: string): boolean;
  namespace(namespace: string): boolean;
  /** Labels and annotations. */
  marks(resource: Resource): boolean;
}

/** Compiles a selector; a fault at `span` if an expression in it cannot be read. */
export function compileSelector(selector: Selector, span: Span): Matcher {
  const expression = (pattern: string | null | undefined): GoRegexp => {
    if (!pattern) return () => true;
    const compiled = anchoredGoRegexp(pattern);
    if (typeof compiled === 'function') return compiled;
    throw new Fault('bad-selector', `The pattern '${pattern}' cannot be read: ${compiled.error}.`, span);
  };
  const marks = (source: string | null | undefined): LabelSelector => {
    const parsed = parseLabelSelector(source ?? '');
    if (typeof parsed === 'function') return parsed;
    throw new Fault('bad-selector', `The selector cannot be read: ${parsed.error}.`, span);
  };
  const [group, version, kind] = [selector.group, selector.version, selector.kind].map(expression);
  const labels = marks(selector.labelSelector);
  const annotations = marks(selector.annotationSelector);
  return {
    selector,
    gvk: (id) => Boolean(group?.(id.group ?? '') && version?.(id.version ?? '') && kind?.(id.kind ?? '')),
    name: expression(selector.name),
    namespace: expression(selector.namespace),
    marks: (resource) => {
      const everywhere = !selector.labelSelector && !selector.annotationSelector;
      return everywhere || (labels(labelsOf(resource.body)) && annotations(annotationsOf(resource.body)));
    },
  };
}

/** The resources that a patch's target selects: by their first or their current name, as kustomize does. */
export function selectResources(set: ResourceSet, selector: Selector, span: Span): Resource[] {
  const matcher = compileSelector(selector, span);
  const { schema } = set;
  return candidates(set, selector.name ?? '').filter((resource) => {
    const current: ResId = idOf(resource.body);
    const original = originalId(resource, schema);
    return (
      (matcher.namespace(original.namespace) || matcher.namespace(effectiveNamespace(current, schema))) &&
      (matcher.name(original.name) || matcher.name(current.name)) &&
      matcher.gvk(current) &&
      matcher.marks(resource)
    );
  });
}

/** A plain name is looked up, so that a patch costs no pass over all objects. */
function candidates(set: ResourceSet, name: string): readonly Resource[] {
  return /^[\w-]+$/.test(name) ? set.byAnyName(name) : set.items;
}
