/**
 * Puts the value of a replacement where its target says: a whole field, or a part between delimiters.
 * Source: api/filters/replacement/replacement.go of kustomize.
 *
 * @module
 */

import { joined } from '../../source/bounds/made-text.js';
import type { Node, Origin, ScalarNode } from '../../yaml/nodes/node.js';
import { resolvePlain } from '../../yaml/nodes/resolve-scalar.js';
import { demandWeight } from '../../yaml/nodes/weight.js';
import type { FieldOptions } from '../load/kustomization-schemas.js';
import { setScalar } from '../objects/each-field.js';
import { Fault } from '../objects/fault.js';
import type { Resource } from '../objects/resource.js';
import type { ResourceSet } from '../objects/resource-set.js';
import { changeMatches, splitFieldPath } from './field-path.js';
import { changeInText, textOnPath } from './structured-text.js';

export function setAt(
  set: ResourceSet,
  resource: Resource,
  path: string,
  value: Node,
  options: FieldOptions,
  origin: Origin,
): void {
  const creation = options.create ? { kind: value.kind, origin } : undefined;
  const change = (old: Node, created: boolean): Node => withValue(old, value, options, origin, created);
  const parts = splitFieldPath(path);
  const text = textOnPath(resource.body, parts);
  const changed = text && changeInText(text.scalar.value, text.inner, change, creation);
  if (text && changed !== undefined) {
    const unknown = value.kind === 'scalar' ? value.unknown : undefined;
    const put = (old: Node): Node =>
      setScalar(old, changed, { ...origin, was: old.origin }, { tag: '!!str', unknown });
    const { node } = changeMatches(resource.body, text.outer, put);
    if (node.kind === 'map') set.update(resource, node);
    return;
  }
  const { node, count } = changeMatches(resource.body, parts, change, creation);
  if (count === 0) throw new Fault('bad-replacement', `The target has no field '${path}'.`);
  if (node.kind === 'map') set.update(resource, value.kind === 'scalar' ? node : demandWeight(node));
}

export function withValue(old: Node, value: Node, options: FieldOptions, at: Origin, created: boolean): Node {
  const origin: Origin = { ...at, was: old.origin };
  const text = value.kind === 'scalar' ? value.value : '';
  const joined = options.delimiter ? putInto(old, text, options.delimiter, options.index ?? 0) : text;
  if (old.kind !== 'scalar') return { ...value, origin };
  const unknown =
    value.kind === 'scalar' && value.unknown !== undefined ? { unknown: value.unknown } : undefined;
  if (created) return { ...old, value: joined, tag: resolvePlain(joined), origin: at, ...unknown };
  return typed({ ...old, value: joined, origin, ...unknown });
}

/** The type of the target stays, so the text must be one of that type. */
function typed(node: ScalarNode): ScalarNode {
  const { lines: _, lineSteps: __, ...rest } = node;
  if (node.unknown !== undefined) return rest;
  if (node.tag === '!!str' || node.style !== 'plain') return rest;
  const tag = resolvePlain(node.value);
  if (tag === node.tag || (tag === '!!int' && node.tag === '!!float')) return rest;
  throw new Fault(
    'bad-replacement',
    `'${node.value}' cannot take the place of a value of type ${node.tag.slice(2)}.`,
  );
}

function putInto(old: Node, text: string, delimiter: string, index: number): string {
  if (old.kind !== 'scalar')
    throw new Fault('bad-replacement', 'A delimiter can only be used on a plain value.');
  const parts = old.value.split(delimiter);
  if (index < 0) parts.unshift(text);
  else if (index >= parts.length) parts.push(text);
  else parts[index] = text;
  return joined(parts, delimiter);
}
