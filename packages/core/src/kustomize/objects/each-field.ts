/**
 * Changes the fields of an object that a field specification leads to.
 * Source: api/filters/fieldspec of kustomize.
 *
 * @module
 */

import { LimitReached, limits, show } from '../../source/bounds/limits.js';
import type { Span } from '../../source/span.js';
import type { MapNode, Node, Origin, ScalarNode, ScalarTag } from '../../yaml/nodes/node.js';
import { isNull } from '../../yaml/nodes/node.js';
import { entryOf, setEntry, withItems } from '../../yaml/nodes/node-path.js';
import { resolvePlain } from '../../yaml/nodes/resolve-scalar.js';
import type { FieldSpec } from '../schema/field-specs.data.js';
import { Fault } from './fault.js';
import { fitsGvk, idOf } from './resource.js';

/** What to make where a field is missing. */
export interface Creation {
  readonly kind: 'scalar' | 'map';
  readonly origin: Origin;
}

/** The object with the fields of a specification changed; the same object where none applies. */
export function updateField(
  body: MapNode,
  spec: FieldSpec,
  change: (node: Node) => Node,
  creation?: Creation,
): MapNode {
  if (!fitsGvk(idOf(body), spec)) return body;
  const create = spec.create ? creation : undefined;
  return descend(body, splitPath(spec.path, '/'), change, create) as MapNode;
}

/** The object with the fields of several specifications changed, one after the other. */
export function updateFields(
  body: MapNode,
  specs: readonly FieldSpec[],
  change: (node: Node) => Node,
  creation?: Creation,
): MapNode {
  return specs.reduce((at, spec) => updateField(at, spec, change, creation), body);
}

function descend(
  node: Node,
  path: readonly string[],
  change: (node: Node) => Node,
  creation: Creation | undefined,
): Node {
  const [step, ...rest] = path;
  if (step === undefined) return change(node);
  if (isNull(node)) return node;
  if (node.kind === 'seq') {
    return withItems(
      node,
      node.items.map((item) => descend(item, path, change, creation)),
    );
  }
  if (node.kind === 'scalar') {
    throw new Fault('bad-field-path', `'${path.join('/')}' leads into a plain value.`, node.origin.span);
  }
  return inMap(node, step, rest, change, creation);
}

function inMap(
  map: MapNode,
  step: string,
  rest: readonly string[],
  change: (node: Node) => Node,
  creation: Creation | undefined,
): Node {
  const isList = step.endsWith('[]');
  const name = isList ? step.slice(0, -2) : step;
  if (name === '')
    throw new Fault('bad-field-path', 'The path of a field has an empty part.', map.origin.span);
  const entry = entryOf(map, name);
  const create = isList ? undefined : creation;
  if (!entry && !create) return map;
  const made = create && emptyValue(rest.length === 0 ? create.kind : 'map', create.origin);
  let value = entry?.value ?? made;
  if (!value) return map;
  // A null where a list or something to be made is expected counts as an empty one.
  if (isNull(value)) {
    if (isList) value = { kind: 'seq', items: [], origin: value.origin };
    else if (made) value = { ...made, origin: value.origin };
  }
  const changed = descend(value, rest, change, creation);
  if (entry && changed === entry.value) return map;
  const origin = create?.origin ?? value.origin;
  const key = entry?.key ?? { kind: 'scalar', tag: '!!str', value: name, style: 'plain', origin };
  return setEntry(map, key, changed);
}

function emptyValue(kind: 'scalar' | 'map', origin: Origin): Node {
  return kind === 'map'
    ? { kind, entries: [], origin }
    : { kind, tag: '!!str', value: '', style: 'plain', origin };
}

/**
 * A scalar in the place of another one, in its style.
 * Without a tag the new text is typed as it would be if it were read: kustomize drops the type when it sets a bare value.
 * Quotes stay in any case, and what stands in them is text.
 */
export function setScalar(old: Node, value: string, origin: Origin, more: Scalar = {}): ScalarNode {
  const { tag, unknown } = more;
  if (old.kind !== 'scalar') {
    throw new Fault(
      'bad-field-path',
      'A plain value is set where a mapping or a list stands.',
      old.origin.span,
    );
  }
  const typed = old.style === 'plain' ? (tag ?? resolvePlain(value)) : '!!str';
  return {
    kind: 'scalar',
    tag: typed,
    value,
    style: old.style,
    origin: toldOnce(origin),
    ...(unknown !== undefined && { unknown }),
  };
}

/** What a scalar is besides its text. */
export interface Scalar {
  readonly tag?: ScalarTag;
  /** Why the text cannot be known. */
  readonly unknown?: string | undefined;
}

/** A step that comes by a value twice is told once: what it found the first time stood there before. */
function toldOnce(origin: Origin): Origin {
  const { was, ...now } = origin;
  if (!was?.step || was.step !== origin.step || was.span.start !== origin.span.start) return origin;
  return { ...now, ...(was.was && { was: was.was }) };
}

/** A fault for a new key that kustomize cannot read again: it is written without quotes, even if it looks like a number. */
export function demandTextKey(key: string, span: Span): void {
  if (resolvePlain(key) === '!!str' && key !== '<<') return;
  throw new Fault('key-not-text', `The key '${key}' is read as something else than text.`, span);
}

/**
 * Splits a path; a delimiter after a backslash belongs to the name.
 *
 * @throws LimitReached for a path that leads deeper than any value is
 */
export function splitPath(path: string, delimiter: string): string[] {
  const parts = path.split(delimiter);
  if (parts.length > 1 && parts[0] === '') parts.shift();
  const result: string[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last?.endsWith('\\')) result[result.length - 1] = last.slice(0, -1) + delimiter + part;
    else result.push(part);
  }
  const { valueDepth } = limits();
  if (result.length > valueDepth)
    throw new LimitReached('valueDepth', `The path of a field has more than ${show(valueDepth)} parts.`);
  return result;
}
